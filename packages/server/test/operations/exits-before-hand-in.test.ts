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
const choose = ({ id }: Return, route: 'forward' | 'warehouse') =>
  sandbox.call('chooseRoute', { path: { return_id: id }, body: { route } });
const cancelReturn = (return_id: string) => sandbox.ask('cancelReturn', { path: { return_id }, body: {} });
const label = async (forward_id: string) => (await sandbox.ask('getForward', { path: { forward_id } })).label;

const toWarehouse = (reason_code: string) => ({
  status: 'to_warehouse',
  route: { destination: 'warehouse', reason_code },
  refund: { status: 'external' },
});

describe('a return that was offered forwarding', () => {
  it('goes to the warehouse where the sender declines', async () => {
    const offered = await offer(sandbox);
    expect((await choose(offered, 'warehouse')).body).toMatchObject(toWarehouse('declined'));
    expect((await eventTypes(sandbox)).at(-1)).toBe('return.routed_to_warehouse');
  });

  it('goes to the warehouse exactly when the offer expires', async () => {
    const offered = await offer(sandbox);
    const expires = after(START, { days: 2 });
    expect(offered.offer?.expires_at).toBe(expires);
    await advanceTo(sandbox, after(expires, { seconds: -1 }));
    expect((await read(offered)).status).toBe('offered');
    await advanceTo(sandbox, after(expires, { seconds: 1 }));
    expect(await read(offered)).toMatchObject({ ...toWarehouse('offer_expired'), updated_at: expires });
    expect(await choose(offered, 'forward')).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
  });

  it('can no longer be chosen at the end of the offer, even before the server has acted on it', async () => {
    const offered = await offer(sandbox);
    await sandbox.skipTo(after(START, { days: 2 }));
    expect(await choose(offered, 'forward')).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
    expect(await choose(offered, 'warehouse')).toMatchObject({
      status: 409,
      body: { code: 'offer_expired' },
    });
    await drain(sandbox);
    expect(await read(offered)).toMatchObject(toWarehouse('offer_expired'));
  });

  it('is chosen at the last second', async () => {
    const offered = await offer(sandbox);
    await advanceTo(sandbox, after(START, { days: 2, seconds: -1 }));
    expect((await choose(offered, 'forward')).body).toMatchObject({ status: 'listed' });
  });
});

describe('a listing', () => {
  it('closes exactly at the end of its window', async () => {
    const listed = await list(sandbox);
    const closes = after(START, { days: 3 });
    expect((await listingOf(sandbox, listed)).closes_at).toBe(closes);
    await advanceTo(sandbox, after(closes, { seconds: -1 }));
    expect((await read(listed)).status).toBe('listed');
    await advanceTo(sandbox, after(closes, { seconds: 1 }));
    expect(await read(listed)).toMatchObject(toWarehouse('window_expired'));
    const listing = await listingOf(sandbox, listed);
    expect(listing).toMatchObject({ status: 'expired', closed_reason: 'window_expired', closed_at: closes });
    const closed = (await eventsOf(sandbox)).find(({ type }) => type === 'listing.closed');
    expect(closed).toMatchObject({ occurred_at: closes });
  });

  it('is out of reach for an order at the end of its window, even before the server has acted on it', async () => {
    const listed = await list(sandbox);
    const listing = await listingOf(sandbox, listed);
    await sandbox.skipTo(listing.closes_at);
    const late = await sandbox.ask('createOrder', { body: orderNaming(listing) });
    expect(late).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'listing_closed' } });
    await drain(sandbox);
    expect(await read(listed)).toMatchObject(toWarehouse('window_expired'));
  });

  it('is not withdrawn any more at the end of its window, even before the server has acted on it', async () => {
    const listed = await list(sandbox);
    await sandbox.skipTo(after(START, { days: 3 }));
    const path = { listing_id: listed.listing_id ?? '' };
    const answer = await sandbox.call('withdrawListing', { path, body: {} });
    expect(answer).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    await drain(sandbox);
    expect(await read(listed)).toMatchObject(toWarehouse('window_expired'));
  });

  it('is withdrawn by the operator', async () => {
    const listed = await list(sandbox);
    const path = { listing_id: listed.listing_id ?? '' };
    const before = (await eventsOf(sandbox)).length;
    const listing = await sandbox.ask('withdrawListing', { path, body: {} });
    expect(listing).toMatchObject({ status: 'withdrawn', closed_reason: 'withdrawn' });
    expect(await read(listed)).toMatchObject(toWarehouse('withdrawn'));
    expect(await eventTypes(sandbox, before)).toEqual(['listing.closed', 'return.routed_to_warehouse']);
    await advanceTo(sandbox, after(START, { days: 20 }));
    expect(await read(listed)).toMatchObject(toWarehouse('withdrawn'));
  });

  it('goes to an order that waited for it', async () => {
    const sku = `WAITED-${mark()}`;
    const body = orderFor(sku, { hold_until: after(START, { days: 1 }) });
    const waiting = await sandbox.ask('createOrder', { body });
    expect(waiting).toMatchObject({ status: 'pending', decide_by: after(START, { days: 1 }) });
    const listed = await list(sandbox, { product: { sku, category: 'dresses' } });
    expect(listed.status).toBe('matched');
    const order = await sandbox.ask('getOrder', { path: { order_id: waiting.id } });
    expect(order).toMatchObject({ status: 'forward', price_due: { amount: 7_599 } });
  });
});

