import type { Delivery, WebhookEndpoint } from '@open-return-forwarding/protocol';
import { manifest, type OperationInfo, scopes } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf, successesOf } from '../support/calls.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { drain, list, offer, reset } from '../support/shop.ts';
import { type Receiver, startReceiver, status } from './receiver.ts';

let sandbox: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await startReceiver();
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});
beforeEach(() => reset(sandbox));

async function register(changes: object = {}) {
  const body = { url: receiver.url, ...changes };
  const answer = await sandbox.ask('createWebhookEndpoint', { body });
  return { ...answer, path: { endpoint_id: answer.endpoint.id } };
}

async function deliveriesOf(endpoint_id: string): Promise<Delivery[]> {
  return (await sandbox.ask('listDeliveries', { path: { endpoint_id } })).items;
}

describe('endpoints', () => {
  test('a new one is active, takes every type, shows no references, and its secret once', async () => {
    const { endpoint, secret, path } = await register();
    expect(endpoint).toMatchObject({ status: 'active', event_types: [], include_identifiers: false });
    expect(secret).toMatch(/^whsec_/);
    const read = await sandbox.call('getWebhookEndpoint', { path });
    expect(read.body).toEqual(endpoint);
    expect(read.text).not.toContain('whsec_');
    expect((await sandbox.call('listWebhookEndpoints')).text).not.toContain('whsec_');
  });

  test('a second request under the same key makes no second endpoint and shows the same secret', async () => {
    const input = { body: { url: receiver.url } };
    const [one, two] = [
      await sandbox.ask('createWebhookEndpoint', input, { key: 'once' }),
      await sandbox.ask('createWebhookEndpoint', input, { key: 'once' }),
    ];
    expect(two).toEqual(one);
    expect((await sandbox.ask('listWebhookEndpoints')).items).toHaveLength(1);
  });

  test('secrets are sealed on the disk', async () => {
    const { secret, path } = await register();
    const { secret: next } = await sandbox.ask('rotateWebhookSecret', { path, body: {} });
    for (const each of [secret, next]) {
      expect(sandbox.bytesOnDisk().includes(each.slice('whsec_'.length))).toBe(false);
    }
  });

  test('references need the scope for them, at creation and at a change', async () => {
    const token = await sandbox.newToken({ scopes: scopes.filter((scope) => scope !== 'identifiers') });
    const made = await sandbox.call(
      'createWebhookEndpoint',
      { body: { url: receiver.url, include_identifiers: true } },
      { token },
    );
    expect(problemOf(made)).toMatchObject({ status: 403, code: 'missing_scope' });
    const { path } = await register();
    const changed = await sandbox.call(
      'updateWebhookEndpoint',
      { path, body: { include_identifiers: true } },
      { token },
    );
    expect(problemOf(changed)).toMatchObject({ status: 403, code: 'missing_scope' });
    const { path: shown } = await register({ include_identifiers: true });
    const body = { url: `${receiver.url}/elsewhere` };
    const led = await sandbox.call('updateWebhookEndpoint', { path: shown, body }, { token });
    expect(problemOf(led)).toMatchObject({ status: 403, code: 'missing_scope' });
  });

  test('a change leaves what it does not name, and wants the version that was seen', async () => {
    const { path } = await register({ description: 'ERP', event_types: ['return.created'] });
    const etag = (await sandbox.call('getWebhookEndpoint', { path })).headers.get('ETag') ?? '';
    const body = { description: 'the ERP' };
    const changed = await sandbox.call(
      'updateWebhookEndpoint',
      { path, body },
      { headers: { 'If-Match': etag } },
    );
    expect(changed.body).toMatchObject({ description: 'the ERP', event_types: ['return.created'] });
    expect(changed.headers.get('ETag')).not.toBe(etag);
    const late = await sandbox.call(
      'updateWebhookEndpoint',
      { path, body },
      { headers: { 'If-Match': etag } },
    );
    expect(problemOf(late).code).toBe('precondition_failed');
  });

  test('messages leave the version of an endpoint alone', async () => {
    const { path } = await register();
    const before = (await sandbox.call('getWebhookEndpoint', { path })).headers.get('ETag');
    await offer(sandbox);
    await drain(sandbox);
    expect((await sandbox.call('getWebhookEndpoint', { path })).headers.get('ETag')).toBe(before);
  });

  test('one that is removed is gone with what waited for it, and gets nothing more', async () => {
    const { endpoint, path } = await register();
    expect((await sandbox.call('deleteWebhookEndpoint', { path })).status).toBe(204);
    const sofar = receiver.received.length;
    await offer(sandbox);
    await drain(sandbox);
    expect(receiver.received).toHaveLength(sofar);
    for (const id of ['getWebhookEndpoint', 'deleteWebhookEndpoint', 'listDeliveries'] as const) {
      expect((await sandbox.call(id, { path })).status).toBe(404);
    }
    expect(sandbox.bytesOnDisk().includes(endpoint.id)).toBe(true);
  });

  test("another retailer's is not there", async () => {
    const { path } = await register();
    const token = await sandbox.newToken({ retailer: 'rtl_other' });
    for (const id of ['getWebhookEndpoint', 'deleteWebhookEndpoint', 'sendTestEvent'] as const) {
      expect((await sandbox.call(id, { path }, { token })).status).toBe(404);
    }
    expect((await sandbox.ask('listWebhookEndpoints', {}, { token })).items).toEqual([]);
  });
});

