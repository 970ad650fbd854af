import type { CreateOrder, Listing, Order, Reservation } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { orderNaming } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, drain, eventsOf, list, listingOf, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const open = async () => listingOf(sandbox, await list(sandbox));
const read = ({ id }: Listing) => sandbox.ask('getListing', { path: { listing_id: id } });
const reserve = ({ id }: Listing, minutes = 15, buyer_ref?: string): Promise<Reservation> =>
  sandbox.ask('reserveListing', {
    path: { listing_id: id },
    body: { minutes, ...(buyer_ref === undefined ? {} : { buyer_ref }) },
  });
const release = ({ id }: Listing) => sandbox.call('releaseReservation', { path: { listing_id: id } });
const buy = (listing: Listing, changes: Partial<CreateOrder> = {}): Promise<Order> =>
  sandbox.ask('createOrder', { body: orderNaming(listing, changes) });
const general = (listing: Listing, changes: Partial<CreateOrder> = {}): Promise<Order> => {
  const { listing_id: _, ...order } = orderNaming(listing, changes);
  return sandbox.ask('createOrder', { body: { ...order, accepts: [listing.grade], ...changes } });
};
const minutes = (count: number) => after(START, { seconds: count * 60 });

describe('a reserved listing', () => {
  it('is kept until then, and hidden unless it is asked for', async () => {
    const listing = await open();
    const made = await reserve(listing);
    expect(made).toMatchObject({ listing_id: listing.id, reserved_until: minutes(15) });
    expect(await read(listing)).toMatchObject({ status: 'reserved', reserved_until: minutes(15) });
    expect((await sandbox.ask('listListings')).items).toEqual([]);
    const { items } = await sandbox.ask('listListings', { query: { status: 'reserved' } });
    expect(items.map(({ id }) => id)).toEqual([listing.id]);
  });

  it('is kept no longer than it is open, and its window ends right after', async () => {
    const listing = await open();
    await advanceTo(sandbox, after(listing.closes_at, { seconds: -60 }));
    expect((await reserve(listing, 60)).reserved_until).toBe(listing.closes_at);
    await advanceTo(sandbox, listing.closes_at);
    const closed = await read(listing);
    expect(closed).toMatchObject({ status: 'expired', closed_at: listing.closes_at });
    expect(closed).not.toHaveProperty('reserved_until');
  });

  it.each([
    ['names it without a token', (listing: Listing) => buy(listing), 'listing_taken'],
    [
      'names it with a token of nothing',
      (listing: Listing) => buy(listing, { reservation_token: 'orf_reservation_unknown' }),
      'listing_taken',
    ],
    ['accepts its grade', (listing: Listing) => general(listing), 'no_listing'],
  ])('is not matched with an order that %s', async (_, order, reason_code) => {
    const listing = await open();
    await reserve(listing);
    expect(await order(listing)).toMatchObject({ status: 'warehouse', fulfilment: { reason_code } });
    expect((await read(listing)).status).toBe('reserved');
  });

  it('is matched with the order that carries its token, weighed as an open one', async () => {
    const decide = async (reserved: boolean) => {
      await reset(sandbox);
      const listing = await open();
      const token = reserved ? { reservation_token: (await reserve(listing)).token } : {};
      const order = await buy(listing, token);
      expect(order).toMatchObject({ status: 'forward', fulfilment: { reason_code: 'matched' } });
      const matched = await read(listing);
      expect(matched).toMatchObject({ status: 'matched', closed_reason: 'matched' });
      expect(matched).not.toHaveProperty('reserved_until');
      const path = { decision_id: order.decision_id ?? '' };
      const { inputs, candidates, waiting_problems } = await sandbox.ask('getDecision', { path });
      const { general_per_day, naming_per_day, patience } = inputs;
      const [candidate] = candidates;
      return {
        rates: { general_per_day, naming_per_day, patience },
        values: [candidate?.components, candidate?.forward_value, candidate?.margin],
        waiting: waiting_problems,
      };
    };
    expect(await decide(true)).toEqual(await decide(false));
  });

  it('gives its token no hold on another listing, nor on itself once another reservation was made', async () => {
    const [first, second] = [await open(), await open()];
    const { token } = await reserve(first);
    await reserve(second);
    const wrong = await buy(second, { reservation_token: token });
    expect(wrong.fulfilment.reason_code).toBe('listing_taken');
    expect((await release(first)).status).toBe(204);
    await reserve(first);
    const outdated = await buy(first, { reservation_token: token });
    expect(outdated.fulfilment.reason_code).toBe('listing_taken');
  });

  it('tells its token nobody but who reserved it', async () => {
    const listing = await open();
    const { token } = await reserve(listing);
    const order = await buy(listing, { reservation_token: token });
    const shown = [await eventsOf(sandbox), await read(listing), order];
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(sandbox.bytesOnDisk().includes(token)).toBe(false);
  });
});

