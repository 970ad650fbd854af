import { manifest, problems, specVersion, webhookSchemas } from '@open-return-forwarding/protocol';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../src/contract/read.ts';
import { contentFolder, createSite, faultsOf, staticFiles } from '../src/index.ts';
import { pagesIn } from '../src/sources/prose.ts';

const content = contentFolder();
const options = { origin: 'http://orf.test', token: '$ORF_TOKEN', ...(content && { content }) };
const site = createSite(options);
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

  test('every event, problem and version', () => {
    for (const type of Object.keys(webhookSchemas))
      expect(page('/docs/api/webhook-events')).toContain(`id="${type}"`);
    for (const [code, { title }] of Object.entries(problems))
      expect(page(`/problems/${code}`)).toContain(`<h1>${title}</h1>`);
    expect(page('/docs/')).toContain(specVersion);
  });
});

describe('everything of the standard is there', () => {
  const { prose, requirements, files } = site.library;
  const chapters = pagesIn(prose, 'spec/standard');

  test('every chapter and annex is a page, in the menu, in the order of its file', () => {
    expect(chapters.length).toBeGreaterThan(0);
    const menu = page('/docs/').slice(page('/docs/').indexOf('<nav id="menu"'));
    const numbered = chapters.filter(({ number }) => number !== undefined);
    const places = numbered.map(({ path }) => menu.indexOf(`href="${path}"`));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    for (const { path } of chapters) {
      expect(menu).toContain(`href="${path}"`);
      expect(page(path)).toContain('<h1 ');
    }
  });

  test('each leads to the next', () => {
    for (const [index, { path }] of chapters.entries()) {
      const next = chapters[index + 1];
      if (next) expect(page(path)).toContain(`<a rel="next" href="${next.path}">`);
    }
  });

  test('every requirement is on the page of them, and is an anchor where it is stated', () => {
    expect(requirements.length).toBeGreaterThanOrEqual(100);
    for (const { id } of requirements) {
      expect(page('/docs/spec/requirements')).toContain(`<li id="${id}"`);
      expect(page(site.library.stated.get(id)?.path ?? '')).toContain(
        `<a class="req" id="${id}" href="#${id}">`,
      );
    }
  });

  test('every other file is served as it is', () => {
    const raw = files.filter((file) => /\.(ya?ml|json|csv)$/.test(file));
    expect(raw.length).toBeGreaterThan(20);
    for (const file of raw) expect(site.resource(`/docs/${file}`)?.text).toBeTruthy();
  });

  test('each kind of reader has a page, and the first page leads there', () => {
    const guides = pagesIn(prose, 'packages/reference/guides').map(({ path }) => path);
    expect(guides).toContain('/docs/for/vendors/');
    expect(guides).toHaveLength(6);
    for (const path of guides) expect(page('/docs/')).toContain(`<a href="${path}"><b>`);
  });
});

test('no link, anchor, diagram or search result leads nowhere', () => {
  expect(faultsOf(site)).toEqual([]);
});

describe('the site as files', () => {
  const files = new Map(staticFiles(site).map(({ name, text }) => [name, text]));

  test('is the same every time', () => {
    expect(new Map(staticFiles(createSite(options)).map(({ name, text }) => [name, text]))).toEqual(files);
  });

  test('links to its own files only, wherever it lies', () => {
    expect(files.has('docs/index.html')).toBe(true);
    const lost = [...files].flatMap(([name, text]) => {
      const links = name.endsWith('.html') ? [...attributes(text, 'href'), ...attributes(text, 'src')] : [];
      return links
        .filter((link) => !/^(https:|#)/.test(link))
        .filter(
          (link) =>
            !files.has(new URL(link, `http://orf.test/below/${name}`).pathname.slice('/below/'.length)),
        )
        .map((link) => `${name}: ${link}`);
    });
    expect(lost).toEqual([]);
  });
});

test('no page needs another origin, an inline script or an inline style', () => {
  for (const [path, text] of pages) {
    expect(text, path).not.toMatch(
      /<(script|link|img|iframe|object|video|audio|source)\b[^>]+(https?:)?\/\/[^/]/i,
    );
    expect(text, path).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(text, path).not.toMatch(/<style|\sstyle=|\son[a-z]+="/);
  }
});

test('the style sheet and the script load nothing from elsewhere', () => {
  const assets = site.paths.filter((path) => /\/site\.\w+\.(css|js)$/.test(path));
  expect(assets).toHaveLength(2);
  for (const path of assets) expect(site.resource(path)?.text).not.toMatch(/https?:|@import|url\(/);
});
