import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient, type OrfClient } from '@open-return-forwarding/client';
import { type RunningServer, readConfig, startServer } from '@open-return-forwarding/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReturnedItem } from '../returned-item.ts';
import { createShop } from '../shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'orf-storefront-test-'));
let server: RunningServer;
let orf: OrfClient;
let shop: { url: string; close(): void };

const open = (client: OrfClient) =>
  new Promise<typeof shop>((resolve) => {
    const listening = serve({ fetch: createShop(client).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => listening.close() }),
    );
  });

beforeAll(async () => {
  server = await startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' }),
  );
  orf = createClient({ baseUrl: server.url, token: 'orf_test_sandbox' });
  shop = await open(orf);
});
afterAll(async () => {
  shop?.close();
  await server?.close();
  rmSync(folder, { recursive: true });
});

const read = async (path: string, url = shop.url) => (await fetch(`${url}${path}`)).text();

/** The fields of a form on the product page: of the listing's, or of the new article's. */
function formOf(page: string, kind: 'listing' | 'new'): [string, string][] {
  const form = page
    .split('<form')
    .find((part) => part.includes('listing_id') === (kind === 'listing') && part.includes('name="key"'));
  const hidden = (form ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g);
  return [...hidden].map(([, name = '', value = '']) => [name, value]);
}

async function order(fields: [string, string][], origin = shop.url) {
  const answer = await fetch(`${shop.url}/orders`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: { Origin: origin },
  });
  const location = answer.headers.get('Location') ?? '';
  return { status: answer.status, location, page: await answer.text() };
}

describe('the product page', () => {
  it('sells the new article alone while nothing is listed', async () => {
    const page = await read('/');
    expect(page.match(/class="offer"/g)).toHaveLength(1);
    expect(page).toContain('€79.99');
  });

  it('shows a forwarded offer beside the new one, with what its reference price is', async () => {
    await listReturnedItem(orf);
    const page = await read('/');
    expect(page.match(/class="offer"/g)).toHaveLength(2);
    expect(page).toContain('<h2>Like new</h2><p class="price">€75.99</p>');
    expect(page).toContain('New, in our shop now: €79.99');
  });

  it('carries the safety data of the product', async () => {
    const page = await read('/');
    expect(page).toContain('Manufacturer: Jansen &amp; Noor B.V.');
    expect(page).toContain('Warning: Keep away from fire.');
  });

  it('strikes nothing through, chooses nothing for anybody, and says nothing of the sender', async () => {
    const page = await read('/');
    expect(page + (await read('/style.css'))).not.toMatch(/<(s|del|strike)\b|line-through|checked/);
    expect(page).not.toMatch(/A\. Jansen|Prinsengracht|Amsterdam|C-77/);
  });

  it('sells on when the server cannot be reached', async () => {
    const gone = await open(orf);
    gone.close();
    const lonely = await open(createClient({ baseUrl: gone.url, token: 'orf_test_sandbox' }));
    const page = await read('/', lonely.url);
    lonely.close();
    expect(page.match(/class="offer"/g)).toHaveLength(1);
  });
});

describe('an order', () => {
  let stale: string;

  it('that is sent with another price than was shown is refused', async () => {
    const fields = formOf(await read('/'), 'listing').map(([name, value]): [string, string] => [
      name,
      name === 'amount' ? '100' : value,
    ]);
    const { status, page } = await order([...fields, ['on_unavailable', 'cancel']]);
    expect(status).toBe(409);
    expect(page).toContain('The price has changed since.');
  });

  it('gets the listing that it names, at the price that was shown, once', async () => {
    stale = await read('/');
    const fields = [...formOf(stale, 'listing'), ['on_unavailable', 'cancel'] as [string, string]];
    const first = await order(fields);
    const second = await order(fields);
    const page = await read(first.location);
    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
    expect(page).toContain('another customer sends it straight to you');
    expect(page).toContain('<b>€75.99</b>');
    expect((await read('/')).match(/class="offer"/g)).toHaveLength(1);
  });

  it.each([
    ['fulfil_new', 'You get a new one from our warehouse for the same price.', '€75.99'],
    ['cancel', 'so we cancelled your order as you wished', '€0.00'],
  ])('that comes too late is handled as the buyer said: %s', async (wish, sentence, price) => {
    const fields = formOf(stale, 'listing').map(([name, value]): [string, string] => [
      name,
      name === 'key' ? `late-${wish}` : value,
    ]);
    const { location } = await order([...fields, ['on_unavailable', wish]]);
    const page = await read(location);
    expect(page).toContain(sentence);
    expect(page).toContain(`<b>${price}</b>`);
    expect(page).toContain('listing_taken');
  });

  it('for a new article is left to the warehouse at its full price', async () => {
    const { location } = await order(formOf(await read('/'), 'new'));
    const page = await read(location);
    expect(page).toContain('It comes new, from our warehouse.');
    expect(page).toContain('<b>€79.99</b>');
  });

  it('is shown to nobody else', async () => {
    const other = await orf.createOrder({
      body: {
        external_id: 'SO-other',
        sku: 'DRESS-RED-M',
        buyer_ref: 'C-92',
        accepts: [],
        full_price: { amount: 7999, currency: 'EUR' },
        ship_to: { name: 'C', street: 'D 1', postal_code: '2511 EC', city: 'E', country: 'NL' },
      },
    });
    expect((await fetch(`${shop.url}/orders/${other.id}`)).status).toBe(404);
  });

  it('comes from no other site', async () => {
    expect((await order([['key', 'x']], 'https://elsewhere.example')).status).toBe(403);
  });
});
