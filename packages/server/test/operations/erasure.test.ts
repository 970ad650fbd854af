import type { CreateReturn } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { amsterdam, aReturn, denHaag, orderFor, policyWith } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  deliver,
  drain,
  eventsOf,
  list,
  look,
  match,
  now,
  offer,
  pay,
  rate,
  reset,
  scan,
} from '../support/shop.ts';

/** In every member that an erasure takes; no other value of a test holds it. */
const CANARY = 'Kanarienvogel';
const PERSON = `C-${CANARY}`;

const sold: CreateReturn['order_line'] = {
  order_ref: `sold-${CANARY}`,
  line_ref: `line-${CANARY}`,
  unit_price: { amount: 7_999, currency: 'EUR' },
  purchased_at: '2027-02-20T10:00:00Z',
};
const sent: Partial<CreateReturn> = {
  external_id: `return-${CANARY}`,
  order_line: sold,
  consumer: { ref: PERSON, segment: `segment-${CANARY}` },
  reason: { code: 'size_too_small', note: `note ${CANARY}` },
  evidence: [{ kind: 'photo', url: `https://shop.example/${CANARY}.jpg`, note: CANARY }],
  ship_from: { ...amsterdam, name: `A. ${CANARY}`, email: `${CANARY}@shop.example` },
};

/** The books keep the number of the first sale. */
const matched = { ...sent, order_line: { ...sold, order_ref: 'sold-before' } };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const erase = (key?: string) =>
  sandbox.ask('eraseConsumer', { body: { consumer_ref: PERSON } }, key === undefined ? {} : { key });

/** Nothing of the person in any answer, event or file. */
async function expectNoTrace(deal?: Deal): Promise<void> {
  const returns = await sandbox.ask('listReturns', { query: {} });
  const orders = await sandbox.ask('listOrders', { query: {} });
  const told = JSON.stringify([
    returns,
    orders,
    await eventsOf(sandbox),
    deal && (await look(sandbox, deal)),
  ]);
  expect(told).not.toContain(CANARY);
  for (const encoding of ['utf8', 'base64', 'hex'] as const)
    expect(sandbox.bytesOnDisk().includes(Buffer.from(CANARY).toString(encoding))).toBe(false);
}

async function settle(deal: Deal): Promise<void> {
  await deliver(sandbox, deal);
  await rate(sandbox, deal, { verdict: 'positive', note: `fine, ${CANARY}` });
  await pay(sandbox, deal);
}

describe('erasing a person', () => {
  it.each(['offered', 'listed'])(
    'leaves nothing of a sender whose return is %s, and routes it',
    async (status) => {
      const { id } = status === 'listed' ? await list(sandbox, sent) : await offer(sandbox, sent);
      const erasure = await erase();
      expect(erasure).toMatchObject({ status: 'done', redacted: [{ kind: 'return', id }], waits_for: [] });
      const found = await sandbox.ask('getReturn', { path: { return_id: id } });
      expect(found).toMatchObject({
        status: 'to_warehouse',
        route: { destination: 'warehouse', reason_code: 'withdrawn' },
      });
      await expectNoTrace();
      expect(await sandbox.ask('getErasure', { path: { erasure_id: erasure.id } })).toEqual(erasure);
    },
  );

  it('leaves nothing of a buyer whose order is pending, and releases it', async () => {
    const body = orderFor('COAT-1', {
      external_id: `order-${CANARY}`,
      buyer_ref: PERSON,
      hold_until: after(await now(sandbox), { hours: 5 }),
      ship_to: { ...denHaag, name: CANARY },
    });
    const { id } = await sandbox.ask('createOrder', { body });
    expect((await erase()).redacted).toEqual([{ kind: 'order', id }]);
    const order = await sandbox.ask('getOrder', { path: { order_id: id } });
    expect(order).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'not_decided' } });
    await expectNoTrace();
  });

  it('erases the sender and the forward of what is settled, and leaves the buyer and the books as they were', async () => {
    const deal = await match(sandbox, { returned: matched });
    await settle(deal);
    const before = await look(sandbox, deal);
    const { redacted } = await erase();
    expect(redacted).toEqual([
      { kind: 'return', id: deal.return_id },
      { kind: 'forward', id: deal.forward_id },
    ]);
    const left = await look(sandbox, deal);
    expect([left.settlement, left.order]).toEqual([before.settlement, before.order]);
    expect(left.return.order_line).not.toHaveProperty('order_ref');
    expect(left.forward).toMatchObject({ status: 'settled', refund: before.forward.refund });
    expect(left.forward.label?.tracking_number).toBeUndefined();
    const path = { forward_id: deal.forward_id, format: 'pdf' as const };
    expect((await sandbox.call('getLabelDocument', { path })).status).toBe(409);
    await expectNoTrace(deal);
  });

  it('erases the buyer of what is settled', async () => {
    const ordered = { buyer_ref: PERSON, ship_to: { ...denHaag, name: CANARY, phone: CANARY } };
    const deal = await match(sandbox, { ordered });
    await settle(deal);
    const { redacted } = await erase();
    expect(redacted.map(({ kind }) => kind)).toEqual(['order', 'forward']);
    await expectNoTrace(deal);
  });

  it('shows the retry of an earlier command what is left of its answer', async () => {
    const body = { ...aReturn(), ...sent };
    const first = await sandbox.call('createReturn', { body }, { key: 'first' });
    expect(first.text).toContain(CANARY);
    await erase();
    const again = await sandbox.call('createReturn', { body }, { key: 'first' });
    expect(again.status).toBe(201);
    expect(again.text).not.toContain(CANARY);
    const other = await sandbox.call(
      'createReturn',
      { body: { ...body, sku: 1 } as never },
      { key: 'first' },
    );
    expect(other.status).toBeGreaterThanOrEqual(400);
  });

  it('is the same for a person of whom nothing is stored, and harmless when repeated', async () => {
    await offer(sandbox, sent);
    const first = await erase('one');
    expect(await erase('one')).toEqual(first);
    expect(await erase('two')).toMatchObject({ status: 'done', redacted: [], waits_for: [] });
    const told = (await eventsOf(sandbox)).filter(({ type }) => type === 'privacy.redacted');
    expect(told.map(({ data }) => data)).toEqual([first, expect.objectContaining({ redacted: [] })]);
  });

  it('leaves what the same person does afterwards', async () => {
    await offer(sandbox, sent);
    await erase();
    const { id } = await offer(sandbox, sent);
    const { items } = await sandbox.ask('listReturns', { query: { external_id: `return-${CANARY}` } });
    expect(items.map((item) => item.id)).toEqual([id]);
    expect(items[0]).toMatchObject({ status: 'offered', consumer: { ref: PERSON } });
    expect((await erase()).redacted).toEqual([{ kind: 'return', id }]);
    await expectNoTrace();
  });
});

