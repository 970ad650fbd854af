import type { Order, Return, RouteReasonCode } from '@open-return-forwarding/protocol';
import type { OwedNotification } from '../notification-ports.ts';
import type { StoredEvent } from '../stored.ts';

export type Party = 'sender' | 'buyer';

interface Step {
  readonly party: Party;
  /** The events that call for it. */
  readonly on: readonly string[];
  /** Owed once for the subject, however often the event comes: a refund is asked for again until it is confirmed. */
  readonly once?: 'subject';
  /** Whether that event calls for it; without it, every one does. */
  readonly when?: (event: StoredEvent) => boolean;
  readonly description: string;
}

/** Every message there is. */
export const steps = {
  offer: { party: 'sender', on: ['return.offered'], description: 'forwarding can be chosen, and until when' },
  listed: { party: 'sender', on: ['return.listed'], description: 'the item is on offer to other shoppers' },
  label: {
    party: 'sender',
    on: ['forward.label_issued'],
    description: 'there is a buyer and a label; hand in by …',
  },
  reminder: {
    party: 'sender',
    on: ['forward.ship_by_reminder'],
    description: 'the parcel has not been handed in yet',
  },
  handed_in: {
    party: 'sender',
    on: ['forward.handed_in', 'forward.late'],
    description: 'the parcel is on its way',
  },
  warehouse: {
    party: 'sender',
    on: ['return.routed_to_warehouse'],
    when: ({ data }) => isNews((data as Return).route.reason_code),
    description: 'please use the warehouse return, and why',
  },
  refund_requested: {
    party: 'sender',
    on: ['refund.requested'],
    once: 'subject',
    description: 'the refund has been released',
  },
  refund_posted: { party: 'sender', on: ['refund.posted'], description: 'the refund was carried out' },
  refund_held: { party: 'sender', on: ['refund.held'], description: 'the refund is under review until …' },
  refund_denied: { party: 'sender', on: ['refund.denied'], description: 'nothing is paid after a review' },
  lost: {
    party: 'sender',
    on: ['return.lost'],
    description: 'the parcel was lost; the sender bears no loss',
  },
  shipped: {
    party: 'buyer',
    on: ['forward.handed_in', 'forward.late'],
    description: 'the item is on its way; tracking number',
  },
  rating: {
    party: 'buyer',
    on: ['forward.delivered'],
    description: 'the item has arrived; link to rate it (needs ORF_RATING_URL)',
  },
  from_stock: {
    party: 'buyer',
    on: ['order.released_to_warehouse'],
    when: ({ data }) => isReverted(data as Order),
    description: 'a new unit comes from the warehouse after all',
  },
  not_delivered: {
    party: 'buyer',
    on: ['forward.lost', 'forward.undeliverable'],
    description: 'the parcel did not arrive; a new unit, or the money back',
  },
} as const satisfies Readonly<Record<string, Step>>;

export type StepName = keyof typeof steps;
export const stepNames = Object.keys(steps) as readonly StepName[];

/** The messages that an event calls for; whether they are still true is looked at when they are sent. */
export function owedFor(event: StoredEvent): OwedNotification[] {
  return stepNames
    .filter((name) => calls(steps[name], event))
    .map((step) => ({ id: `${step}.${subjectOf(steps[step], event)}`, step, event_id: event.id }));
}

function calls({ on, when }: Step, event: StoredEvent): boolean {
  return on.includes(event.type) && (when === undefined || when(event));
}

function subjectOf({ once }: Step, event: StoredEvent): string {
  return once === 'subject' ? event.subject.id : event.id;
}

/** Whoever has just been told by the portal, or said so himself, needs no message. */
function isNews(reason: RouteReasonCode | undefined): boolean {
  switch (reason) {
    case 'offer_expired':
    case 'window_expired':
    case 'not_worth_waiting':
    case 'withdrawn':
    case 'not_handed_in':
    case 'label_failed':
    case 'recalled':
    case 'order_cancelled':
      return true;
    default:
      return false;
  }
}

/** An order that had a parcel coming; one that was lost on its way has a message of its own. */
function isReverted({ forward_id, fulfilment }: Order): boolean {
  return (
    forward_id !== undefined &&
    fulfilment.reason_code !== 'lost' &&
    fulfilment.reason_code !== 'undeliverable'
  );
}
