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
  resolve,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

/** An article of 79.99 sold again at 5 % off, both in the Netherlands. */
const accepted = {
  sale_1: 6611,
  sale_2: -6611,
  discount: 331,
  tax: 69,
  carrier_cost: 650,
  fee: 150,
};

describe('a parcel that the buyer has', () => {
  it('tells its whole way in events, in order, and closes its books', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'positive' });
    await pay(sandbox, deal);
    expect(await eventTypes(sandbox)).toEqual([
      'return.created',
      'return.offered',
      'return.listed',
      'listing.opened',
      'order.accepted',
      'listing.closed',
      'order.forward_matched',
      'return.matched',
      'forward.matched',
      'forward.label_issued',
      'forward.handed_in',
      'forward.delivered',
      'forward.rated',
      'refund.due',
      'refund.requested',
      'refund.posted',
      'forward.settled',
      'return.completed',
      'order.fulfilled',
    ]);
    const end = await look(sandbox, deal);
    expect(end.return).toMatchObject({ status: 'completed', route: { destination: 'buyer' } });
    expect(end.order).toMatchObject({ status: 'fulfilled', fulfilment: { source: 'forward' } });
    expect(end.forward).toMatchObject({ status: 'settled', custodian: 'buyer' });
    expect(end.return.refund).toEqual(end.forward.refund);
    expect(end.settlement).toMatchObject({ status: 'settled', settled_at: await now(sandbox) });
  });

  it.each(['positive', 'neutral'] as const)('is paid in full after a %s rating', async (verdict) => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict });
    expect((await look(sandbox, deal)).return.refund).toMatchObject({
      status: 'requested',
      cause: 'rated',
      amount: { amount: 7_999 },
      due_at: await now(sandbox),
    });
    await pay(sandbox, deal);
    const { settlement } = await look(sandbox, deal);
    if (settlement === undefined) throw new Error('no books');
    expect(causes(settlement)).toEqual([
      'handed_in',
      'incentive_granted',
      'refund_requested',
      'refund_posted',
      'incentive_paid',
    ]);
    expect(balances(settlement)).toMatchObject({ ...accepted, incentive: 100 });
    expect(balances(settlement)).not.toHaveProperty('sender_payable');
  });

  it('counts silence as acceptance exactly at the end of the rating window', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    const closes = after(await now(sandbox), { days: 3 });
    expect((await look(sandbox, deal)).forward.rating_closes_at).toBe(closes);
    await advanceTo(sandbox, after(closes, { seconds: -1 }));
    expect((await look(sandbox, deal)).forward).toMatchObject({ status: 'delivered' });
    await advanceTo(sandbox, after(closes, { seconds: 1 }));
    const end = await look(sandbox, deal);
    expect(end.forward.rating).toMatchObject({ verdict: 'positive', source: 'auto', rated_at: closes });
    expect(end.return.refund).toMatchObject({ status: 'requested', due_at: closes });
    const rated = (await eventsOf(sandbox)).find(({ type }) => type === 'forward.rated');
    expect(rated).toMatchObject({ occurred_at: closes });
  });
});

