import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownFor } from '../src/html/markdown.ts';
import { html } from '../src/html/markup.ts';
import { json } from '../src/parts/code.ts';

const markdown = markdownFor({
  word: (code) => (code === 'createReturn' ? '/docs/api/return#createReturn' : undefined),
  link: (target) => (target === 'settlement.md' ? '/docs/spec/standard/settlement' : undefined),
});

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '&lt;',
    '</code>',
  ),
);

describe('whatever text says, it stays text', () => {
  test('in a template', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(html`<p title="${text}">${text}</p>`.text).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/s);
      }),
    );
  });

  test('in JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.double(), fc.boolean())), (value) => {
        const text = json(value).text.replaceAll(/<\/?i(?: class="[ksv]")?>/g, '');
        expect(text).not.toMatch(/[<>]/);
        const undone = text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');
        expect(undone.replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  test('in Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markdown.block(text).text).not.toMatch(/<(script|img|iframe|style)|<[a-z][^>]*\son[a-z]+=/i);
      }),
    );
  });
});

describe('Markdown', () => {
  test.each([
    [
      'a name that stands alone as code leads to it',
      '`createReturn`',
      '<a href="/docs/api/return#createReturn"><code>createReturn</code></a>',
    ],
    ['another is only code', '`to_warehouse`', '<code>to_warehouse</code>'],
    [
      'a link between pages leads on',
      '[books](settlement.md)',
      '<a href="/docs/spec/standard/settlement">books</a>',
    ],
    [
      'a link in a link is one link',
      '[`createReturn`](settlement.md)',
      '<a href="/docs/spec/standard/settlement"><code>createReturn</code></a>',
    ],
    ['a link to what is no page stays words', '[vectors](../vectors)', 'vectors'],
    ['a link to another site stays words', '[site](https://example.com/)', 'site'],
    ['a link that would run something stays words', '[x](javascript:alert(1))', 'x'],
    ['HTML is shown as text', 'a <b>b</b>', 'a &lt;b&gt;b&lt;/b&gt;'],
    ['an image is its name', '![label](https://example.com/a.png)', 'label'],
  ])('%s', (_name, given, want) => {
    expect(markdown.inline(given).text).toBe(want);
  });

  test('a heading can be linked to', () => {
    expect(markdown.block('## The value `X`').text).toContain('<h2 id="the-value-x">');
  });
});
