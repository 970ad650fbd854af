import type { GuardName, Instant, Label } from '@open-return-forwarding/protocol';
import { hasPassed } from '../time.ts';
import { see, type Work } from './work.ts';

/** The conditions that the table of life cycles names, each for the document that the transition is about. */
export const guards: Record<GuardName, (work: Work, id: string) => boolean> = {
  window_left: (work, returnId) => {
    const listing = see(work, 'listing', see(work, 'return', returnId).listing_id);
    return !hasPassed(listing.closes_at, work.context.effective_at);
  },
  hand_in_credible: (work, forwardId) => {
    const { label, return_id } = see(work, 'forward', forwardId);
    return wasAccepted(label, work.context.occurred_at) && !isElsewhere(work, return_id, forwardId);
  },
  verdict_accepts: (work, forwardId) => see(work, 'forward', forwardId).rating?.verdict !== 'negative',
  voluntary_basis: (work, returnId) => see(work, 'return', returnId).withdrawal.basis === 'voluntary',
};

/** Whether the carrier still took parcels on a label at the moment of a scan, whenever the scan became known. */
function wasAccepted(label: Label | undefined, scannedAt: Instant): boolean {
  if (label === undefined) return false;
  switch (label.status) {
    case 'valid':
    case 'void_requested':
      return true;
    case 'void':
      return label.voided_at !== undefined && !hasPassed(label.voided_at, scannedAt);
    case 'expired':
      return !hasPassed(label.expires_at, scannedAt);
    default:
      return label.status satisfies never;
  }
}

/** Whether the item has reached the retailer, or has been handed in on another label since. */
function isElsewhere(work: Work, returnId: string, forwardId: string): boolean {
  const { disposition, forward_id } = see(work, 'return', returnId);
  if (disposition !== undefined) return true;
  return (
    forward_id !== undefined &&
    forward_id !== forwardId &&
    see(work, 'forward', forward_id).tracking.handed_in_at !== undefined
  );
}