describe('a parcel that the buyer does not accept', () => {
  const toHold = async (basis: 'voluntary' | 'statutory' = 'voluntary') => {
    const deal = await match(sandbox, { returned: { withdrawal: { notified_at: START, basis } } });
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'negative', issues: ['worn'] });
    return deal;
  };

  it('keeps the refund back for ten days', async () => {
    const deal = await toHold();
    const { forward } = await look(sandbox, deal);
    expect(forward).toMatchObject({
      status: 'rated',
      hold: { status: 'open', cause: 'negative_rating', review_by: after(await now(sandbox), { days: 10 }) },
      refund: { status: 'held' },
    });
    expect(await eventTypes(sandbox, 12)).toEqual(['forward.rated', 'refund.held']);
  });

  const outcomes = [
    {
      outcome: { outcome: 'release' },
      hold: 'released',
      refund: { status: 'requested', cause: 'hold_released', amount: { amount: 7_999, currency: 'EUR' } },
      events: ['refund.released', 'refund.due', 'refund.requested'],
      books: accepted,
    },
    {
      outcome: { outcome: 'reduce', amount: { amount: 4_000, currency: 'EUR' } },
      hold: 'reduced',
      refund: { status: 'requested', cause: 'hold_reduced', amount: { amount: 4_000, currency: 'EUR' } },
      events: ['refund.released', 'refund.due', 'refund.requested'],
      books: { sale_1: 3306, tax: -625, fee: 150 },
    },
  ] as const;
  it.each(outcomes)('ends by $outcome.outcome', async ({ outcome, hold, refund, events, books }) => {
    const deal = await toHold();
    const before = (await eventsOf(sandbox)).length;
    const forward = await resolve(sandbox, deal, outcome);
    expect(forward.hold).toMatchObject({
      status: hold,
      resolved_by: 'operator',
      resolved_at: await now(sandbox),
    });
    expect(forward.refund).toMatchObject(refund);
    expect(await eventTypes(sandbox, before)).toEqual(events);
    await pay(sandbox, deal);
    const { settlement, return: source } = await look(sandbox, deal);
    expect(source.status).toBe('completed');
    expect(settlement && balances(settlement)).toMatchObject(books);
    expect(settlement && balances(settlement)).not.toHaveProperty('incentive');
  });

  it('pays nothing and takes no fee where the hold is denied', async () => {
    const deal = await toHold();
    const before = (await eventsOf(sandbox)).length;
    await resolve(sandbox, deal, { outcome: 'deny' });
    expect(await eventTypes(sandbox, before)).toEqual([
      'refund.denied',
      'forward.settled',
      'return.completed',
      'order.fulfilled',
    ]);
    const end = await look(sandbox, deal);
    expect(end.return.refund.status).toBe('denied');
    expect(end.forward.status).toBe('settled');
    if (end.settlement === undefined) throw new Error('no books');
    expect(balances(end.settlement)).not.toHaveProperty('fee');
    expect(balances(end.settlement)).not.toHaveProperty('sale_1');
    expect(end.settlement.pair).not.toHaveProperty('refund');
  });

  it('releases the refund exactly when the time for the review is over', async () => {
    const deal = await toHold();
    const reviewBy = after(await now(sandbox), { days: 10 });
    await advanceTo(sandbox, after(reviewBy, { seconds: -1 }));
    expect((await look(sandbox, deal)).return.refund.status).toBe('held');
    await advanceTo(sandbox, after(reviewBy, { seconds: 1 }));
    const { forward, return: source } = await look(sandbox, deal);
    expect(forward.hold).toMatchObject({
      status: 'released',
      resolved_by: 'review_deadline',
      resolved_at: reviewBy,
    });
    expect(source.refund).toMatchObject({ status: 'requested', cause: 'hold_released', due_at: reviewBy });
  });

  it('releases the refund of a statutory withdrawal at the date of the law', async () => {
    await reset(sandbox, policyWith({ refund: { hold_review_days: 30 } }));
    const deal = await toHold('statutory');
    const lawsDate = after(START, { days: 14 });
    expect((await look(sandbox, deal)).return.refund.statutory_due_at).toBe(lawsDate);
    await advanceTo(sandbox, after(lawsDate, { seconds: -1 }));
    expect((await look(sandbox, deal)).return.refund.status).toBe('held');
    await advanceTo(sandbox, lawsDate);
    const { forward, return: source } = await look(sandbox, deal);
    expect(forward.hold).toMatchObject({ status: 'released', resolved_by: 'statutory_floor' });
    expect(source.refund).toMatchObject({ status: 'requested', cause: 'statutory_floor', due_at: lawsDate });
  });

  it.each(['reduce', 'deny'] as const)('does not %s what the law protects', async (outcome) => {
    const deal = await toHold('statutory');
    const body = { outcome, ...(outcome === 'reduce' && { amount: { amount: 1, currency: 'EUR' } }) };
    const answer = await sandbox.call('resolveHold', { path: { forward_id: deal.forward_id }, body });
    expect(answer).toMatchObject({ status: 409, body: { code: 'statutory_refund_protected' } });
    expect((await look(sandbox, deal)).return.refund.status).toBe('held');
  });

  it.each(['release', 'deny'] as const)(
    'takes no amount with %s: only a reduction has one',
    async (outcome) => {
      const deal = await toHold('voluntary');
      const body = { outcome, amount: { amount: 1, currency: 'EUR' } };
      const answer = await sandbox.call('resolveHold', { path: { forward_id: deal.forward_id }, body });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'invalid_body', errors: [{ pointer: '/amount' }] },
      });
      expect((await look(sandbox, deal)).return.refund.status).toBe('held');
    },
  );
});
