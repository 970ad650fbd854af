import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient, type OrfClient } from '@open-return-forwarding/client';
import { type RunningServer, readConfig, startServer } from '@open-return-forwarding/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortal } from '../portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'orf-portal-test-'));
const likeNew = ['unworn', 'complete', 'tags_attached', 'clean', 'undamaged'];
let server: RunningServer;
let orf: OrfClient;
let portal: { url: string; close(): void };

beforeAll(async () => {
  server = await startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' }),
  );
  orf = createClient({ baseUrl: server.url, token: 'orf_test_sandbox' });
  portal = await new Promise((resolve) => {
    const listening = serve({ fetch: createPortal(orf).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => listening.close() }),
    );
  });
});
afterAll(async () => {
  portal?.close();
  await server?.close();
  rmSync(folder, { recursive: true });
});

const see = (path: string) => fetch(`${portal.url}${path}`);
const read = async (path: string) => (await see(path)).text();

/** Sends a form as a browser does, and answers where it leads. */
async function send(path: string, fields: [string, string][], origin = portal.url) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${portal.url}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { Origin: origin },
  });
  return { status: answer.status, location: answer.headers.get('Location') ?? '', page: await answer.text() };
}

const start = (line: number, reason = 'size_too_small', language = 'en') =>
  send(`/returns?lang=${language}`, [
    ['line', String(line)],
    ['reason', reason],
    ...likeNew.map((check): [string, string] => ['check', check]),
  ]);
const pathOf = (location: string) => location.replace(/\?.*/, '');

describe('a consumer in the portal', () => {
  it('finds a form in which nothing is chosen, on a page that runs no script', async () => {
    const answer = await see('/');
    const page = await answer.text();
    expect(page.match(/type="radio"/g)).toHaveLength(3);
    expect(page).not.toMatch(/checked|selected|<script/);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  it('is offered forwarding beside the warehouse return, and neither is chosen', async () => {
    const { status, location } = await start(0);
    const page = await read(location);
    expect(status).toBe(303);
    expect(page.match(/<input type="radio" name="route" value="\w+" required>/g)).toEqual([
      '<input type="radio" name="route" value="warehouse" required>',
      '<input type="radio" name="route" value="forward" required>',
    ]);
    expect(page).toContain('Either way you are refunded €79.99.');
  });

  it('reads why in the language of the page, in the words of the server', async () => {
    const { location } = await start(0, 'size_too_small', 'nl');
    const return_id = pathOf(location).split('/').at(-1) ?? '';
    const query = { audience: 'consumer', locale: 'nl' } as const;
    const { headline, lines } = await orf.explainReturn({ path: { return_id }, query });
    const page = await read(location);
    expect(page).toContain(`<html lang="nl">`);
    expect(page).toContain(`<h1>${headline}</h1>`);
    for (const { text } of lines) expect(page).toContain(`<li>${text}</li>`);
  });

  it('returns one item once, however often the form is sent', async () => {
    const [first, second] = [await start(0), await start(0)];
    expect(second.location).toBe(first.location);
  });

  it('chooses forwarding, and prints the label once there is a buyer', async () => {
    const { location } = await start(0);
    const path = pathOf(location);
    const chosen = await send(`${path}/route?lang=en`, [['route', 'forward']]);
    expect(chosen).toMatchObject({ status: 303, location });
    expect(await read(location)).not.toContain('label.pdf');

    await orf.createOrder({
      body: {
        external_id: 'SO-6001-1',
        sku: 'DRESS-RED-M',
        buyer_ref: 'C-91',
        accepts: ['like_new'],
        full_price: { amount: 7999, currency: 'EUR' },
        offered_price: { amount: 7600, currency: 'EUR' },
        ship_to: {
          name: 'B. de Vries',
          street: 'Korte Poten 3',
          postal_code: '2511 EC',
          city: 'Den Haag',
          country: 'NL',
        },
      },
    });
    const label = await waitFor(async () => {
      const answer = await see(`${path}/label.pdf`);
      return answer.ok ? answer : undefined;
    });
    expect(label.headers.get('Content-Type')).toBe('application/pdf');
    expect((await label.text()).startsWith('%PDF-')).toBe(true);
    const page = await read(location);
    expect(page).toContain(`href="${path}/label.pdf"`);
    expect(page).toContain('A buyer was found');
    expect(page).not.toMatch(/de Vries|Korte Poten|Den Haag/);
  });

  it('is told when a choice comes too late to count', async () => {
    const { location } = await start(0);
    const late = await send(`${pathOf(location)}/route?lang=nl`, [['route', 'warehouse']]);
    expect(late.status).toBe(409);
    expect(late.page).toContain('Je hebt deze keuze al gemaakt.');
  });

  it('keeps to the warehouse by choice', async () => {
    const { location } = await start(1);
    await send(`${pathOf(location)}/route?lang=en`, [['route', 'warehouse']]);
    expect(await read(location)).toContain('The return goes to the warehouse');
  });

  it('gets the usual return, and no offer, for what cannot be forwarded', async () => {
    const { status, location } = await start(2);
    const page = await read(location);
    expect(status).toBe(303);
    expect(page).toContain('This return goes back to the warehouse as usual.');
    expect(page).not.toContain('type="radio"');
  });
});

describe('the portal', () => {
  it('shows nobody the return of another consumer', async () => {
    const { items } = await orf.listReturns();
    const [own] = items;
    if (own === undefined) throw new Error('no return yet');
    const { id, status: _, ...rest } = own;
    const other = await orf.createReturn({
      body: {
        external_id: 'RMA-other',
        order_line: { ...rest.order_line, order_ref: 'SO-1', line_ref: '1' },
        product: rest.product,
        reason: { code: 'style' },
        condition: rest.condition,
        consumer: { ref: 'C-78' },
        ship_from: { name: 'C', street: 'D 1', postal_code: '1015 DV', city: 'E', country: 'NL' },
        withdrawal: rest.withdrawal,
      },
    });
    for (const path of [`/returns/${other.id}`, `/returns/${other.id}/label.pdf`]) {
      expect((await see(path)).status).toBe(404);
    }
    expect((await send(`/returns/${other.id}/route`, [['route', 'forward']])).status).toBe(404);
    expect(id).not.toBe(other.id);
  });

  it('takes no form from another site', async () => {
    expect((await send('/returns', [['line', '1']], 'https://elsewhere.example')).status).toBe(403);
  });

  it('refuses a line that is not there', async () => {
    expect((await send('/returns', [['line', '9']])).status).toBe(400);
  });
});

async function waitFor<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited in vain');
}
