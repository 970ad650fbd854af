import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownFor } from '../src/html/markdown.ts';
import { html } from '../src/html/markup.ts';
import { json } from '../src/parts/code.ts';

const markdown = markdownFor({
  word: (code) => (code === 'createReturn' ? '/docs/api/return#createReturn' : undefined),
  link: (target) =>
    target === 'settlement.md'
      ? '/docs/spec/standard/settlement'
      : target.startsWith('https://')
        ? target
        : undefined,
  requirement: (id) =>
    ({ 'ORF-RET-007': '#ORF-RET-007', 'ORF-DIS-001': '/docs/spec/standard/03-discovery#ORF-DIS-001' })[id],
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
    [
      'a link to another site says that it leaves',
      '[site](https://example.com/)',
      '<a href="https://example.com/" rel="external noreferrer">site</a>',
    ],
    ['a key word of RFC 2119 is set apart', 'a server MUST NOT', 'a server <b class="kw">MUST NOT</b>'],
    ['but not in code or in a longer word', '`MUST` MUSTARD', '<code>MUST</code> MUSTARD'],
    ['a comment is left out', 'a<!-- table: return --> b', 'a b'],
    [
      'an id at the end of a sentence is its anchor',
      'It answers. (ORF-RET-007)',
      'It answers. <a class="req" id="ORF-RET-007" href="#ORF-RET-007">ORF-RET-007</a>',
    ],
    [
      'a second mention on the page is a link to it',
      'One. (ORF-RET-007) See ORF-RET-007.',
      'One. <a class="req" id="ORF-RET-007" href="#ORF-RET-007">ORF-RET-007</a> See <a class="req" href="#ORF-RET-007">ORF-RET-007</a>.',
    ],
    [
      'one that is stated elsewhere is a link there',
      '(see ORF-DIS-001)',
      '(see <a class="req" href="/docs/spec/standard/03-discovery#ORF-DIS-001">ORF-DIS-001</a>)',
    ],
    ['one that nobody states is text', '(ORF-XXX-001)', 'ORF-XXX-001'],
    ['a link that would run something stays words', '[x](javascript:alert(1))', 'x'],
    ['HTML is shown as text', 'a <b>b</b>', 'a &lt;b&gt;b&lt;/b&gt;'],
    ['an image is its name', '![label](https://example.com/a.png)', 'label'],
  ])('%s', (_name, given, want) => {
    expect(markdown.inline(given).text).toBe(want);
  });

  test('a list to tick off has boxes, and nothing to fill in', () => {
    const { text } = markdown.block('- [ ] one\n- [x] two');
    expect(text).toContain('<span class="box">☐</span> one');
    expect(text).toContain('<span class="box">☑</span> two');
    expect(text).not.toContain('<input');
  });

  test.each([
    ['as GitHub would', '## The value `X`_y: refunds & holds', 'the-value-x_y-refunds--holds'],
    ['a second one of the same name with a number', '## Limits\n## Limits', 'limits-1'],
  ])('a heading can be linked to, %s', (_name, given, id) => {
    expect(markdown.block(given).text).toContain(`<h2 id="${id}">`);
  });

  test('headings of a page are told for its contents', () => {
    const { headings } = markdown.page('# One\n## Two `x`\ntext');
    expect(headings).toEqual([
      { depth: 1, text: 'One', id: 'one' },
      { depth: 2, text: 'Two x', id: 'two-x' },
    ]);
  });

  test.each([
    ['behind its fence', '```json schema=createReturn\n{ "a": 1 }\n```'],
    ['in a comment above', '<!-- schema: createReturn -->\n\n```json\n{ "a": 1 }\n```'],
  ])('a block of JSON that names its schema %s leads there', (_name, given) => {
    const { text } = markdown.block(given);
    expect(text).toContain('<a href="/docs/api/return#createReturn">createReturn</a> · JSON');
    expect(text).toContain('<i class="k">&quot;a&quot;</i>: <i class="v">1</i>');
  });

  test('a comment names the block right below it, and no other', () => {
    const { text } = markdown.block('<!-- schema: createReturn -->\n\nwords\n\n```json\n{}\n```');
    expect(text).not.toContain('createReturn');
  });
});
