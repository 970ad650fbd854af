import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balances, causes } from '../support/books.ts';
import { orderNaming } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  drain,
  eventsOf,
  eventTypes,
  listingOf,
  look,
  match,
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

const shipped = after(START, { days: 2 });
const cancelReturn = (return_id: string) => sandbox.ask('cancelReturn', { path: { return_id }, body: {} });
const cancelOrder = (order_id: string) => sandbox.ask('cancelOrder', { path: { order_id }, body: {} });

/** The item of a cancelled order, listed again and matched with another one. */
async function matchAgain(first: Deal): Promise<Deal> {
  await cancelOrder(first.order_id);
  const { return: relisted } = await look(sandbox, first);
  const listing = await listingOf(sandbox, relisted);
  const order = await sandbox.ask('createOrder', { body: orderNaming(listing) });
  return {
    return_id: first.return_id,
    listing_id: listing.id,
    order_id: order.id,
    forward_id: order.forward_id ?? '',
  };
}

describe('a hand-in that comes to light after the forward was reverted', () => {
  it('brings return, refund and order back, and takes no incentive', async () => {
    const deal = await match(sandbox);
    await cancelOrder(deal.order_id);
    // The carrier has not confirmed the void yet, and the parcel was on its way before.
    await scan(sandbox, deal, 'picked_up', START);
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({ status: 'late', custodian: 'carrier', handed_in_late: true });
    expect(end.return).toMatchObject({
      status: 'in_forward',
      forward_id: deal.forward_id,
      refund: { status: 'not_due', forward_id: deal.forward_id },
    });
    expect(end.return.refund).toEqual(end.forward.refund);
    expect(end.forward.intercept).toBe(true);
  });

  it('asks for a refund once where the date of the law is over by then, and reminds a day after it really asked', async () => {
    const withdrawal = { notified_at: START, basis: 'statutory' } as const;
    const deal = await match(sandbox, { returned: { withdrawal } });
    const known = after(START, { days: 16, hours: 12 });
    await advanceTo(sandbox, known);
    await scan(sandbox, deal, 'picked_up', after(START, { days: 3 }));
    await drain(sandbox);
    const lawsDate = after(START, { days: 14 });
    expect((await look(sandbox, deal)).return.refund).toMatchObject({
      status: 'requested',
      cause: 'statutory_floor',
      requested_at: lawsDate,
    });
    const requests = async () =>
      (await eventsOf(sandbox)).filter(({ type }) => type === 'refund.requested').length;
    expect(await requests()).toBe(1);
    await advanceTo(sandbox, after(known, { hours: 23 }));
    expect(await requests()).toBe(1);
    await advanceTo(sandbox, after(known, { hours: 24 }));
    expect(await requests()).toBe(2);
  });

  it('gives the order back to the parcel where its replacement has not been sent', async () => {
    const deal = await match(sandbox);
    await sandbox.skipTo(after(START, { days: 4 }));
    // The hand-in was in time; its scan arrives when the grace is over.
    await scan(sandbox, deal, 'picked_up', shipped);
    const late = await look(sandbox, deal);
    expect(late.forward).toMatchObject({ status: 'late', tracking: { handed_in_at: shipped } });
    expect(late.order).toMatchObject({
      status: 'forward',
      forward_id: deal.forward_id,
      fulfilment: { source: 'forward', reason_code: 'matched' },
    });
    expect((await eventTypes(sandbox)).slice(-5)).toEqual([
      'forward.reverted',
      'order.released_to_warehouse',
      'return.routed_to_warehouse',
      'forward.late',
      'order.forward_matched',
    ]);
    await scan(sandbox, deal, 'delivered');
    await rate(sandbox, deal, { verdict: 'positive' });
    await pay(sandbox, deal);
    const end = await look(sandbox, deal);
    expect(end.return).toMatchObject({ status: 'completed', refund: { status: 'posted' } });
    expect(end.order.status).toBe('fulfilled');
    if (end.settlement === undefined) throw new Error('no books');
    expect(causes(end.settlement)).toEqual(['handed_in', 'refund_requested', 'refund_posted']);
    expect(balances(end.settlement)).toMatchObject({ sale_1: 6611, sale_2: -6611, fee: 150 });
  });

  it('leaves the parcel to be intercepted where the buyer is served otherwise', async () => {
    const deal = await match(sandbox);
    await cancelReturn(deal.return_id);
    await sandbox.ask('closeOrder', { path: { order_id: deal.order_id }, body: { outcome: 'fulfilled' } });
    await scan(sandbox, deal, 'picked_up', START);
    const late = await look(sandbox, deal);
    expect(late.forward).toMatchObject({ status: 'late', intercept: true, refund: { status: 'not_due' } });
    expect(late.order.status).toBe('fulfilled');
    expect(late.return.status).toBe('cancelled');
    await scan(sandbox, deal, 'return_to_sender');
    await pay(sandbox, deal);
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({ status: 'undeliverable', custodian: 'retailer' });
    expect(end.order.status).toBe('fulfilled');
    if (end.settlement === undefined) throw new Error('no books');
    expect(end.settlement.status).toBe('settled');
    expect(balances(end.settlement)).not.toHaveProperty('sale_2');
    expect(balances(end.settlement)).not.toHaveProperty('fee');
    expect(balances(end.settlement)).toMatchObject({ sale_1: 6611, carrier_cost: 650 });
  });

  it('is only recorded once the label is void', async () => {
    const deal = await match(sandbox);
    await cancelReturn(deal.return_id);
    await drain(sandbox);
    const before = (await eventsOf(sandbox)).length;
    expect(await scan(sandbox, deal, 'picked_up', START)).toBe('recorded');
    expect((await look(sandbox, deal)).forward.status).toBe('reverted');
    expect((await eventsOf(sandbox)).length).toBe(before);
  });

  it('closes the new listing that was opened meanwhile', async () => {
    const deal = await match(sandbox);
    await cancelOrder(deal.order_id);
    const { listing_id = '' } = (await look(sandbox, deal)).return;
    await scan(sandbox, deal, 'picked_up', START);
    const listing = await sandbox.ask('getListing', { path: { listing_id } });
    expect(listing).toMatchObject({ status: 'withdrawn', closed_reason: 'superseded' });
    await advanceTo(sandbox, after(START, { days: 5 }));
    expect((await look(sandbox, deal)).return.status).toBe('in_forward');
  });

  it('ends the new forward that was begun meanwhile', async () => {
    const first = await match(sandbox);
    const second = await matchAgain(first);
    expect(second.forward_id).not.toBe('');
    const before = (await eventsOf(sandbox)).length;
    await scan(sandbox, first, 'picked_up', START);
    expect(await eventTypes(sandbox, before)).toEqual([
      'forward.late',
      'forward.reverted',
      'order.released_to_warehouse',
    ]);
    const superseded = await look(sandbox, second);
    expect(superseded.forward).toMatchObject({ status: 'reverted', revert_reason: 'superseded' });
    expect(superseded.order).toMatchObject({
      status: 'warehouse',
      fulfilment: { reason_code: 'superseded' },
    });
    const late = await look(sandbox, first);
    expect(late.return).toMatchObject({ status: 'in_forward', forward_id: first.forward_id });
    expect(late.forward).toMatchObject({ status: 'late', intercept: true });
    expect(late.order.status).toBe('cancelled');
    await drain(sandbox);
    await advanceTo(sandbox, after(START, { days: 5 }));
    expect((await look(sandbox, second)).forward.status).toBe('reverted');
    expect((await look(sandbox, first)).return.status).toBe('in_forward');
  });

  it('is only recorded where the item is on its way by a later forward', async () => {
    const first = await match(sandbox);
    const second = await matchAgain(first);
    // The void is not confirmed, the second label is there, and its parcel is handed in.
    await sandbox.ask('advanceClock', { body: { seconds: 0 } });
    await scan(sandbox, second, 'picked_up');
    expect(await scan(sandbox, first, 'picked_up', START)).toBe('recorded');
    expect((await look(sandbox, second)).forward.status).toBe('handed_in');
  });
});
