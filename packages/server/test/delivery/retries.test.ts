import { verifyWebhook } from '@open-return-forwarding/client/webhooks';
import type { Delivery } from '@open-return-forwarding/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, drain, now, offer, reset } from '../support/shop.ts';
import { type Answer, isSignedWith, ok, type Receiver, startReceiver, status } from './receiver.ts';

let sandbox: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
  // Retries that fall on one moment are one step of the clock.
  sandbox = await startSandbox({}, { webhooks: { chance: () => 0.5 } });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  receiver = await startReceiver();
  await reset(sandbox);
});
afterEach(() => receiver.close());

async function register(changes: object = {}) {
  const body = { url: receiver.url, ...changes };
  const { endpoint, secret } = await sandbox.ask('createWebhookEndpoint', { body });
  return { secret, path: { endpoint_id: endpoint.id } };
}

async function deliveriesOf(path: { readonly endpoint_id: string }): Promise<Delivery[]> {
  return (await sandbox.ask('listDeliveries', { path, query: { limit: 200 } })).items;
}

const dead: Answer = (_, response) => void response.destroy();

describe('a receiver that is down', () => {
  test.each([
    [1, 'closes connections', dead, { outcome: 'unreachable' }],
    [24, 'answers 503', status(503), { outcome: 'refused', response_status: 503 }],
    [72, 'closes connections', dead, { outcome: 'unreachable' }],
    [72, 'answers 503', status(503), { outcome: 'refused', response_status: 503 }],
  ])('for %i hours and %s gets everything once it is back', async (hours, _, down, outcome) => {
    const { secret, path } = await register({ event_types: ['return.created', 'return.cancelled'] });
    receiver.answer = down;
    const begin = await now(sandbox);
    const returns = [];
    for (let i = 0; i < 3; i += 1) returns.push(await offer(sandbox));
    await advanceTo(sandbox, after(begin, { hours: hours / 2 }));
    for (const { id } of returns.slice(0, 1)) {
      await sandbox.call('cancelReturn', { path: { return_id: id }, body: {} });
    }
    await advanceTo(sandbox, after(begin, { hours }));
    expect((await deliveriesOf(path)).every((each) => each.status === 'pending')).toBe(true);
    const failed = new Map(receiver.received.map(({ id, timestamp }) => [id, timestamp]));

    receiver.answer = ok;
    receiver.received.length = 0;
    await advanceTo(sandbox, after(begin, { hours: hours + 5 }));

    const deliveries = await deliveriesOf(path);
    expect(deliveries.length).toBeGreaterThanOrEqual(3);
    expect(deliveries.every((each) => each.status === 'delivered')).toBe(true);
    expect(receiver.received.map(({ id }) => id).sort()).toEqual(
      deliveries.map((each) => each.event_id).sort(),
    );
    for (const message of receiver.received) {
      expect(message.timestamp).toBeGreaterThan(failed.get(message.id) ?? Number.POSITIVE_INFINITY);
      const event = await verifyWebhook(message, secret, { now: new Date(message.timestamp * 1000) });
      expect(event.id).toBe(message.id);
      expect(isSignedWith(secret, message)).toBe(true);
    }
    const attempts = deliveries.flatMap((each) => each.attempts.slice(0, -1));
    for (const attempt of attempts) expect(attempt).toMatchObject(outcome);
    expect((await sandbox.ask('getWebhookEndpoint', { path })).status).toBe('active');
  });
});

test('after three days of failures a message is given up, its endpoint disabled, and the others told', async () => {
  const witness = await startReceiver();
  await register({ url: witness.url, event_types: ['endpoint.disabled'] });
  const { path } = await register();
  receiver.answer = dead;
  await offer(sandbox);
  await drain(sandbox);
  const begin = await now(sandbox);
  await advanceTo(sandbox, after(begin, { hours: 80 }));
  const endpoint = await sandbox.ask('getWebhookEndpoint', { path });
  expect(endpoint).toMatchObject({ status: 'disabled', disabled_reason: 'exhausted' });
  const deliveries = await deliveriesOf(path);
  expect(new Set(deliveries.map((each) => each.status))).toEqual(new Set(['failed']));
  const longest = Math.max(...deliveries.map((each) => each.attempts.length));
  expect(longest).toBeGreaterThan(15);
  expect(longest).toBeLessThan(40);
  expect(witness.received.map(({ event }) => event.type)).toEqual(['endpoint.disabled']);
  const sofar = receiver.received.length;
  await offer(sandbox);
  await advanceTo(sandbox, after(await now(sandbox), { days: 5 }));
  expect(receiver.received).toHaveLength(sofar);
  await witness.close();
});

