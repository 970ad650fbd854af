import { meetOverdue } from '../overdue.ts';
import { see, type Work } from '../work.ts';

/** The operator takes a listing back; its return goes to the warehouse. */
export function withdrawListing(work: Work, listingId: string): void {
  const { return_id } = see(work, 'listing', listingId);
  meetOverdue(work, return_id);
  work.fire('listing', listingId, 'withdraw');
  work.fire('return', return_id, 'withdraw_listing');
}
