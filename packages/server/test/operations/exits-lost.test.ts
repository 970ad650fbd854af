import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, causes } from '../support/books.ts';
import { policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  deliver,
  eventsOf,
  eventTypes,
  look,
  match,
  now,
  pay,
  rate,
  reset,
  scan,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const onLoss = (on_loss: 'from_stock' | 'refund') => policyWith({ shipping: { on_loss } });
const reportLost = (forward_id: string) => sandbox.ask('reportLost', { path: { forward_id }, body: {} });
const closeOrder = (order_id: string, outcome: 'fulfilled' | 'refunded') =>
  sandbox.ask('closeOrder', { path: { order_id }, body: { outcome } });

describe('a parcel that is lost', () => {
  it('pays the sender in full and serves the buyer from stock', async () => {
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    const before = (await eventsOf(sandbox)).length;
    expect(await reportLost(deal.forward_id)).toMatchObject({ status: 'lost' });
    expect(await eventTypes(sandbox, before)).toEqual([
      'forward.lost',
      'refund.due',
      'refund.requested',
      'return.lost',
      'order.released_to_warehouse',
    ]);
    await pay(sandbox, deal);
    const end = await look(sandbox, deal);
    expect(end.return).toMatchObject({ status: 'lost', refund: { status: 'posted', cause: 'lost' } });
    expect(end.order).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'lost' } });
    if (end.settlement === undefined) throw new Error('no books');
    expect(causes(end.settlement)).toEqual([
      'handed_in',
      'refund_requested',
      'fee_reversed',
      'claim_opened',
      'refund_posted',
    ]);
    expect(balances(end.settlement)).toMatchObject({ sale_1: 6611, sale_2: -6611, carrier_claim: 3306 });
    expect(balances(end.settlement)).not.toHaveProperty('fee');
    expect(end.settlement.status).toBe('settled');
  });

  it('owes the buyer the money back where the policy says so', async () => {
    await reset(sandbox, onLoss('refund'));
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await reportLost(deal.forward_id);
    const lost = await look(sandbox, deal);
    expect(lost.order).toMatchObject({
      status: 'forward',
      fulfilment: { source: 'none', reason_code: 'lost' },
      buyer_refund_due: { amount: 7_599, currency: 'EUR' },
    });
    expect(lost.settlement && balances(lost.settlement)).toMatchObject({ buyer_payable: -7_599 });
    expect(lost.settlement?.pair).not.toHaveProperty('second_sale');
    await pay(sandbox, deal);
    await closeOrder(deal.order_id, 'refunded');
    const end = await look(sandbox, deal);
    expect(end.order).toMatchObject({ status: 'refunded', fulfilment: { source: 'none' } });
    expect(end.order).not.toHaveProperty('buyer_refund_due');
    expect(end.settlement && balances(end.settlement)).not.toHaveProperty('buyer_payable');
    expect(end.settlement && balances(end.settlement)).not.toHaveProperty('sale_2');
  });

  it.each(['from_stock', 'refund'] as const)(
    'takes the second sale back with the loss where the buyer had the money back before (%s)',
    async (on_loss) => {
      await reset(sandbox, onLoss(on_loss));
      const deal = await match(sandbox);
      await scan(sandbox, deal, 'picked_up');
      await closeOrder(deal.order_id, 'refunded');
      await reportLost(deal.forward_id);
      const lost = await look(sandbox, deal);
      expect(lost.order).toMatchObject({ status: 'refunded', fulfilment: { source: 'none' } });
      expect(lost.order).not.toHaveProperty('buyer_refund_due');
      expect(lost.settlement && causes(lost.settlement)).toEqual([
        'handed_in',
        'refund_requested',
        'fee_reversed',
        'claim_opened',
        'second_sale_reversed',
        'buyer_refunded',
      ]);
      expect(lost.settlement && balances(lost.settlement)).not.toHaveProperty('buyer_payable');
      await pay(sandbox, deal);
      expect((await look(sandbox, deal)).settlement?.status).toBe('settled');
    },
  );

  it('keeps the second sale where the retailer said that the buyer has the item', async () => {
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await closeOrder(deal.order_id, 'fulfilled');
    await reportLost(deal.forward_id);
    const { order, settlement } = await look(sandbox, deal);
    expect(order.status).toBe('fulfilled');
    expect(settlement && balances(settlement)).toMatchObject({ sale_2: -6_611 });
  });

  it('counts as lost exactly two weeks after the last scan', async () => {
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await advanceTo(sandbox, after(START, { days: 5 }));
    await scan(sandbox, deal, 'in_transit', after(START, { days: 4 }));
    const lostAt = after(START, { days: 18 });
    await advanceTo(sandbox, after(lostAt, { seconds: -1 }));
    expect((await look(sandbox, deal)).forward.status).toBe('in_transit');
    await advanceTo(sandbox, after(lostAt, { seconds: 1 }));
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({ status: 'lost', updated_at: lostAt });
    expect(end.return.refund).toMatchObject({ status: 'requested', due_at: lostAt });
  });

  it('is seen alive by any scan of the carrier, one of the same kind included', async () => {
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await advanceTo(sandbox, after(START, { days: 6 }));
    await scan(sandbox, deal, 'picked_up');
    await advanceTo(sandbox, after(START, { days: 20, seconds: -1 }));
    expect((await look(sandbox, deal)).forward.status).toBe('handed_in');
    await advanceTo(sandbox, after(START, { days: 20 }));
    expect((await look(sandbox, deal)).forward.status).toBe('lost');
  });

  it('stays lost when a scan turns up', async () => {
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await reportLost(deal.forward_id);
    await advanceTo(sandbox, after(START, { days: 1 }));
    expect(await scan(sandbox, deal, 'delivered')).toBe('recorded');
    expect((await look(sandbox, deal)).forward.status).toBe('lost');
  });

  it('closes its books where the sender had been paid before', async () => {
    await reset(sandbox, policyWith({ refund: { trigger: 'handed_in' } }));
    const deal = await match(sandbox);
    await scan(sandbox, deal, 'picked_up');
    await pay(sandbox, deal);
    await reportLost(deal.forward_id);
    const end = await look(sandbox, deal);
    expect(end.return).toMatchObject({ status: 'lost', refund: { status: 'posted', cause: 'handed_in' } });
    expect(end.settlement).toMatchObject({ status: 'settled', settled_at: await now(sandbox) });
    expect(end.settlement && balances(end.settlement)).not.toHaveProperty('fee');
  });
});

