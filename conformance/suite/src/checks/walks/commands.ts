import type { CallOptions, Trial } from '../../run/trial.ts';
import { acceptingOrder, eligibleReturn } from '../../stage/messages.ts';
import { VOIDS_LATER } from '../../stage/parcels.ts';
import type { Kind, Known } from './world.ts';

/** One thing that a walk can do. */
export interface Command {
  readonly operation: string;
  /** What it is done to; without it, something new is made or the clock is moved. */
  readonly subject?: Kind;
  /** The row that the table needs for it, as `on` names it; without it, the table has no say whether it is taken. */
  readonly fires?: string;
  /** How often it is drawn where it is as good as any other. */
  readonly weight: number;
  /** No more than so many objects are made. */
  readonly most?: { readonly kind: Kind; readonly count: number };
  options(trial: Trial, subject: Known | undefined): CallOptions;
}

function onReturn(operation: string, body: object): Pick<Command, 'operation' | 'subject' | 'options'> {
  return {
    operation,
    subject: 'return',
    options: (_, subject) => ({ path: { return_id: subject?.id ?? '' }, body }),
  };
}

function onOrder(operation: string, body: object): Pick<Command, 'operation' | 'subject' | 'options'> {
  return {
    operation,
    subject: 'order',
    options: (_, subject) => ({ path: { order_id: subject?.id ?? '' }, body }),
  };
}

function onForward(operation: string, body: object): Pick<Command, 'operation' | 'subject' | 'options'> {
  return {
    operation,
    subject: 'forward',
    options: (_, subject) => ({ path: { forward_id: subject?.id ?? '' }, body }),
  };
}

function onRefund(body: object): Pick<Command, 'operation' | 'subject' | 'options'> {
  return {
    operation: 'confirmRefund',
    subject: 'refund',
    options: (_, subject) => ({ path: { refund_id: subject?.id ?? '' }, body }),
  };
}

/** The review of a held refund is spoken of by its forward. */
function onHold(body: object): Pick<Command, 'operation' | 'subject' | 'options'> {
  return {
    operation: 'resolveHold',
    subject: 'refund',
    options: (_, subject) => ({ path: { forward_id: subject?.forward_id ?? '' }, body }),
  };
}

function scan(event: string, weight: number): Command {
  return {
    operation: 'simulateCarrierEvent',
    subject: 'forward',
    weight,
    options: (_, subject) => ({ body: { forward_id: subject?.id ?? '', event } }),
  };
}

function clock(hours: number, weight: number): Command {
  return {
    operation: 'advanceClock',
    weight,
    options: () => ({ body: { seconds: hours * 3600 } }),
  };
}

/** What a walk can do, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'start a return': {
    operation: 'createReturn',
    weight: 6,
    most: { kind: 'return', count: 2 },
    options: (trial) => ({ body: eligibleReturn(trial) }),
  },
  'start a return whose label is voided late': {
    operation: 'createReturn',
    weight: 3,
    most: { kind: 'return', count: 2 },
    options: (trial) => ({ body: eligibleReturn(trial, VOIDS_LATER) }),
  },
  'place an order': {
    operation: 'createOrder',
    weight: 3,
    most: { kind: 'order', count: 4 },
    options: (trial) => ({ body: acceptingOrder(trial) }),
  },
  'choose to forward': {
    ...onReturn('chooseRoute', { route: 'forward' }),
    fires: 'choose_forward',
    weight: 6,
  },
  'choose the warehouse': {
    ...onReturn('chooseRoute', { route: 'warehouse' }),
    fires: 'choose_warehouse',
    weight: 0.3,
  },
  'cancel the return': { ...onReturn('cancelReturn', {}), fires: 'cancel', weight: 0.3 },
  'withdraw the listing': {
    operation: 'withdrawListing',
    subject: 'listing',
    fires: 'withdraw',
    weight: 0.3,
    options: (_, subject) => ({ path: { listing_id: subject?.id ?? '' }, body: {} }),
  },
  'cancel the order': { ...onOrder('cancelOrder', {}), fires: 'cancel', weight: 0.3 },
  'close the order as fulfilled': {
    ...onOrder('closeOrder', { outcome: 'fulfilled' }),
    fires: 'close_fulfilled',
    weight: 0.3,
  },
  'close the order as refunded': {
    ...onOrder('closeOrder', { outcome: 'refunded' }),
    fires: 'close_refunded',
    weight: 0.3,
  },
  'report it lost': { ...onForward('reportLost', {}), fires: 'report_lost', weight: 0.5 },
  'accept the item': { ...onForward('rateForward', { verdict: 'positive' }), fires: 'rate', weight: 2 },
  'reject the item': { ...onForward('rateForward', { verdict: 'negative' }), fires: 'rate', weight: 2 },
  'release the hold': { ...onHold({ outcome: 'release' }), fires: 'release', weight: 2 },
  'deny the refund': { ...onHold({ outcome: 'deny' }), fires: 'deny', weight: 1 },
  'confirm the payment': {
    ...onRefund({ outcome: 'posted', external_ref: 'PAID-1' }),
    fires: 'confirm_posted',
    weight: 2,
  },
  'say that paying failed': { ...onRefund({ outcome: 'failed' }), fires: 'confirm_failed', weight: 1 },
  'scan: picked up': scan('picked_up', 4),
  'scan: in transit': scan('in_transit', 2),
  'scan: delivered': scan('delivered', 3),
  'scan: back to the sender': scan('return_to_sender', 0.5),
  'six hours pass': clock(6, 1),
  'a day passes': clock(24, 0.7),
  'eight days pass': clock(8 * 24, 0.3),
};
