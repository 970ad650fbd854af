import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../../packages/simulator/src/cli/simulate.ts';
import { openBrowser, seriousViolations, type View, views, watchedPage } from './watch.ts';

let browser: Browser;
let folder: string;
let shots: string;
let report: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orf-forecast-'));
  shots = await mkdtemp(join(tmpdir(), 'orf-screenshots-'));
  const html = join(folder, 'report.html');
  const policy = new URL('../../spec/policies/home-eu.yaml', import.meta.url).pathname;
  const quiet = { write: () => true };
  const args = ['--generated', '600,200', '--compare', policy, '--seeds', '3', '--html', html, '--quiet'];
  expect(await simulate(args, { out: quiet, err: quiet })).toBe(0);
  report = pathToFileURL(html).href;
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
  process.stdout.write(`screenshots: ${shots}\n`);
});

/** The report in a browser where a request to anywhere is a complaint; a file has no origin. */
async function open(view?: View) {
  const watched = await watchedPage(browser, 'null', view);
  await watched.page.goto(report);
  return watched;
}

function figures(page: Page): Promise<string[]> {
  return page.$$eval('#outcome strong', (found) => found.map(({ textContent }) => textContent ?? ''));
}

describe('the report of a forecast', () => {
  test.each(views)('reads well on a $name screen', async (view) => {
    const { page, complaints } = await open(view);
    await page.screenshot({
      path: join(shots, `report-${view.name.replace(', ', '-')}.png`),
      fullPage: true,
    });
    for (const isOpen of [false, true]) {
      await page.evaluate((opened) => {
        for (const details of document.querySelectorAll('details')) details.open = opened;
      }, isOpen);
      const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    }
    expect(await seriousViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('changes its figures with every slider, by keyboard, and goes back', async () => {
    const { page, complaints } = await open(views[0]);
    const before = await figures(page);
    for (const axis of [0, 1, 2, 3]) {
      await page.focus(`#axis-${axis}`);
      await page.keyboard.press('End');
      expect(await page.textContent(`#shown-${axis}`)).toBe(
        await page.getAttribute(`#axis-${axis}`, 'aria-valuetext'),
      );
      expect(await figures(page)).not.toEqual(before);
      expect(await page.textContent('#saved-base')).toContain('policy A');
      await page.click('button[type=reset]');
      await expect.poll(() => figures(page)).toEqual(before);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('prints without the sliders, and says all that it says without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(report);
    expect(await page.textContent('#outcome')).toMatch(/Matched\s*[\d,]+/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('#sliders')).toBe(false);
    expect(await page.isVisible('#outcome')).toBe(true);
    await writeFile(join(shots, 'report.pdf'), await page.pdf({ format: 'A4' }));
    await context.close();
  });
});
