import { meetDeadline, type RuleDeadline, see } from '@open-return-forwarding/core';
import type { DeadlineName } from '@open-return-forwarding/protocol';
import { type Case, startCase } from '../casework/case.ts';
import { ERASURE_DEADLINE } from '../casework/erasure-waits.ts';
import { loadForListing, loadForward, loadListing, loadReturn } from '../casework/load.ts';
import { loadOrderAndListings } from '../casework/order-decision.ts';
import { ADDRESS_DEADLINE, EVIDENCE_DEADLINE } from '../casework/retention.ts';
import { saveCase } from '../casework/save.ts';
import type { Unit } from '../ports.ts';
import type { Lease } from '../stored.ts';
import { SECRET_DEADLINE } from '../webhook-schedule.ts';
import type { Desk } from './desk.ts';
import { endRetention, goOnErasing } from './erasures.ts';
import { requestLabel, voidLabel } from './labels.ts';
import { dropOldSecret } from './webhook-secrets.ts';

/** Deadlines that the standard does not know. */
type ServersOwn =
  | typeof SECRET_DEADLINE
  | typeof ERASURE_DEADLINE
  | typeof EVIDENCE_DEADLINE
  | typeof ADDRESS_DEADLINE;

/** Meets one deadline: by the rules, as of the moment it fell due, or by asking a carrier. */
export async function meet(desk: Desk, lease: Lease): Promise<void> {
  const name = lease.name as DeadlineName | ServersOwn;
  switch (name) {
    case SECRET_DEADLINE:
      return dropOldSecret(desk, lease);
    case ERASURE_DEADLINE:
      return goOnErasing(desk, lease);
    case EVIDENCE_DEADLINE:
    case ADDRESS_DEADLINE:
      return endRetention(desk, lease);
    case 'label_request':
      return requestLabel(desk, lease);
    case 'label_void':
      return voidLabel(desk, lease);
    default:
      return meetByRule(desk, lease, name);
  }
}

function meetByRule({ store, services }: Desk, lease: Lease, name: RuleDeadline): Promise<void> {
  return store.command(lease.retailer_id, async (unit: Unit) => {
    if (!(await unit.deadlines.take(lease.name, lease.subject.id, lease.fence))) return;
    const theCase = await startCase(services, unit, { effective_at: lease.due_at });
    await loadFor[name](theCase, lease.subject.id);
    meetDeadline(theCase.work, name, lease.subject.id);
    await saveCase(theCase);
  });
}

type Load = (theCase: Case, id: string) => Promise<void>;

/** What has to be on the table for each deadline. */
const loadFor: Record<RuleDeadline, Load> = {
  assessment: loadReturn,
  offer_expiry: loadReturn,
  window: loadListingAndOrders,
  order_decision: loadOrderAndListings,
  reservation: loadListingAndOrders,
  label_call: loadForward,
  ship_by_reminder: loadForward,
  hand_in: loadForward,
  label_expiry: loadForward,
  lost: loadForward,
  rating_window: loadForward,
  hold_review: loadReturn,
  statutory_refund: loadReturn,
  refund_reminder: loadReturn,
};

async function loadListingAndOrders(theCase: Case, listingId: string): Promise<void> {
  await loadListing(theCase, listingId);
  await loadForListing(theCase, see(theCase.work, 'listing', listingId).return_id);
}