describe('a parcel that cannot be delivered', () => {
  const cases = [
    { on_loss: 'from_stock', order: { status: 'warehouse' }, sold: -6611 },
    { on_loss: 'refund', order: { status: 'forward', buyer_refund_due: { amount: 7_599 } }, sold: undefined },
  ] as const;
  it.each(cases)(
    'goes to the retailer; the buyer is served by $on_loss',
    async ({ on_loss, order, sold }) => {
      await reset(sandbox, onLoss(on_loss));
      const deal = await match(sandbox);
      await scan(sandbox, deal, 'picked_up');
      const before = (await eventsOf(sandbox)).length;
      await scan(sandbox, deal, 'return_to_sender', after(START, { seconds: 0 }));
      expect((await eventTypes(sandbox, before))[0]).toBe('forward.undeliverable');
      await pay(sandbox, deal);
      const end = await look(sandbox, deal);
      expect(end.forward).toMatchObject({ status: 'undeliverable', custodian: 'retailer' });
      expect(end.return).toMatchObject({ status: 'completed', refund: { cause: 'undeliverable' } });
      expect(end.order).toMatchObject(order);
      if (end.settlement === undefined) throw new Error('no books');
      expect(balances(end.settlement).sale_2).toBe(sold);
      expect(balances(end.settlement)).not.toHaveProperty('fee');
      expect(balances(end.settlement)).not.toHaveProperty('carrier_claim');
      const body = { kind: 'restock' } as const;
      const path = { return_id: deal.return_id };
      expect(await sandbox.ask('recordDisposition', { path, body })).toMatchObject({ disposition: body });
    },
  );
});