describe('what an answer means', () => {
  test.each([
    [200, 'delivered'],
    [202, 'delivered'],
    [299, 'delivered'],
    [301, 'pending'],
    [302, 'pending'],
    [307, 'pending'],
    [308, 'pending'],
    [400, 'pending'],
    [404, 'pending'],
    [500, 'pending'],
    [410, 'failed'],
  ])('%i: %s', async (code, expected) => {
    const elsewhere = await startReceiver();
    const { path } = await register();
    receiver.answer = status(code, { Location: elsewhere.url });
    await sandbox.ask('sendTestEvent', { path });
    await drain(sandbox);
    const [delivery] = await deliveriesOf(path);
    expect(delivery?.status).toBe(expected);
    expect(delivery?.attempts).toMatchObject([{ response_status: code }]);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });
});

test('one poisonous message keeps no other of its endpoint back', async () => {
  const { path } = await register({ event_types: ['return.created'] });
  const { id: poison } = await offer(sandbox);
  receiver.answer = (message, response) =>
    (message.event.data.id === poison ? status(500) : ok)(message, response);
  await offer(sandbox);
  await drain(sandbox);
  expect((await deliveriesOf(path)).map((each) => each.status)).toEqual(['delivered', 'pending']);
});

test('what was sent but not recorded is sent again under the same id', async () => {
  const { path, secret } = await register({ event_types: ['return.created'] });
  await offer(sandbox);
  // The server ends while the receiver still has the message in its hands: sent, and not recorded.
  let arrived: () => void = () => undefined;
  const inHand = new Promise<void>((resolve) => (arrived = resolve));
  receiver.answer = () => arrived();
  const draining = drain(sandbox).catch(() => undefined);
  await inHand;
  await sandbox.restart();
  await draining;
  receiver.answer = ok;
  await drain(sandbox);
  expect(receiver.received).toHaveLength(2);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  expect((await deliveriesOf(path)).map((each) => each.status)).toEqual(['delivered']);
  expect(receiver.received.every((message) => isSignedWith(secret, message))).toBe(true);
});

describe('rotation', () => {
  test('inside the overlap everything is taken by who knows either secret; after it by the new one only', async () => {
    const { path, secret: old } = await register({ event_types: ['return.created'] });
    await offer(sandbox);
    await drain(sandbox);
    const begin = await now(sandbox);
    const rotating = sandbox.ask('rotateWebhookSecret', { path, body: { overlap_hours: 2 } });
    const load = Array.from({ length: 20 }, () => offer(sandbox));
    const { secret: fresh, previous_secret_expires_at } = await rotating;
    await Promise.all(load);
    await drain(sandbox);
    expect(previous_secret_expires_at).toBe(after(begin, { hours: 2 }));
    const [first, ...during] = receiver.received;
    expect(first && isSignedWith(old, first)).toBe(true);
    expect(during).toHaveLength(20);
    expect(during.filter((message) => !isSignedWith(old, message))).toEqual([]);
    expect(during.filter((message) => !isSignedWith(fresh, message))).toEqual([]);
    await advanceTo(sandbox, after(begin, { hours: 2 }));
    receiver.received.length = 0;
    await offer(sandbox);
    await drain(sandbox);
    const [last] = receiver.received;
    if (last === undefined) throw new Error('nothing arrived');
    expect([isSignedWith(old, last), isSignedWith(fresh, last)]).toEqual([false, true]);
  });

  test('without an overlap the old secret is over at once; a second rotation drops the oldest', async () => {
    const { path, secret: one } = await register();
    const { secret: two } = await sandbox.ask('rotateWebhookSecret', { path, body: {} });
    const { secret: three } = await sandbox.ask('rotateWebhookSecret', { path, body: {} });
    await sandbox.ask('sendTestEvent', { path });
    await drain(sandbox);
    const { secret: four } = await sandbox.ask('rotateWebhookSecret', { path, body: { overlap_hours: 0 } });
    await sandbox.ask('sendTestEvent', { path });
    await drain(sandbox);
    const taken = receiver.received.map((message) =>
      [one, two, three, four].map((each) => isSignedWith(each, message)),
    );
    expect(taken).toEqual([
      [false, true, true, false],
      [false, false, false, true],
    ]);
  });
});
