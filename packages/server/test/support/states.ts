import type { Lifecycle } from '@open-return-forwarding/protocol';
import { mark, orderFor, policyWith } from './requests.ts';
import { type Caller, START } from './sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  deliver,
  list,
  look,
  match,
  offer,
  pay,
  rate,
  reset,
  scan,
} from './shop.ts';

/** The records of a deal as far as it goes. */
export type Records = Partial<Deal> & { readonly dispute_id?: string };
type Build = (caller: Caller) => Promise<Records>;

const blank = { body: {} } as const;
const early = policyWith({ refund: { trigger: 'handed_in' } });

const offered: Build = async (caller) => ({ return_id: (await offer(caller)).id });
const listed: Build = async (caller) => {
  const { id, listing_id = '' } = await list(caller);
  return { return_id: id, listing_id };
};
const matched = (caller: Caller): Promise<Deal> => match(caller);
const handedIn = async (caller: Caller): Promise<Deal> => {
  const deal = await match(caller);
  await scan(caller, deal, 'picked_up');
  return deal;
};
const delivered = async (caller: Caller): Promise<Deal> => {
  const deal = await match(caller);
  await deliver(caller, deal);
  return deal;
};
const rated = (verdict: 'positive' | 'negative') => async (caller: Caller) => {
  const deal = await delivered(caller);
  await rate(caller, deal, { verdict });
  return deal;
};
const settled: Build = async (caller) => {
  const deal = await rated('positive')(caller);
  await pay(caller, deal);
  return deal;
};
const lost: Build = async (caller) => {
  const deal = await handedIn(caller);
  await caller.ask('reportLost', { path: { forward_id: deal.forward_id }, ...blank });
  return deal;
};
const reverted = async (caller: Caller): Promise<Deal> => {
  const deal = await match(caller);
  await caller.ask('cancelReturn', { path: { return_id: deal.return_id }, ...blank });
  return deal;
};
const withdrawn: Build = async (caller) => {
  const records = await listed(caller);
  await caller.ask('withdrawListing', { path: { listing_id: records.listing_id ?? '' }, ...blank });
  return records;
};
const failed: Build = async (caller) => {
  const deal = await rated('positive')(caller);
  const refund_id = (await look(caller, deal)).return.refund.id;
  await caller.ask('confirmRefund', { path: { refund_id }, body: { outcome: 'failed' } });
  return deal;
};
const denied: Build = async (caller) => {
  const deal = await rated('negative')(caller);
  await caller.ask('resolveHold', { path: { forward_id: deal.forward_id }, body: { outcome: 'deny' } });
  return deal;
};
const order = (hold?: string) => async (caller: Caller) => {
  const body = orderFor(`NONE-${mark()}`, hold === undefined ? {} : { hold_until: hold });
  return { order_id: (await caller.ask('createOrder', { body })).id };
};
const closed = (outcome: 'fulfilled' | 'refunded') => async (caller: Caller) => {
  const records = await order()(caller);
  await caller.ask('closeOrder', { path: records, body: { outcome } });
  return records;
};
const disputed = async (caller: Caller) => {
  await reset(caller, early);
  const deal = await rated('negative')(caller);
  const [dispute] = (await caller.ask('listDisputes')).items;
  return { ...deal, dispute_id: dispute?.id ?? '' };
};

/** A way into every state that a caller can bring about, by the name that its life cycle gives it. */
export const waysInto: { readonly [L in Lifecycle]: Readonly<Record<string, Build>> } = {
  return: {
    offered,
    listed,
    matched,
    in_forward: handedIn,
    completed: settled,
    to_warehouse: withdrawn,
    cancelled: reverted,
    lost,
  },
  listing: {
    active: listed,
    reserved: async (caller) => {
      const records = await listed(caller);
      const path = { listing_id: records.listing_id ?? '' };
      await caller.ask('reserveListing', { path, body: { minutes: 30 } });
      return records;
    },
    matched,
    expired: async (caller) => {
      const records = await listed(caller);
      await advanceTo(caller, after(START, { days: 3 }));
      return records;
    },
    withdrawn,
  },
  order: {
    pending: order(after(START, { days: 1 })),
    forward: matched,
    warehouse: order(),
    cancelled: async (caller) => {
      const records = await order()(caller);
      await caller.ask('cancelOrder', { path: records, ...blank });
      return records;
    },
    fulfilled: closed('fulfilled'),
    refunded: closed('refunded'),
  },
  forward: {
    label_issued: matched,
    handed_in: handedIn,
    in_transit: async (caller) => {
      const deal = await handedIn(caller);
      await scan(caller, deal, 'in_transit');
      return deal;
    },
    delivered,
    rated: rated('positive'),
    settled,
    reverted,
    late: async (caller) => {
      const deal = await reverted(caller);
      await scan(caller, deal, 'picked_up', START);
      return deal;
    },
    lost,
    undeliverable: async (caller) => {
      const deal = await handedIn(caller);
      await scan(caller, deal, 'return_to_sender');
      return deal;
    },
  },
  refund: {
    not_due: delivered,
    requested: rated('positive'),
    posted: settled,
    failed,
    held: rated('negative'),
    denied,
    external: reverted,
  },
  dispute: {
    open: disputed,
    closed: async (caller) => {
      const records = await disputed(caller);
      const path = { dispute_id: records.dispute_id };
      await caller.ask('closeDispute', { path, body: { outcome: 'upheld' } });
      return records;
    },
  },
};

/** States that no caller can look at: this server decides and asks for refunds within the command that leads there. */
export const unseen: { readonly [L in Lifecycle]?: readonly string[] } = {
  return: ['assessing'],
  forward: ['label_pending'],
  refund: ['due'],
};
