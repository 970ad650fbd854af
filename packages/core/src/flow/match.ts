import type { ChosenPair } from '@open-return-forwarding/protocol';
import { addDays, addHours } from '../time.ts';
import { begin, schedule } from './deadlines.ts';
import { announce, create, edit, policyFor, see, type Work } from './work.ts';

/** Joins a listing and an order in a forward, and asks the carrier for a label. */
export function match(work: Work, { listing_id, order_id }: ChosenPair, decisionId: string): void {
  const listing = see(work, 'listing', listing_id);
  const source = edit(work, 'return', listing.return_id);
  const order = edit(work, 'order', order_id);
  const { shipping } = policyFor(work, listing);
  const now = work.context.effective_at;
  const id = work.context.newId('fwd');
  const shipBy = addDays(now, shipping.ship_by_days);
  source.forward_id = id;
  source.refund.forward_id = id;
  order.forward_id = id;
  order.price_due = order.offered_price ?? order.full_price;
  create(work, 'forward', {
    id,
    return_id: source.id,
    listing_id,
    order_id,
    generation: source.generation,
    status: 'label_pending',
    custodian: 'sender',
    ship_by: shipBy,
    hand_in_closes_at: addHours(shipBy, shipping.scan_grace_hours),
    tracking: { status: 'pending' },
    refund: source.refund,
    decision_id: decisionId,
    policy_version: listing.policy_version,
    created_at: now,
    updated_at: now,
  });
  work.fire('listing', listing_id, 'match');
  work.fire('order', order_id, 'match');
  work.fire('return', source.id, 'match');
  announce(work, 'forward.matched', { kind: 'forward', id });
  begin(work, 'forward', id);
  schedule(work, 'label_request', { lifecycle: 'forward', id });
}
