import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifest, scopes } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appOf, type Composition, compose } from '../../src/compose.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { requestFor } from '../support/calls.ts';
import { forms } from './address-forms.ts';
import { connections, forget, network } from './fake-network.ts';

beforeEach(forget);

describe('registration over HTTP, on a live server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orf-live-'));
  const token = `orf_live_${randomBytes(16).toString('hex')}`;
  let house: Composition;
  const env = {
    ORF_ENVIRONMENT: 'live',
    ORF_DATABASE: join(folder, 'orf.db'),
    ORF_MASTER_KEY: '11'.repeat(32),
    ORF_LOG_LEVEL: 'silent',
  };

  beforeAll(async () => {
    house = await compose(readConfig(env), { validateResponses: true, webhooks: { network } });
    const key = { id: 'key_1', retailer_id: 'rtl_default', name: 'test', scopes: [...scopes] };
    await house.store.system.keys.create({ ...key, created_at: '2027-03-01T00:00:00Z', token });
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });
  const call = async (id: 'createWebhookEndpoint' | 'updateWebhookEndpoint', input: object) =>
    appOf(house).fetch(requestFor(manifest[id], input, { base: 'http://localhost', token }));

  test.each(forms)('refuses %s', async (url) => {
    const answer = await call('createWebhookEndpoint', { body: { url } });
    const problem = (await answer.json()) as { code: string };
    // What is no http URL at all is refused by the schema already.
    expect(/^https?:[/][/]./.test(url) ? ['address_refused', 'invalid_body'] : ['invalid_body']).toContain(
      problem.code,
    );
    expect(connections).toEqual([]);
  });

  test('a change of the URL is checked as well', async () => {
    const made = await call('createWebhookEndpoint', { body: { url: 'https://public.example/' } });
    const { endpoint } = (await made.json()) as { endpoint: { id: string } };
    const path = { endpoint_id: endpoint.id };
    const moved = await call('updateWebhookEndpoint', { path, body: { url: 'https://metadata.example/' } });
    expect(await moved.json()).toMatchObject({ status: 422, code: 'address_refused' });
    expect(connections).toEqual([]);
  });

  test('an allow-list that cannot be read stops the start', async () => {
    const bad = { ...env, ORF_WEBHOOK_ALLOW: '10.0.0.0/99', ORF_DATABASE: join(folder, 'other.db') };
    await expect(compose(readConfig(bad))).rejects.toBeInstanceOf(ConfigError);
  });
});