describe('a refund that is triggered early', () => {
  it.each(['handed_in', 'delivered'] as const)(
    'is due when %s; a bad rating then disputes',
    async (trigger) => {
      await reset(sandbox, policyWith({ refund: { trigger } }));
      const deal = await match(sandbox);
      await deliver(sandbox, deal);
      const paid = (await look(sandbox, deal)).return.refund;
      const due_at = trigger === 'handed_in' ? START : after(START, { days: 1 });
      expect(paid).toMatchObject({ status: 'requested', cause: trigger, due_at });
      const before = (await eventsOf(sandbox)).length;
      await rate(sandbox, deal, { verdict: 'negative', issues: ['dirty'] });
      expect(await eventTypes(sandbox, before)).toEqual(['forward.rated', 'dispute.opened']);
      await pay(sandbox, deal);
      const end = await look(sandbox, deal);
      expect(end.forward).not.toHaveProperty('hold');
      expect(end.return).toMatchObject({ status: 'completed', refund: { status: 'posted' } });
      if (end.settlement === undefined) throw new Error('no books');
      expect(balances(end.settlement)).not.toHaveProperty('incentive');
      const { items } = await sandbox.ask('listDisputes', { query: { status: 'open' } });
      expect(items).toMatchObject([{ forward_id: deal.forward_id, issues: ['dirty'], status: 'open' }]);
      const path = { dispute_id: items[0]?.id ?? '' };
      const closed = await sandbox.ask('closeDispute', { path, body: { outcome: 'upheld' } });
      expect(closed).toMatchObject({ status: 'closed', outcome: 'upheld' });
      expect((await look(sandbox, deal)).settlement).toEqual(end.settlement);
    },
  );

  it('is due at the date of the law while the parcel still travels', async () => {
    const withdrawal = { notified_at: START, basis: 'statutory' } as const;
    const deal = await match(sandbox, { returned: { withdrawal } });
    await scan(sandbox, deal, 'picked_up');
    await advanceTo(sandbox, after(START, { days: 10 }));
    await scan(sandbox, deal, 'in_transit');
    const due = after(START, { days: 14 });
    await advanceTo(sandbox, after(due, { seconds: -1 }));
    expect((await look(sandbox, deal)).return.refund.status).toBe('not_due');
    await advanceTo(sandbox, after(due, { seconds: 1 }));
    const { refund } = (await look(sandbox, deal)).return;
    expect(refund).toMatchObject({ status: 'requested', cause: 'statutory_floor', due_at: due });
  });
});

describe('a refund that the retailer cannot pay', () => {
  it('is asked for again under the same id until it is paid', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'neutral' });
    const asked = await now(sandbox);
    const { refund } = (await look(sandbox, deal)).return;
    const path = { refund_id: refund.id };
    const body = { outcome: 'failed', failure_code: 'card_expired' } as const;
    const before = (await eventsOf(sandbox)).length;
    expect(await sandbox.ask('confirmRefund', { path, body })).toMatchObject({
      status: 'failed',
      failure_code: 'card_expired',
    });
    await advanceTo(sandbox, after(asked, { days: 1, seconds: -1 }));
    expect(await eventTypes(sandbox, before)).toEqual(['refund.failed']);
    await advanceTo(sandbox, after(asked, { days: 1, seconds: 1 }));
    await advanceTo(sandbox, after(asked, { days: 2 }));
    expect(await eventTypes(sandbox, before)).toEqual([
      'refund.failed',
      'refund.requested',
      'refund.requested',
    ]);
    const reminders = (await eventsOf(sandbox)).slice(before + 1);
    expect(reminders.map(({ occurred_at, subject }) => [occurred_at, subject.id])).toEqual([
      [after(asked, { days: 1 }), refund.id],
      [after(asked, { days: 2 }), refund.id],
    ]);
    await pay(sandbox, deal);
    const end = await look(sandbox, deal);
    expect(end.return.refund).not.toHaveProperty('failure_code');
    expect(end.return.refund).toMatchObject({ status: 'posted', requested_at: asked });
    if (end.settlement === undefined) throw new Error('no books');
    expect(causes(end.settlement).filter((cause) => cause === 'refund_requested')).toHaveLength(1);
    await advanceTo(sandbox, after(asked, { days: 9 }));
    expect((await eventTypes(sandbox)).at(-1)).toBe('order.fulfilled');
  });
});