describe('messages', () => {
  test('what happens after registration arrives, as it is read, without references', async () => {
    await offer(sandbox);
    await register();
    const from = receiver.received.length;
    const made = await list(sandbox);
    await drain(sandbox);
    const sent = receiver.received.slice(from);
    const shown = (await sandbox.ask('listEvents', { query: { limit: 200 } })).items.slice(-sent.length);
    expect(sent.map(({ event }) => event.type).sort()).toEqual(shown.map(({ type }) => type).sort());
    expect(sent.map(({ event }) => event.type)).toContain('listing.opened');
    expect(JSON.stringify(sent)).not.toContain(made.external_id);
    for (const { body } of sent) expect(body).not.toContain('sender-');
  });

  test('with references for an endpoint that asked for them: exactly what listEvents shows', async () => {
    await register({ include_identifiers: true });
    const from = receiver.received.length;
    await list(sandbox);
    await drain(sandbox);
    const shown = new Map(
      (await sandbox.ask('listEvents', { query: { limit: 200 } })).items.map((event) => [event.id, event]),
    );
    const sent = receiver.received.slice(from);
    expect(sent).toHaveLength(shown.size);
    for (const { id, body } of sent) expect(JSON.parse(body)).toEqual(shown.get(id));
  });

  test('only the types that were asked for', async () => {
    const { endpoint } = await register({ event_types: ['listing.opened'] });
    await list(sandbox);
    await drain(sandbox);
    expect((await deliveriesOf(endpoint.id)).map(({ event_type }) => event_type)).toEqual(['listing.opened']);
  });

  test('a repeated request makes no second event, hence no second message', async () => {
    const { endpoint } = await register({ event_types: ['return.cancelled'] });
    const { id } = await offer(sandbox);
    const input = { path: { return_id: id }, body: {} };
    await sandbox.ask('cancelReturn', input, { key: 'again' });
    await sandbox.ask('cancelReturn', input, { key: 'again' });
    await drain(sandbox);
    expect(await deliveriesOf(endpoint.id)).toHaveLength(1);
  });

  test('a paused endpoint misses what happens meanwhile, and goes on afterwards', async () => {
    const { endpoint, path } = await register({ event_types: ['return.created'] });
    await sandbox.ask('updateWebhookEndpoint', { path, body: { status: 'paused' } });
    await offer(sandbox);
    await drain(sandbox);
    await sandbox.ask('updateWebhookEndpoint', { path, body: { status: 'active' } });
    await drain(sandbox);
    expect(await deliveriesOf(endpoint.id)).toEqual([]);
    await offer(sandbox);
    await drain(sandbox);
    expect(await deliveriesOf(endpoint.id)).toHaveLength(1);
  });

  test('a test message reaches a paused endpoint, and is no event of the log', async () => {
    const { path } = await register({ event_types: ['return.created'] });
    await sandbox.ask('updateWebhookEndpoint', { path, body: { status: 'paused' } });
    const planned = await sandbox.ask('sendTestEvent', { path });
    await drain(sandbox);
    expect(receiver.received.at(-1)?.event.type).toBe('endpoint.test');
    expect(receiver.received.at(-1)?.id).toBe(planned.event_id);
    expect((await sandbox.call('getEvent', { path: { event_id: planned.event_id } })).status).toBe(404);
    expect((await sandbox.ask('getWebhookEndpoint', { path })).status).toBe('paused');
  });

  test('the list is newest first, in pages, and by status', async () => {
    const { endpoint, path } = await register();
    for (let i = 0; i < 3; i += 1) await sandbox.ask('sendTestEvent', { path });
    const all = await deliveriesOf(endpoint.id);
    const first = await sandbox.ask('listDeliveries', { path, query: { limit: 2 } });
    const rest = await sandbox.ask('listDeliveries', {
      path,
      query: { limit: 2, cursor: first.next_cursor ?? '' },
    });
    expect([...first.items, ...rest.items]).toEqual(all);
    expect(rest.next_cursor).toBeNull();
    await drain(sandbox);
    expect((await sandbox.ask('listDeliveries', { path, query: { status: 'pending' } })).items).toEqual([]);
    expect(
      (await sandbox.ask('listDeliveries', { path, query: { status: 'delivered' } })).items,
    ).toHaveLength(3);
  });

  test('a message is delivered again under its id; one that is on its way cannot be', async () => {
    const { endpoint } = await register({ event_types: ['return.created'] });
    await offer(sandbox);
    await drain(sandbox);
    const [done] = await deliveriesOf(endpoint.id);
    const path = { delivery_id: done?.id ?? '' };
    const again = await sandbox.ask('redeliver', { path });
    expect(again).toMatchObject({ event_id: done?.event_id, status: 'pending', attempts: [] });
    const twice = await sandbox.call('redeliver', { path: { delivery_id: again.id } });
    expect(problemOf(twice)).toMatchObject({ status: 409, code: 'illegal_transition' });
    await drain(sandbox);
    expect(receiver.received.at(-1)?.id).toBe(done?.event_id);
    expect((await deliveriesOf(endpoint.id)).map((each) => each.status)).toEqual(['delivered', 'delivered']);
  });
});

