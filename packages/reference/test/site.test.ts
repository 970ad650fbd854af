import { manifest, problems, specVersion, webhookSchemas } from '@open-return-forwarding/protocol';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../src/contract/read.ts';
import { createSite, specFolder } from '../src/index.ts';

const spec = specFolder();
const site = createSite({
  origin: 'http://orf.test',
  token: '$ORF_TOKEN',
  ...(spec && { spec }),
});
const pages = new Map(
  site.paths.flatMap((path) => {
    const found = site.resource(path);
    return found?.type.startsWith('text/html') ? [[path, found.text] as const] : [];
  }),
);
const { api, testControl } = readDocuments();
const page = (path: string): string => pages.get(path) ?? '';

/** Values of an attribute, entities undone. */
function attributes(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&').replaceAll('&#39;', "'"),
  );
}

describe('everything of the contract is there', () => {
  test.each(Object.values(manifest))(
    '$operationId',
    ({ operationId, method, path, scopes, problems: own }) => {
      const [text = ''] = [...pages.values()].filter((one) =>
        one.includes(`<section class="operation" id="${operationId}"`),
      );
      const section = text.slice(text.indexOf(`id="${operationId}"`)).split('</section>')[0] ?? '';
      expect(section).toContain(`>${method.toUpperCase()}</span>`);
      expect(section.replaceAll('<wbr>', '')).toContain(`<code>${path}</code>`);
      expect(section).toContain('http://orf.test/');
      for (const scope of scopes) expect(section).toContain(`<code>${scope}</code>`);
      for (const code of own) expect(section).toContain(`href="/problems/${code}"`);
    },
  );

  test('every operation of test control', () => {
    const ids = Object.values(testControl.paths).flatMap((item) =>
      Object.values(item).map((one) => one.operationId),
    );
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(page('/docs/api/test-control')).toContain(`id="${id}"`);
  });

  test('every schema of both documents has a page that names its members and values', () => {
    const schemas = { ...api.components.schemas, ...testControl.components.schemas };
    for (const [name, { properties = {}, enum: values = [] }] of Object.entries(schemas)) {
      const text = page(`/docs/api/schemas/${name}`);
      expect(text, name).toContain(`<h1>${name}</h1>`);
      for (const member of Object.keys(properties))
        expect(text).toContain(`<code class="name">${member}</code>`);
      for (const value of values) expect(text).toContain(`<code>${String(value)}</code>`);
    }
  });

  test('every event, problem, prose page and version', () => {
    for (const type of Object.keys(webhookSchemas))
      expect(page('/docs/api/webhook-events')).toContain(`id="${type}"`);
    for (const [code, { title }] of Object.entries(problems))
      expect(page(`/problems/${code}`)).toContain(`<h1>${title}</h1>`);
    expect(page('/docs/spec/standard/11-settlement')).toContain('<h1 id="11-settlement">');
    expect(page('/docs/')).toContain(specVersion);
  });
});

describe('links', () => {
  const targets = new Map([...pages].map(([path, text]) => [path, new Set(attributes(text, 'id'))]));
  const others = new Set(site.paths);

  test.each([...pages.keys()])('of %s lead somewhere on this site', (path) => {
    for (const link of [...attributes(page(path), 'href'), ...attributes(page(path), 'src')]) {
      const [to = '', fragment] = link.split('#');
      const target = to === '' ? path : to;
      expect(others, link).toContain(target);
      if (fragment !== undefined) expect(targets.get(target), link).toContain(fragment);
    }
  });

  test('an anchor is there once', () => {
    for (const [path, text] of pages) {
      const ids = attributes(text, 'id');
      expect(ids.length, path).toBe(new Set(ids).size);
    }
  });
});

test('no page needs another origin, an inline script or an inline style', () => {
  for (const [path, text] of pages) {
    expect(text, path).not.toMatch(
      /<(script|link|img|iframe|object|video|audio|source)[^>]+(https?:)?\/\/[^/]/i,
    );
    expect(text, path).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(text, path).not.toMatch(/<style|\sstyle=|\son[a-z]+="/);
  }
});

test('the style sheet and the script load nothing from elsewhere', () => {
  const assets = site.paths.filter((path) => /\.(css|js)$/.test(path));
  expect(assets).toHaveLength(2);
  for (const path of assets) expect(site.resource(path)?.text).not.toMatch(/https?:|@import|url\(/);
});
