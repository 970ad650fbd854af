import { see, type Work } from '../work.ts';

/** The operator takes a listing back; its return goes to the warehouse. */
export function withdrawListing(work: Work, listingId: string): void {
  work.fire('listing', listingId, 'withdraw');
  work.fire('return', see(work, 'listing', listingId).return_id, 'withdraw_listing');
}
