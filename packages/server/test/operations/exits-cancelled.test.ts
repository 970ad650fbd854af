import type { Return } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { denHaag, mark, orderFor, orderNaming } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  drain,
  eventsOf,
  eventTypes,
  list,
  listingOf,
  look,
  match,
  now,
  offer,
  reset,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const read = ({ id }: Return) => sandbox.ask('getReturn', { path: { return_id: id } });
const cancelReturn = (return_id: string) => sandbox.ask('cancelReturn', { path: { return_id }, body: {} });
const cancelOrder = (order_id: string) => sandbox.ask('cancelOrder', { path: { order_id }, body: {} });

const toWarehouse = (reason_code: string) => ({
  status: 'to_warehouse',
  route: { destination: 'warehouse', reason_code },
  refund: { status: 'external' },
});

describe('the consumer who keeps the item', () => {
  it('cancels an offer', async () => {
    const offered = await offer(sandbox);
    expect(await cancelReturn(offered.id)).toMatchObject({
      status: 'cancelled',
      route: { destination: 'none' },
      refund: { status: 'external' },
    });
    await advanceTo(sandbox, after(START, { days: 20 }));
    expect((await read(offered)).status).toBe('cancelled');
  });

  it('cancels a listed return', async () => {
    const listed = await list(sandbox);
    await cancelReturn(listed.id);
    expect(await listingOf(sandbox, listed)).toMatchObject({
      status: 'withdrawn',
      closed_reason: 'return_cancelled',
    });
    expect((await eventTypes(sandbox)).slice(-2)).toEqual(['return.cancelled', 'listing.closed']);
  });

  it('cancels a matched return: the buyer gets a new unit at the price offered', async () => {
    const deal = await match(sandbox);
    const before = (await eventsOf(sandbox)).length;
    await cancelReturn(deal.return_id);
    expect(await eventTypes(sandbox, before)).toEqual([
      'return.cancelled',
      'forward.reverted',
      'order.released_to_warehouse',
    ]);
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({ status: 'reverted', revert_reason: 'return_cancelled' });
    expect(end.order).toMatchObject({
      status: 'warehouse',
      fulfilment: { reason_code: 'return_cancelled' },
      price_due: { amount: 7_599 },
    });
    expect(end.return.refund).toEqual(end.forward.refund);
  });

  it('can no longer cancel when the hand-in is overdue, even before the server has acted on it', async () => {
    const deal = await match(sandbox);
    await sandbox.skipTo(after(START, { days: 4 }));
    const path = { return_id: deal.return_id };
    const answer = await sandbox.call('cancelReturn', { path, body: {} });
    expect(answer).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    await drain(sandbox);
    expect((await look(sandbox, deal)).return).toMatchObject(toWarehouse('not_handed_in'));
  });
});

describe('the buyer who cancels', () => {
  it('frees the item for what is left of its window, and it is matched again', async () => {
    const deal = await match(sandbox);
    await advanceTo(sandbox, after(START, { days: 1 }));
    const before = (await eventsOf(sandbox)).length;
    expect(await cancelOrder(deal.order_id)).toMatchObject({
      status: 'cancelled',
      fulfilment: { source: 'none', reason_code: 'cancelled' },
    });
    expect(await eventTypes(sandbox, before)).toEqual([
      'order.cancelled',
      'forward.reverted',
      'return.listed',
      'listing.opened',
    ]);
    const relisted = (await look(sandbox, deal)).return;
    const listing = await listingOf(sandbox, relisted);
    expect(relisted).toMatchObject({ status: 'listed', refund: { status: 'not_due' } });
    expect(listing).toMatchObject({ status: 'active', closes_at: after(START, { days: 3 }) });
    expect(listing.id).not.toBe(deal.listing_id);
    const second = await sandbox.ask('createOrder', { body: orderNaming(listing) });
    expect(second).toMatchObject({ status: 'forward' });
    expect(second.forward_id).not.toBe(deal.forward_id);
    expect((await read(relisted)).refund.forward_id).toBe(second.forward_id);
  });

  it('sends the item to the warehouse when the window is over', async () => {
    const deal = await match(sandbox);
    await advanceTo(sandbox, after(START, { days: 3 }));
    await cancelOrder(deal.order_id);
    const end = await look(sandbox, deal);
    expect(end.return).toMatchObject(toWarehouse('order_cancelled'));
    expect(end.forward).toMatchObject({ status: 'reverted', revert_reason: 'order_cancelled' });
    expect(await now(sandbox)).toBe(end.return.updated_at);
  });

  it('gives the item at once to an order that is still waiting', async () => {
    const deal = await match(sandbox);
    const { listing } = await look(sandbox, deal);
    const body = orderFor(listing.sku, { hold_until: after(START, { days: 2 }) });
    const waiting = await sandbox.ask('createOrder', { body });
    expect(waiting.status).toBe('pending');
    await cancelOrder(deal.order_id);
    const order = await sandbox.ask('getOrder', { path: { order_id: waiting.id } });
    expect(order).toMatchObject({ status: 'forward' });
    const { return: source, forward: first } = await look(sandbox, deal);
    expect(source).toMatchObject({ status: 'matched', forward_id: order.forward_id });
    expect(first.refund.id).toBe(source.refund.id);
    const second = await sandbox.ask('getForward', { path: { forward_id: order.forward_id ?? '' } });
    expect(second.refund).toEqual(source.refund);
  });

  it('cancels an order that waits, and one that the warehouse serves', async () => {
    const waiting = await sandbox.ask('createOrder', {
      body: orderFor(`NONE-${mark()}`, { hold_until: after(START, { days: 1 }), ship_to: denHaag }),
    });
    expect((await cancelOrder(waiting.id)).status).toBe('cancelled');
    const served = await sandbox.ask('createOrder', { body: orderFor(`NONE-${mark()}`) });
    expect(served.status).toBe('warehouse');
    expect((await cancelOrder(served.id)).status).toBe('cancelled');
    await advanceTo(sandbox, after(START, { days: 2 }));
    const order = await sandbox.ask('getOrder', { path: { order_id: waiting.id } });
    expect(order.status).toBe('cancelled');
  });
});
