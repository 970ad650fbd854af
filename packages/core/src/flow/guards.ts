import type { GuardName } from '@open-return-forwarding/protocol';
import { hasPassed } from '../time.ts';
import { see, type Work } from './work.ts';

/** The conditions that the table of life cycles names, each for the document that the transition is about. */
export const guards: Record<GuardName, (work: Work, id: string) => boolean> = {
  window_left: (work, returnId) => {
    const listing = see(work, 'listing', see(work, 'return', returnId).listing_id);
    return !hasPassed(listing.closes_at, work.context.effective_at);
  },
  label_not_void: (work, forwardId) => {
    const { label } = see(work, 'forward', forwardId);
    return label !== undefined && (label.status === 'valid' || label.status === 'void_requested');
  },
  verdict_accepts: (work, forwardId) => see(work, 'forward', forwardId).rating?.verdict !== 'negative',
  voluntary_basis: (work, returnId) => see(work, 'return', returnId).withdrawal.basis === 'voluntary',
};
