import type { Decision, Listing, Order } from '@open-return-forwarding/protocol';
import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mark, orderFor, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, drain, list, listingOf, reset } from '../support/shop.ts';

const { demand, economics } = defaultPolicySettings.matching;
const busy = { ...demand, default: { general_per_day: 50, naming_per_day: 0 }, by_category: {} };
/** An order that waits gets a listing only if that has found no better one by the end of its window. */
const patient = policyWith({ matching: { patience: 'threshold', demand: busy } });
/** The warehouse route costs nothing, so that no forward is worth making. */
const free = { ...economics, return_leg: 0, handling: 0, outbound: 0, recovery_bp: 10_000 };
const never = policyWith({
  matching: { patience: 'threshold', demand: busy, economics: { ...free, depreciation_bp_per_day: 0 } },
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox, patient));

/** A listing and an order that waits longer than it. */
async function waitingPair() {
  const sku = `COAT-${mark()}`;
  const body = orderFor(sku, { hold_until: after(START, { days: 5 }) });
  const { id } = await sandbox.ask('createOrder', { body });
  const listing = await listingOf(
    sandbox,
    await list(sandbox, { product: { sku, category: 'coats', fit: 'high' } }),
  );
  const readOrder = () => sandbox.ask('getOrder', { path: { order_id: id } });
  expect((await readOrder()).status).toBe('pending');
  return { listing, readOrder };
}

const change = () => sandbox.ask('updatePolicy', { body: never }, { headers: { 'If-Match': '"1"' } });
const decisionOf = ({ decision_id = '' }: Order): Promise<Decision> =>
  sandbox.ask('getDecision', { path: { decision_id } });

describe('a window that ends while the server lags behind', () => {
  const isDecidedThen = async (order: Order, { closes_at }: Listing) =>
    expect(await decisionOf(order)).toMatchObject({
      kind: 'window_closing',
      chosen: { order_id: order.id },
      policy_version: 1,
      decided_at: closes_at,
    });

  it('is decided by the policy that was in force when it ended', async () => {
    const { listing, readOrder } = await waitingPair();
    await sandbox.skipTo(after(listing.closes_at, { hours: 2 }));
    await change();
    await drain(sandbox);
    const order = await readOrder();
    expect(order).toMatchObject({ status: 'forward', fulfilment: { reason_code: 'matched' } });
    await isDecidedThen(order, listing);
  });

  it('is so too where a command comes before the timer: the consumer keeps an item that was matched', async () => {
    const { listing, readOrder } = await waitingPair();
    await sandbox.skipTo(after(listing.closes_at, { hours: 2 }));
    await change();
    const { return_id } = listing;
    await sandbox.ask('cancelReturn', { path: { return_id }, body: {} });
    const order = await readOrder();
    expect(order).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'return_cancelled' } });
    await isDecidedThen(order, listing);
  });

  it('is decided by a policy that came into force before it', async () => {
    const { listing, readOrder } = await waitingPair();
    await advanceTo(sandbox, after(listing.closes_at, { hours: -2 }));
    await change();
    await sandbox.skipTo(after(listing.closes_at, { hours: 2 }));
    await drain(sandbox);
    const order = await readOrder();
    expect(order.status).toBe('pending');
    expect(await decisionOf(order)).toMatchObject({ kind: 'window_closing', policy_version: 2 });
  });
});
