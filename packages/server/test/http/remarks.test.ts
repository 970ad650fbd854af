import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { match, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

it('keeps the remark of a command sealed under its record and request, where the audit row finds it', async () => {
  await reset(sandbox);
  const { return_id } = await match(sandbox);
  const note = 'the consumer called and keeps it';
  const answer = await sandbox.call('cancelReturn', { path: { return_id }, body: { note } });
  expect(answer.status).toBe(200);
  const store = await openStore(readConfig({ ORF_DATABASE: sandbox.databaseFile }));
  const requestId = answer.headers.get('ORF-Request-Id') ?? '';
  const kept = await store.query('rtl_default', (view) => view.vault.get(`${return_id}/${requestId}`));
  await store.close();
  expect(kept).toEqual({ note });
  expect(sandbox.bytesOnDisk().includes(note)).toBe(false);
});
