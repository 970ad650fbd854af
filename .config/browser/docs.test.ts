import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSite, staticFiles } from '../../packages/reference/src/index.ts';
import { type RunningServer, readConfig, startServer } from '../../packages/server/src/index.ts';
import { openBrowser, seriousViolations, type View, views, watchedPage } from './watch.ts';

let browser: Browser;
let server: RunningServer;
let data: string;
let shots: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'orf-browser-'));
  shots = await mkdtemp(join(tmpdir(), 'orf-screenshots-'));
  server = await startServer(readConfig({ PORT: '0', ORF_DATABASE: join(data, 'orf.db') }));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(data, { recursive: true, force: true });
  process.stdout.write(`screenshots: ${shots}\n`);
});

const pages = {
  landing: '/docs/',
  guide: '/docs/for/vendors/',
  chapter: '/docs/spec/standard/settlement',
  requirements: '/docs/spec/requirements',
  sequences: '/docs/spec/standard/annex-sequences',
  reference: '/docs/api/',
  operation: '/docs/api/return#createReturn',
  problem: '/problems/illegal_transition',
} as const;

/** Built of the same parts; seen once in each scheme and once in each size. */
const more = {
  lifecycles: '/docs/api/lifecycles',
  problems: '/docs/api/problems',
  settings: '/docs/api/settings',
  events: '/docs/api/webhook-events',
  schema: '/docs/api/schemas/Return',
  diagrams: '/docs/spec/standard/annex-lifecycles',
  annex: '/docs/spec/standard/annex-matching',
  checklist: '/docs/spec/standard/annex-checklist',
  walkthrough: '/docs/spec/standard/annex-walkthrough',
  decision: '/docs/spec/decisions/waiting-states',
  folder: '/docs/spec/vectors/',
  readme: '/docs/readme',
  package: '/docs/packages/client',
  contents: '/docs/spec/standard/settlement#menu',
} as const;

/** Opens a page, keeps its picture and looks for what would trouble a reader. */
async function look(view: View, [name, path]: readonly [string, string]): Promise<void> {
  const { page, complaints } = await watchedPage(browser, server.url, view);
  await page.goto(server.url + path);
  await page.waitForLoadState('load');
  await page.screenshot({ path: join(shots, `${name}-${view.name.replace(', ', '-')}.png`) });
  expect(await overflow(page)).toBe(0);
  // Whatever can be opened is looked at open.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  expect(await overflow(page)).toBe(0);
  expect(await seriousViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
}

/** How many pixels of the page lie beyond the screen's right edge. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

describe.each(views)('on a $name', (view) => {
  test.each(Object.entries(pages))('%s is calm, whole and within reach of everybody', (...page) =>
    look(view, page),
  );

  test('a search finds an operation and leads to it by keys alone', async () => {
    const { page, complaints } = await watchedPage(browser, server.url, view);
    await page.goto(`${server.url}/docs/`);
    await page.keyboard.press('/');
    await page.keyboard.type('createret');
    await page.locator('#found a').first().waitFor();
    await page.screenshot({ path: join(shots, `search-${view.name.replace(', ', '-')}.png`) });
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/docs/api/return#createReturn`);
    await expect(page.locator('#createReturn h2').isVisible()).resolves.toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe.each(views.filter(({ name }) => name === 'phone, light' || name === 'desktop, dark'))(
  'on a $name, further in',
  (view) => {
    test.each(Object.entries(more))('%s is calm, whole and within reach of everybody', (...page) =>
      look(view, page),
    );
  },
);

test('a search for what is not there says so', async () => {
  const { page } = await watchedPage(browser, server.url);
  await page.goto(`${server.url}/docs/`);
  await page.fill('#search', 'zzzz');
  await page.locator('#found').getByText('Nothing found').waitFor();
  await page.context().close();
});

test('a word of a chapter is found, and leads to its section', async () => {
  const { page } = await watchedPage(browser, server.url);
  await page.goto(`${server.url}/docs/`);
  await page.fill('#search', 'ORF-SET-001');
  await page.locator('#found a').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/settlement#ORF-SET-001$/);
  const sentence = await page.locator('#ORF-SET-001').boundingBox();
  const bar = await page.locator('.bar').boundingBox();
  expect(sentence?.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0));
  await page.context().close();
});

test('requirements are told apart by role and profile, and the address keeps the choice', async () => {
  const { page, complaints } = await watchedPage(browser, server.url);
  await page.goto(`${server.url}/docs/spec/requirements`);
  const shown = page.locator('.requirements > li:visible');
  const all = await shown.count();
  await page.selectOption('select[name=role]', 'receiver');
  const some = await shown.count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  await page.getByText(`${some} shown`).waitFor();
  await page.reload();
  expect(await shown.count()).toBe(some);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the first stop of the Tab key leads past the bar to the text', async () => {
  const { page } = await watchedPage(browser, server.url);
  await page.goto(`${server.url}/docs/spec/standard/settlement`);
  await page.keyboard.press('Tab');
  await expect(page.getByText('Skip to the text').isVisible()).resolves.toBe(true);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
  await page.context().close();
});

test('paper shows the text and all that can be opened, and nothing to click on', async () => {
  const { page } = await watchedPage(browser, server.url, views[0]);
  await page.goto(`${server.url}/docs/spec/standard/annex-lifecycles`);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const hidden of ['.bar', '.menu', '.neighbours', '.code button'])
    expect(await page.locator(`${hidden}:visible`).count(), hidden).toBe(0);
  await expect(page.locator('.diagram ol').first().isVisible()).resolves.toBe(true);
  expect(await overflow(page)).toBe(0);
  await page.context().close();
});

test('the site as files is read and searched from a disk, without any server', async () => {
  const folder = join(data, 'site');
  for (const { name, text } of staticFiles(
    createSite({ origin: server.url, token: 'x', content: process.cwd() }),
  )) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { page, complaints } = await watchedPage(browser, 'null');
  await page.goto(pathToFileURL(join(folder, 'docs/spec/index.html')).href);
  await page.fill('#search', 'createReturn');
  await page.locator('#found a').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/docs\/api\/return\.html#createReturn$/);
  await page.click('.menu >> text="Order"');
  await page.waitForURL(/\/docs\/api\/order\.html$/);
  expect(await page.locator('h1').innerText()).toBe('Order');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a button copies the command beside it', async () => {
  const { page } = await watchedPage(browser, server.url);
  await page.goto(`${server.url}/docs/api/discovery`);
  await page.click('#getDiscovery figure.code button');
  await page.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`${server.url}/.well-known/open-return-forwarding`);
  await page.context().close();
});

test('without a script everything is there but search and copying', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/docs/api/order`);
  await expect(page.locator('.search').isVisible()).resolves.toBe(false);
  const members = page.locator('#createOrder details').first();
  await members.locator('summary').first().click();
  await expect(members.locator('.members').first().isVisible()).resolves.toBe(true);
  await page.click('text=Menu');
  await page.click('.menu >> text="Refund"');
  await page.waitForURL(`${server.url}/docs/api/refund`);
  await context.close();
});