test('a gone receiver disables its endpoint at once, and the others hear of it', async () => {
  const witness = await startReceiver();
  await register({ url: witness.url, event_types: ['endpoint.disabled'] });
  receiver.answer = status(410);
  const { endpoint, path } = await register();
  await offer(sandbox);
  await drain(sandbox);
  receiver.answer = status(204);
  const after: WebhookEndpoint = await sandbox.ask('getWebhookEndpoint', { path });
  expect(after).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
  expect(new Set((await deliveriesOf(endpoint.id)).map((each) => each.status))).toEqual(new Set(['failed']));
  expect(witness.received.map(({ event }) => event)).toMatchObject([
    { type: 'endpoint.disabled', data: { id: endpoint.id, disabled_reason: 'gone' } },
  ]);
  const alive = await sandbox.ask('updateWebhookEndpoint', { path, body: { status: 'active' } });
  expect(alive.status).toBe('active');
  expect(alive.disabled_reason).toBeUndefined();
  await witness.close();
});

test('every operation of the profile was answered with every success that it declares', () => {
  const declared = Object.values(manifest)
    .filter(({ profile }: OperationInfo) => profile === 'webhooks')
    .flatMap((operation) => successesOf(operation).map((code) => `${operation.operationId} ${code}`));
  expect(declared.filter((each) => !sandbox.seen.has(each))).toEqual([]);
});