describe('a listing that becomes free', () => {
  const waiting = async (listing: Listing) => {
    const order = await general(listing, { hold_until: after(START, { hours: 2 }) });
    expect(order.status).toBe('pending');
    return () => sandbox.ask('getOrder', { path: { order_id: order.id } });
  };

  it('goes to an order that waits, exactly when the reservation lapses', async () => {
    const listing = await open();
    await reserve(listing);
    const order = await waiting(listing);
    await advanceTo(sandbox, after(minutes(15), { seconds: -1 }));
    expect([(await order()).status, (await read(listing)).status]).toEqual(['pending', 'reserved']);
    await advanceTo(sandbox, after(minutes(15), { seconds: 1 }));
    expect(await order()).toMatchObject({ status: 'forward', updated_at: minutes(15) });
    expect(await read(listing)).toMatchObject({ status: 'matched', closed_at: minutes(15) });
  });

  it('goes to an order that waits when it is released', async () => {
    const listing = await open();
    await reserve(listing);
    const order = await waiting(listing);
    expect((await release(listing)).status).toBe(204);
    expect((await order()).status).toBe('forward');
    await drain(sandbox);
    expect(problemOf(await release(listing)).code).toBe('illegal_transition');
  });

  it.each([
    ['names it', (listing: Listing) => buy(listing)],
    ['accepts its grade', (listing: Listing) => general(listing)],
  ])('goes to an order that %s even before the server has acted on the time', async (_, order) => {
    const listing = await open();
    await reserve(listing);
    await sandbox.skipTo(minutes(15));
    expect((await order(listing)).status).toBe('forward');
  });

  it('can be reserved again, and gone with its return, whatever was reserved', async () => {
    const returned = await list(sandbox);
    const listing = await listingOf(sandbox, returned);
    await reserve(listing);
    await sandbox.skipTo(minutes(15));
    const { token } = await reserve(listing);
    await sandbox.ask('cancelReturn', { path: { return_id: returned.id }, body: {} });
    expect(await read(listing)).toMatchObject({ status: 'withdrawn', closed_reason: 'return_cancelled' });
    const late = await buy(listing, { reservation_token: token });
    expect(late.fulfilment.reason_code).toBe('listing_closed');
  });
});

describe('a buyer', () => {
  it('may reserve ten times an hour', async () => {
    const listing = await open();
    const try_ = (buyer_ref: string) =>
      sandbox.call('reserveListing', {
        path: { listing_id: listing.id },
        body: { minutes: 1, buyer_ref },
      });
    for (let made = 0; made < 10; made += 1) {
      expect((await try_('C-1')).status).toBe(201);
      await release(listing);
    }
    const refused = await try_('C-1');
    expect([refused.status, problemOf(refused).code]).toEqual([429, 'rate_limited']);
    expect((await read(listing)).status).toBe('active');
    expect((await try_('C-2')).status).toBe(201);
    await advanceTo(sandbox, after(START, { hours: 1 }));
    expect((await try_('C-1')).status).toBe(201);
  });
});
