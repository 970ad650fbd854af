import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  reference: '/docs/api/',
  operation: '/docs/api/return#createReturn',
  problem: '/problems/illegal_transition',
  lifecycles: '/docs/api/lifecycles',
} as const;

/** Built of the same parts; seen once in each scheme and once in each size. */
const more = {
  problems: '/docs/api/problems',
  settings: '/docs/api/settings',
  events: '/docs/api/webhook-events',
  schema: '/docs/api/schemas/Return',
  standard: '/docs/spec/standard/annex-matching',
  contents: '/docs/api/return#menu',
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
  await page.click('nav >> text=Refund');
  await page.waitForURL(`${server.url}/docs/api/refund`);
  await context.close();
});
