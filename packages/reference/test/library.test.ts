import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSite, faultsOf, type Site } from '../src/index.ts';

let root: string;
let site: Site;

const sound: Readonly<Record<string, string>> = {
  'README.md': '# Everything\n\n## Settings\n',
  'packages/client/README.md': '# @open-return-forwarding/client\n\n[settings](../../README.md#settings)\n',
  'packages/reference/guides/1-vendors.md':
    '# For vendors\n\nYou build. More.\n\n[the chapter](../../../spec/standard/02-second.md#part-b), [reference](/docs/api/).\n',
  'spec/README.md':
    '# The standard\n\n[chapters](standard), [vectors](vectors/), [code](../packages/client/main.ts)\n',
  'spec/requirements.yaml':
    'ORF-RET-007:\n  keyword: MUST\n  role: provider\n  profile: core\n  text: It MUST answer `now`.\n  anchor: standard/01-first.md#one\n  testable: true\nORF-RET-008:\n  keyword: MAY\n  role: caller\n  profile: policy\n  text: It MAY ask.\n  anchor: standard/02-second.md#part-b\n  untestable: Nobody sees it.\n',
  'spec/standard/01-first.md':
    '# 1. First\n\n[next](02-second.md), [rows](../lifecycles.yaml), [raw](../vectors/a.json).\n\n## One\n\nIt MUST answer `now`. (ORF-RET-007)\n\nA zebra.\n',
  'spec/standard/02-second.md':
    '# 2. Second\n\n## Part B\n\nIt MAY ask. (ORF-RET-008)\nAs ORF-RET-007 says.\n',
  'spec/standard/annex-rest.md': '# Annex: the rest\n\n- ORF-RET-008\n',
  'spec/lifecycles.yaml': 'a: 1\n',
  'spec/vectors/a.json': '{}\n',
};

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

const build = () => createSite({ origin: 'http://orf.test', token: 'x', content: root });
const page = (path: string) => site.resource(path)?.text ?? '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'orf-library-'));
  write({ ...sound, 'packages/client/main.ts': '' });
  site = build();
});
afterAll(() => rmSync(root, { recursive: true }));

describe('links between files', () => {
  test.each([
    ['another chapter', '/docs/spec/standard/01-first', '/docs/spec/standard/02-second'],
    ['a table that the reference shows', '/docs/spec/standard/01-first', '/docs/api/lifecycles'],
    ['a file that is served as it is', '/docs/spec/standard/01-first', '/docs/spec/vectors/a.json'],
    ['a folder without a page of its own', '/docs/spec/', '/docs/spec/vectors/'],
    ['a section elsewhere in the repository', '/docs/for/vendors/', '/docs/spec/standard/02-second#part-b'],
    ['a page of the reference', '/docs/for/vendors/', '/docs/api/'],
    ['the README at the top', '/docs/packages/client', '/docs/readme#settings'],
  ])('lead to %s', (_name, from, to) => {
    expect(page(from)).toContain(`<a href="${to}">`);
  });

  test('to a file of the repository that the site does not have are words', () => {
    expect(page('/docs/spec/')).toContain(', code</p>');
  });

  test('are all sound here', () => {
    expect(faultsOf(site)).toEqual([]);
  });
});

describe('what is broken is named', () => {
  test.each([
    [
      'a file that is not there',
      '[x](03-third.md)',
      'spec/standard/09-new.md: the link to "03-third.md" leads nowhere',
    ],
    [
      'a section that is not there',
      '[x](02-second.md#gone)',
      '/docs/spec/standard/09-new: "/docs/spec/standard/02-second#gone" leads nowhere',
    ],
    ['an anchor on the page itself', '[x](#gone)', '/docs/spec/standard/09-new: "#gone" leads nowhere'],
    [
      'a page of the reference',
      '[x](/docs/api/gone)',
      '/docs/spec/standard/09-new: "/docs/api/gone" leads nowhere',
    ],
    [
      'a requirement that nobody states',
      'See ORF-RET-999.',
      'spec/standard/09-new.md: ORF-RET-999 is stated nowhere',
    ],
    [
      'a diagram that cannot be drawn',
      '```mermaid\npie\n```',
      '/docs/spec/standard/09-new: a diagram of the kind "pie" cannot be drawn; there are stateDiagram-v2 and sequenceDiagram',
    ],
    [
      'a schema that is not in the contract',
      '```json schema=Nothing\n{}\n```',
      'spec/standard/09-new.md: a block names the schema Nothing, which the contract does not have',
    ],
  ])('%s', (_name, text, fault) => {
    write({ 'spec/standard/09-new.md': `# 9. New\n\n${text}\n` });
    try {
      expect(faultsOf(build())).toContain(fault);
    } finally {
      rmSync(join(root, 'spec/standard/09-new.md'));
    }
  });
});

describe('requirements', () => {
  test('are anchors where they are stated, and links elsewhere', () => {
    expect(page('/docs/spec/standard/01-first')).toContain('id="ORF-RET-007" href="#ORF-RET-007"');
    const second = page('/docs/spec/standard/02-second');
    expect(second).toContain('<a class="req" href="/docs/spec/standard/01-first#ORF-RET-007">');
    expect(page('/docs/spec/standard/annex-rest')).toContain(
      'href="/docs/spec/standard/02-second#ORF-RET-008"',
    );
  });

  test('can be told apart by keyword, role and profile', () => {
    const text = page('/docs/spec/requirements');
    expect(text).toContain(
      '<li id="ORF-RET-008" data-keyword="MAY" data-role="caller" data-profile="policy">',
    );
    expect(text).toContain('<option value="provider">provider (1)</option>');
    expect(text).toContain('Not tested from outside: Nobody sees it.');
  });
});

test('the search knows requirements, sections with their words, and pages', () => {
  const found = (words: string) =>
    site.search.entries
      .filter((entry) => entry.join(' ').includes(words))
      .map(([kind, , path]) => [kind, path]);
  expect(found('ORF-RET-008')).toContainEqual(['MAY', '/docs/spec/standard/02-second#ORF-RET-008']);
  expect(found('A zebra.')).toEqual([['chapter', '/docs/spec/standard/01-first#one']]);
  expect(found('The rest')).toEqual([]);
  expect(found('the rest')).toContainEqual(['annex', '/docs/spec/standard/annex-rest']);
});

test.each([
  ['/docs/for/vendors', '/docs/for/vendors/'],
  ['/docs/spec/standard/first', '/docs/spec/standard/01-first'],
  ['/docs/spec/standard/07-second', '/docs/spec/standard/02-second'],
  ['/docs/spec', '/docs/spec/'],
  ['/docs/nowhere', undefined],
])('what was at %s is at %s', (from, to) => {
  expect(site.moved(from)).toBe(to);
});
