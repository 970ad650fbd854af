import type {
  CreateOrder,
  CreateReturn,
  Event,
  Forward,
  Listing,
  Order,
  PolicySettings,
  RateForward,
  ResolveHold,
  Return,
  Settlement,
  TrackingStatus,
} from '@open-return-forwarding/protocol';
import { aReturn, orderNaming } from './requests.ts';
import { type Caller, START } from './sandbox.ts';

/** The records of one forward. */
export interface Deal {
  readonly return_id: string;
  readonly listing_id: string;
  readonly order_id: string;
  readonly forward_id: string;
}

/** Starts afresh at a known moment. */
export async function reset(caller: Caller, policy?: PolicySettings, now = START): Promise<void> {
  await caller.ask('resetSandbox', { body: { now, ...(policy && { policy }) } });
}

export async function advanceTo(caller: Caller, to: string): Promise<void> {
  const { drained } = await caller.ask('advanceClock', { body: { to } });
  if (!drained) throw new Error(`something due by ${to} could not be done`);
}

export async function now(caller: Caller): Promise<string> {
  return (await caller.ask('getClock')).now;
}

/** Does what is due now: labels are asked for and voided in the background. */
export async function drain(caller: Caller): Promise<void> {
  await caller.ask('advanceClock', { body: { seconds: 0 } });
}

/** An instant some time after another one. */
export function after(instant: string, { days = 0, hours = 0, seconds = 0 }): string {
  return new Date(Date.parse(instant) + ((days * 24 + hours) * 3600 + seconds) * 1000).toISOString();
}

export async function offer(caller: Caller, changes: Partial<CreateReturn> = {}): Promise<Return> {
  return caller.ask('createReturn', { body: aReturn(changes) });
}

export async function list(caller: Caller, changes: Partial<CreateReturn> = {}): Promise<Return> {
  const { id } = await offer(caller, changes);
  return caller.ask('chooseRoute', { path: { return_id: id }, body: { route: 'forward' } });
}

export async function listingOf(caller: Caller, { listing_id = '' }: Return): Promise<Listing> {
  return caller.ask('getListing', { path: { listing_id } });
}

/** A return that is matched with an order, its label issued. */
export async function match(
  caller: Caller,
  { returned, ordered }: { returned?: Partial<CreateReturn>; ordered?: Partial<CreateOrder> } = {},
): Promise<Deal> {
  const listed = await list(caller, returned);
  const listing = await listingOf(caller, listed);
  const order = await caller.ask('createOrder', { body: orderNaming(listing, ordered) });
  if (order.forward_id === undefined) throw new Error(`not matched: ${JSON.stringify(order.fulfilment)}`);
  await drain(caller);
  return { return_id: listed.id, listing_id: listing.id, order_id: order.id, forward_id: order.forward_id };
}

/** Reports a scan; without a moment it happens now. */
export async function scan(
  caller: Caller,
  { forward_id }: Pick<Deal, 'forward_id'>,
  status: TrackingStatus,
  occurredAt?: string,
): Promise<'applied' | 'recorded'> {
  const occurred_at = occurredAt ?? (await now(caller));
  const event = await caller.ask('reportTrackingEvent', {
    path: { forward_id },
    body: { status, occurred_at },
  });
  return event.effect;
}

/** Hands a matched parcel in now and has it delivered a day later. */
export async function deliver(caller: Caller, deal: Deal): Promise<void> {
  await scan(caller, deal, 'picked_up');
  await advanceTo(caller, after(await now(caller), { days: 1 }));
  await scan(caller, deal, 'delivered');
}

export async function rate(caller: Caller, { forward_id }: Deal, body: RateForward): Promise<void> {
  await caller.ask('rateForward', { path: { forward_id }, body });
}

export async function resolve(caller: Caller, { forward_id }: Deal, body: ResolveHold): Promise<Forward> {
  return caller.ask('resolveHold', { path: { forward_id }, body });
}

/** The retailer's refund system reports that it paid. */
export async function pay(caller: Caller, { return_id }: Pick<Deal, 'return_id'>): Promise<void> {
  const { refund } = await caller.ask('getReturn', { path: { return_id } });
  const body = { outcome: 'posted', external_ref: `PSP-${refund.id}` } as const;
  await caller.ask('confirmRefund', { path: { refund_id: refund.id }, body });
}

/** Everything that a deal is about, as it stands. */
export interface Snapshot {
  readonly return: Return;
  readonly listing: Listing;
  readonly order: Order;
  readonly forward: Forward;
  readonly settlement: Settlement | undefined;
}

export async function look(caller: Caller, deal: Deal): Promise<Snapshot> {
  const { return_id, listing_id, order_id, forward_id } = deal;
  const forward = await caller.ask('getForward', { path: { forward_id } });
  const { settlement_id } = forward;
  return {
    return: await caller.ask('getReturn', { path: { return_id } }),
    listing: await caller.ask('getListing', { path: { listing_id } }),
    order: await caller.ask('getOrder', { path: { order_id } }),
    forward,
    settlement:
      settlement_id === undefined
        ? undefined
        : await caller.ask('getSettlement', { path: { settlement_id } }),
  };
}

/** Every event of the retailer, in the order in which they were recorded. */
export async function eventsOf(caller: Caller): Promise<Event[]> {
  const found: Event[] = [];
  let cursor: string | undefined;
  do {
    const page = await caller.ask('listEvents', { query: { limit: 200, ...(cursor && { cursor }) } });
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** The types of the events since some number of them, in order. */
export async function eventTypes(caller: Caller, since = 0): Promise<string[]> {
  return (await eventsOf(caller)).slice(since).map(({ type }) => type);
}
