import { windowEnd } from '../../assessment/window.ts';
import { openListing } from '../listing.ts';
import { isRoutedByRecall } from '../recalled.ts';
import { policyFor, see, type Work } from '../work.ts';

/** Effects of a return on its listing. */
export const listingEffects = {
  open_listing(work: Work, returnId: string): void {
    const source = see(work, 'return', returnId);
    const { category } = source.product;
    const subject = { category, withdrawal: source.withdrawal };
    const closesAt = windowEnd(policyFor(work, source), subject, work.context.effective_at);
    openListing(work, returnId, { closesAt });
  },

  close_listing(work: Work, returnId: string): void {
    const { listing_id } = see(work, 'return', returnId);
    if (listing_id === undefined) return;
    const { status } = see(work, 'listing', listing_id);
    if (status !== 'active' && status !== 'reserved') return;
    work.fire('listing', listing_id, isRoutedByRecall(work, returnId) ? 'recalled' : 'return_cancelled');
  },

  /** The new listing has what was left of the window and of its prices, and closes when the first one would have. */
  relist(work: Work, returnId: string): void {
    const { listing_id } = see(work, 'return', returnId);
    const before = see(work, 'listing', listing_id);
    openListing(work, returnId, { closesAt: before.closes_at, before });
  },
};
