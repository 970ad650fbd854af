import type { DeadlineName, Lifecycle } from '@open-return-forwarding/protocol';
import { releaseByDeadline } from '../hold.ts';
import { closeWindow, freeListing } from '../listing.ts';
import { rateBySilence } from '../rating.ts';
import type { Work } from '../work.ts';
import { endHold } from './place-order.ts';

/** Deadlines on which something is asked of a carrier: they are worked off outside the rules. */
export type CarrierDeadline = 'label_request' | 'label_void';
export type RuleDeadline = Exclude<DeadlineName, CarrierDeadline>;

interface Meaning {
  readonly lifecycle: Lifecycle;
  readonly meet: (work: Work, id: string) => void;
}

/** What each deadline is about, and what it does. */
const meanings = {
  assessment: { lifecycle: 'return', meet: (work, id) => work.fire('return', id, 'assessment') },
  offer_expiry: { lifecycle: 'return', meet: (work, id) => work.fire('return', id, 'offer_expiry') },
  window: { lifecycle: 'listing', meet: closeWindow },
  order_decision: { lifecycle: 'order', meet: endHold },
  reservation: { lifecycle: 'listing', meet: (work, id) => freeListing(work, id, 'reservation') },
  label_call: { lifecycle: 'forward', meet: (work, id) => work.fire('forward', id, 'label_call') },
  ship_by_reminder: {
    lifecycle: 'forward',
    meet: (work, id) => work.fire('forward', id, 'ship_by_reminder'),
  },
  hand_in: { lifecycle: 'forward', meet: (work, id) => work.fire('forward', id, 'hand_in') },
  label_expiry: { lifecycle: 'forward', meet: (work, id) => work.fire('forward', id, 'label_expiry') },
  lost: { lifecycle: 'forward', meet: (work, id) => work.fire('forward', id, 'lost') },
  rating_window: { lifecycle: 'forward', meet: rateBySilence },
  hold_review: { lifecycle: 'refund', meet: (work, id) => releaseByDeadline(work, id, 'review_deadline') },
  statutory_refund: {
    lifecycle: 'refund',
    meet: (work, id) => releaseByDeadline(work, id, 'statutory_floor'),
  },
  refund_reminder: { lifecycle: 'refund', meet: (work, id) => work.fire('refund', id, 'refund_reminder') },
} as const satisfies Record<RuleDeadline, Meaning>;

/**
 * Does what a deadline that has passed brings about, as of the moment at which it fell due. The caller has made sure,
 * in the same transaction, that the deadline is still set.
 */
export function meetDeadline(work: Work, name: RuleDeadline, id: string): void {
  meanings[name].meet(work, id);
}

/** The life cycle that a deadline belongs to; a refund goes by the id of its return. */
export function lifecycleOf<Name extends RuleDeadline>(name: Name): (typeof meanings)[Name]['lifecycle'] {
  return meanings[name].lifecycle;
}
