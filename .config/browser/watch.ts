import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A size and a scheme that readers have. */
export interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const sizes = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 900 },
] as const;

/** Every size in every scheme. */
export const views: readonly View[] = sizes.flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    ...size,
    name: `${size.name}, ${colorScheme}`,
    colorScheme,
  })),
);

/** Starts the Chromium of the machine, or the one that ORF_CHROMIUM names. Throws when there is none. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.ORF_CHROMIUM || '/usr/bin/chromium',
    // A container has no user namespaces and little shared memory; without a network the rest would only ask for one.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

/** A page of a browser, and everything about it that a reader would not want. */
export interface Watched {
  readonly page: Page;
  /** Errors on the console, failed requests, requests to another origin. */
  readonly complaints: readonly string[];
}

/** Opens a page that notes whatever goes wrong. Another origin is never reached: such a request is noted and refused. */
export async function watchedPage(browser: Browser, origin: string, view?: View): Promise<Watched> {
  const context = await browser.newContext({
    ...(view && { viewport: { width: view.width, height: view.height }, colorScheme: view.colorScheme }),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  await page.route('**', (route) => {
    const { origin: asked } = new URL(route.request().url());
    if (asked === origin) return route.continue();
    complaints.push(`a request to ${asked}`);
    return route.abort();
  });
  return { page, complaints };
}

/** Violations of WCAG and good practice that axe calls serious or critical, each with where it is. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts; the debugging protocol does not go by it.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    return (await injected.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    );
}