describe('erasing a person whose forward is open', () => {
  it('waits for it, drops what it does not need, and ends by itself', async () => {
    const deal = await match(sandbox, { returned: matched });
    const erasure = await erase();
    expect(erasure).toMatchObject({ status: 'deferred', redacted: [], waits_for: [deal.forward_id] });
    const during = (await look(sandbox, deal)).return;
    expect([during.evidence, during.reason.note]).toEqual([undefined, undefined]);
    expect(during.consumer.ref).toBe(PERSON);
    await settle(deal);
    await drain(sandbox);
    const done = await sandbox.ask('getErasure', { path: { erasure_id: erasure.id } });
    expect(done).toMatchObject({ status: 'done', waits_for: [] });
    expect(done.redacted).toContainEqual({ kind: 'return', id: deal.return_id });
    await expectNoTrace(deal);
    const events = (await eventsOf(sandbox)).filter(({ type }) => type === 'privacy.redacted');
    expect(events.map(({ data }) => data)).toEqual([done]);
  });

  it('does not list the item again when the buyer cancels', async () => {
    const deal = await match(sandbox, { returned: matched });
    const { id } = await erase();
    await sandbox.ask('cancelOrder', { path: { order_id: deal.order_id }, body: {} });
    await drain(sandbox);
    expect((await look(sandbox, deal)).return.status).toBe('to_warehouse');
    await advanceTo(sandbox, after(await now(sandbox), { days: 60 }));
    const done = await sandbox.ask('getErasure', { path: { erasure_id: id } });
    expect(done.status).toBe('done');
    await expectNoTrace(deal);
  });

  it('waits for the books of a parcel that was lost', async () => {
    const deal = await match(sandbox, { returned: matched });
    await scan(sandbox, deal, 'picked_up');
    const { id } = await erase();
    await sandbox.ask('reportLost', { path: { forward_id: deal.forward_id }, body: {} });
    await drain(sandbox);
    const status = async () => (await sandbox.ask('getErasure', { path: { erasure_id: id } })).status;
    expect(await status()).toBe('deferred');
    await pay(sandbox, deal);
    const body = { outcome: 'refunded' } as const;
    await sandbox.ask('closeOrder', { path: { order_id: deal.order_id }, body });
    await drain(sandbox);
    expect(await status()).toBe('done');
    await expectNoTrace(deal);
  });
});

describe('retention', () => {
  const policy = policyWith({ retention: { evidence_days: 10, address_days: 20 } });

  it('erases evidence and addresses by themselves, each in its time', async () => {
    await reset(sandbox, policy);
    const { id } = await offer(sandbox, sent);
    await sandbox.ask('chooseRoute', { path: { return_id: id }, body: { route: 'warehouse' } });
    const over = await now(sandbox);
    const evidence = async () =>
      (await sandbox.ask('getReturn', { path: { return_id: id } })).evidence?.length ?? 0;
    await advanceTo(sandbox, after(over, { days: 10, seconds: -1 }));
    expect(await evidence()).toBe(1);
    await advanceTo(sandbox, after(over, { days: 10 }));
    expect(await evidence()).toBe(0);
    const size = sandbox.bytesOnDisk().length;
    await advanceTo(sandbox, after(over, { days: 20 }));
    expect(sandbox.bytesOnDisk().length).toBeLessThanOrEqual(size);
    expect((await eventsOf(sandbox)).map(({ type }) => type)).not.toContain('privacy.redacted');
  });

  it('counts from the end of the forward', async () => {
    await reset(sandbox, policy);
    const deal = await match(sandbox, { returned: matched });
    await settle(deal);
    const over = await now(sandbox);
    await advanceTo(sandbox, after(over, { days: 10, seconds: -1 }));
    expect((await look(sandbox, deal)).return.evidence).toHaveLength(1);
    await advanceTo(sandbox, after(over, { days: 10 }));
    expect((await look(sandbox, deal)).return.evidence).toBeUndefined();
  });
});
