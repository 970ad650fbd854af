import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { type CreateReturn, createClient, type OrfClient } from '@open-return-forwarding/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const retailers = new Map([
  ['one', { id: 'retailer-1', scopes: ['returns:read', 'returns:write'] }],
  ['two', { id: 'retailer-2', scopes: ['returns:read', 'returns:write'] }],
]);
let server: { url: string; close(): void };
let one: OrfClient;
let two: OrfClient;

beforeAll(async () => {
  node(join(folder, 'node_modules/@open-return-forwarding/codegen/src/main.ts'), '--out', 'generated');
  const { createVendorApp } = await import('../server.ts');
  const app = createVendorApp({ retailers, baseUrl: () => server.url, validateResponses: true });
  server = await new Promise((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => listening.close() }),
    );
  });
  one = createClient({ baseUrl: server.url, token: 'one', retries: 0 });
  two = createClient({ baseUrl: server.url, token: 'two', retries: 0 });
}, 60_000);
afterAll(() => server?.close());

const product = { sku: 'DRESS-RED-M', category: 'dresses' };
const unit_price = { amount: 7999, currency: 'EUR' };
const checklist = { unworn: true, complete: true, clean: true, undamaged: true };
const body: CreateReturn = {
  external_id: 'RMA-1',
  order_line: { order_ref: 'SO-1', line_ref: '1', unit_price, purchased_at: '2027-02-20T10:00:00Z' },
  product,
  reason: { code: 'size_too_small' },
  condition: { grade: 'like_new', checklist },
  consumer: { ref: 'C-77' },
  ship_from: {
    name: 'A. Jansen',
    street: 'Prinsengracht 12',
    postal_code: '1015 DV',
    city: 'Amsterdam',
    country: 'NL',
  },
  withdrawal: { notified_at: '2027-03-01T09:00:00Z', basis: 'statutory' },
};

describe('what orf-codegen wrote', () => {
  it('compiles strictly in the vendor’s own folder, with the handlers on it', () => {
    expect(node(join(folder, '../../node_modules/typescript/bin/tsc'), '-p', '.')).toBe('');
  }, 60_000);
});

describe('a server on generated stubs', () => {
  it('says what it is', async () => {
    expect(await one.getDiscovery()).toMatchObject({ base_url: server.url, profiles: ['core'] });
  });

  it('explains its problems', async () => {
    const { status, title } = await one.getProblemType({ path: { code: 'unavailable' } });
    expect([status, title]).toEqual([503, 'The server cannot answer at the moment']);
  });

  it.each([
    ['dresses', 'size_too_small', true, []],
    ['cosmetics', 'size_too_small', false, ['category_excluded']],
    ['cosmetics', 'defective', false, ['category_excluded', 'reason_not_allowed']],
  ] as const)('judges %s returned as %s by its own rules', async (category, reason_code, eligible, codes) => {
    const { assessment } = await one.checkEligibility({
      body: {
        product: { ...product, category },
        unit_price,
        reason_code,
        condition: { grade: 'like_new', checklist },
        ship_from_country: 'NL',
      },
    });
    expect(assessment.eligible).toBe(eligible);
    expect(assessment.criteria.filter(({ outcome }) => outcome === 'fail').map(({ code }) => code)).toEqual(
      codes,
    );
  });

  it('takes a return once under a key, for its own retailer only, and tells no address', async () => {
    const made = await one.createReturn({ body, idempotencyKey: 'k1' });
    expect(await one.createReturn({ body, idempotencyKey: 'k1' })).toEqual(made);
    expect(made).toMatchObject({
      status: 'to_warehouse',
      route: { destination: 'warehouse', reason_code: 'rollout' },
    });
    expect(JSON.stringify(made)).not.toMatch(/Jansen|Prinsengracht/);
    const path = { return_id: made.id };
    expect(await one.getReturn({ path })).toEqual(made);
    await expect(two.getReturn({ path })).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each([
    [
      'a key that is used for something else',
      { ...body, external_id: 'RMA-2' },
      'k1',
      'idempotency_key_reused',
    ],
    ['an external_id that is taken', body, 'k2', 'external_id_taken'],
    ['a member that the standard does not know', { ...body, colour: 'red' }, 'k3', 'invalid_body'],
  ])('refuses %s', async (_, sent, idempotencyKey, code) => {
    await expect(one.createReturn({ body: sent, idempotencyKey })).rejects.toMatchObject({ code });
  });

  it('refuses what is not built yet, and whole profiles that it does not declare', async () => {
    await expect(one.listOrders()).rejects.toMatchObject({ code: 'missing_scope' });
    await expect(one.listReturns()).rejects.toMatchObject({ status: 503, code: 'unavailable' });
    await expect(one.listWebhookEndpoints()).rejects.toMatchObject({ code: 'profile_not_supported' });
  });

  it('lets nobody in without a token that it knows', async () => {
    const stranger = createClient({ baseUrl: server.url, token: 'three', retries: 0 });
    await expect(stranger.listReturns()).rejects.toMatchObject({ status: 401 });
  });
});
