import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mark, orderFor, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { after, eventsOf, list, listingOf, reset } from '../support/shop.ts';

const { demand } = defaultPolicySettings.matching;
const busy = { ...demand, default: { general_per_day: 50, naming_per_day: 0 }, by_category: {} };
/** A listing waits for a better order as long as it can, and takes any at the end of its window. */
const patient = policyWith({ matching: { patience: 'threshold', demand: busy } });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox, patient));

/** A listing, and an order of its article whose time to wait is over a minute before now, while no timer has run. */
async function overdueOrder(hold_until: string) {
  const sku = `COAT-${mark()}`;
  const { id: order_id } = await sandbox.ask('createOrder', { body: orderFor(sku, { hold_until }) });
  const source = await list(sandbox, { product: { sku, category: 'coats', fit: 'high' } });
  const listing = await listingOf(sandbox, source);
  expect((await sandbox.ask('getOrder', { path: { order_id } })).status).toBe('pending');
  const before = (await eventsOf(sandbox)).length;
  await sandbox.skipTo(after(hold_until, { seconds: 60 }));
  return { order_id, listing, before };
}

const close = (order_id: string, outcome: 'fulfilled' | 'refunded') =>
  sandbox.ask('closeOrder', { path: { order_id }, body: { outcome } });
const cancel = (order_id: string) => sandbox.ask('cancelOrder', { path: { order_id }, body: {} });
const told = async (before: number) =>
  (await eventsOf(sandbox))
    .slice(before)
    .map(({ type, occurred_at, effective_at = occurred_at }) => `${type} ${effective_at}`);

/** While much of the window is left a better buyer is likely; right before its end, none is. */
const early = after(START, { hours: 12 });
const late = after(START, { days: 3, seconds: -120 });

describe('a command about an order whose time to wait is over, while no timer has run', () => {
  it('closes it as fulfilled: the warehouse had it from the end of its hold on', async () => {
    const { order_id, before } = await overdueOrder(early);
    expect(await close(order_id, 'fulfilled')).toMatchObject({
      status: 'fulfilled',
      fulfilment: { source: 'warehouse', reason_code: 'below_waiting_threshold' },
    });
    expect(await told(before)).toEqual([
      `order.released_to_warehouse ${early}`,
      `order.fulfilled ${after(early, { seconds: 60 })}`,
    ]);
  });

  it('cancels what the warehouse had to serve', async () => {
    const { order_id, before } = await overdueOrder(early);
    expect(await cancel(order_id)).toMatchObject({ status: 'cancelled' });
    expect(await told(before)).toEqual([
      `order.released_to_warehouse ${early}`,
      `order.cancelled ${after(early, { seconds: 60 })}`,
    ]);
  });

  it('cancels what a forward had to serve: the item that it was matched with is listed once more', async () => {
    const { order_id, listing, before } = await overdueOrder(late);
    expect(await cancel(order_id)).toMatchObject({ status: 'cancelled' });
    const now = after(late, { seconds: 60 });
    expect(await told(before)).toEqual([
      ...['listing.closed', 'order.forward_matched', 'return.matched', 'forward.matched'].map(
        (type) => `${type} ${late}`,
      ),
      ...['order.cancelled', 'forward.reverted', 'return.listed', 'listing.opened'].map(
        (type) => `${type} ${now}`,
      ),
    ]);
    const { status } = await sandbox.ask('getReturn', { path: { return_id: listing.return_id } });
    expect(status).toBe('listed');
  });

  it('leaves one alone whose time is not over', async () => {
    const { order_id } = await overdueOrder(early);
    const other = await sandbox.ask('createOrder', {
      body: orderFor(`COAT-${mark()}`, { hold_until: after(early, { hours: 1 }) }),
    });
    await expect(close(other.id, 'fulfilled')).rejects.toThrow();
    expect(await cancel(other.id)).toMatchObject({ status: 'cancelled' });
    expect(await cancel(order_id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('until when an order is decided', () => {
  it.each([
    { what: 'waits', changes: {}, holds: true },
    { what: 'accepts no forwarded item', changes: { accepts: [] }, holds: false },
  ])('regards `hold_until` only where it $what: $holds', async ({ changes, holds }) => {
    const hold_until = after(START, { hours: 12 });
    const body = orderFor(`COAT-${mark()}`, { hold_until, ...changes });
    const order = await sandbox.ask('createOrder', { body });
    expect(order.decide_by === hold_until).toBe(holds);
  });
});