describe('an order that waits', () => {
  it('goes to the warehouse exactly when its time is over, at the full price', async () => {
    const until = after(START, { hours: 5 });
    const body = orderFor(`NONE-${mark()}`, { hold_until: until });
    const { id } = await sandbox.ask('createOrder', { body });
    const order = () => sandbox.ask('getOrder', { path: { order_id: id } });
    await advanceTo(sandbox, after(until, { seconds: -1 }));
    expect((await order()).status).toBe('pending');
    await advanceTo(sandbox, until);
    expect(await order()).toMatchObject({
      status: 'warehouse',
      fulfilment: { source: 'warehouse', reason_code: 'no_listing' },
      price_due: { amount: 7_999 },
      updated_at: until,
    });
  });
});

describe('a forward that is not handed in', () => {
  it('reminds the sender, and reverts exactly when the grace for scans is over', async () => {
    const deal = await match(sandbox);
    const closes = after(START, { days: 4 });
    expect((await look(sandbox, deal)).forward).toMatchObject({
      ship_by: after(START, { days: 3 }),
      hand_in_closes_at: closes,
    });
    await advanceTo(sandbox, after(closes, { seconds: -1 }));
    expect((await look(sandbox, deal)).forward.status).toBe('label_issued');
    const reminders = (await eventsOf(sandbox)).filter(({ type }) => type === 'forward.ship_by_reminder');
    expect(reminders.map(({ occurred_at }) => occurred_at)).toEqual([
      after(START, { days: 1 }),
      after(START, { days: 2 }),
    ]);
    await advanceTo(sandbox, after(closes, { seconds: 1 }));
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({
      status: 'reverted',
      revert_reason: 'not_handed_in',
      custodian: 'sender',
      refund: { status: 'external' },
      label: { status: 'void' },
    });
    expect(end.return).toMatchObject(toWarehouse('not_handed_in'));
    expect(end.order).toMatchObject({
      status: 'warehouse',
      fulfilment: { source: 'warehouse', reason_code: 'not_handed_in' },
      price_due: { amount: 7_599 },
    });
    expect(end.settlement).toBeUndefined();
    expect((await eventTypes(sandbox)).slice(-3)).toEqual([
      'forward.reverted',
      'order.released_to_warehouse',
      'return.routed_to_warehouse',
    ]);
  });

  it('ends at once where the carrier refuses an address', async () => {
    const ship_to = { ...denHaag, street_2: 'SANDBOX REFUSES' };
    const deal = await match(sandbox, { ordered: { ship_to } });
    const end = await look(sandbox, deal);
    expect(end.forward).toMatchObject({ status: 'reverted', revert_reason: 'label_failed' });
    expect(end.return).toMatchObject(toWarehouse('label_failed'));
    expect(end.order).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'label_failed' } });
    const path = { forward_id: deal.forward_id };
    expect(await sandbox.call('getLabel', { path })).toMatchObject({
      status: 409,
      body: { code: 'label_not_ready' },
    });
  });

  it('hands out no document of a void label', async () => {
    const deal = await match(sandbox);
    await cancelReturn(deal.return_id);
    const path = { forward_id: deal.forward_id, format: 'pdf' } as const;
    expect(await sandbox.call('getLabelDocument', { path })).toMatchObject({
      status: 409,
      body: { code: 'label_void' },
    });
    expect(await label(deal.forward_id)).toMatchObject({ status: 'void_requested' });
    await drain(sandbox);
    expect(await label(deal.forward_id)).toMatchObject({ status: 'void' });
  });
});
