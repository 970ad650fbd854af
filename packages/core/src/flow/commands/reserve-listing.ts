import { addMinutes, earliest } from '../../time.ts';
import { freeListing } from '../listing.ts';
import { meetOverdue } from '../overdue.ts';
import { edit, see, type Work } from '../work.ts';

/**
 * Keeps a listing for one checkout, for `minutes`, at the latest until it closes. Refused: `illegal_transition` unless it
 * is active.
 */
export function reserveListing(work: Work, listingId: string, minutes: number): void {
  meetOverdue(work, see(work, 'listing', listingId).return_id);
  const listing = edit(work, 'listing', listingId);
  listing.reserved_until = earliest(addMinutes(work.context.effective_at, minutes), listing.closes_at);
  work.fire('listing', listingId, 'reserve');
}

/** The checkout gives a listing up before its time. Refused: `illegal_transition` unless it is reserved. */
export function releaseReservation(work: Work, listingId: string): void {
  meetOverdue(work, see(work, 'listing', listingId).return_id);
  freeListing(work, listingId, 'release');
}
