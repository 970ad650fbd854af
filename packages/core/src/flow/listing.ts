import type { Instant, Listing, Return } from '@open-return-forwarding/protocol';
import { labelTexts } from '../explanation/label-text.ts';
import { priceListing } from '../pricing/listing-price.ts';
import { begin } from './deadlines.ts';
import { notWorthWaiting, weighListing } from './weigh.ts';
import { announce, create, edit, policyFor, see, type Work } from './work.ts';

/**
 * Lists the item of a return until `closesAt`, weighs the pending orders, and closes at once where waiting can bring
 * nothing.
 */
export function openListing(work: Work, returnId: string, closesAt: Instant): void {
  const source = edit(work, 'return', returnId);
  const listing = listingOf(work, source, closesAt);
  create(work, 'listing', listing);
  source.listing_id = listing.id;
  announce(work, 'listing.opened', { kind: 'listing', id: listing.id });
  begin(work, 'listing', listing.id);
  const { chosen } = weighListing(work, listing, 'listing_opened');
  if (chosen !== undefined || !notWorthWaiting(work, listing)) return;
  work.fire('listing', listing.id, 'not_worth_waiting');
  work.fire('return', returnId, 'not_worth_waiting');
}

function listingOf(work: Work, source: Return, closesAt: Instant): Listing {
  const policy = policyFor(work, source);
  const { product, condition } = source;
  const reference = referencePriceOf(source);
  const labels = labelTexts(policy.wording, condition.grade);
  const pricing = priceListing(policy.discount, reference, product);
  if (!pricing.priced) throw new Error(`return ${source.id} was offered without a price: ${pricing.code}`);
  return {
    id: work.context.newId('lst'),
    return_id: source.id,
    sku: product.sku,
    category: product.category,
    ...(product.title === undefined ? {} : { title: product.title }),
    grade: condition.grade,
    label_text: labels.en,
    label_texts: labels,
    reference_price: reference,
    price: pricing.price,
    discount: pricing.discount,
    ship_from_country: source.ship_from_region.country,
    status: 'active',
    opens_at: work.context.effective_at,
    closes_at: closesAt,
    generation: source.generation,
    ...(product.safety === undefined ? {} : { safety: product.safety }),
    policy_version: source.policy_version,
  };
}

/** What the discount of a return's item is measured against: the price the caller named, else the price paid. */
export function referencePriceOf(source: Pick<Return, 'product' | 'order_line'>): Listing['reference_price'] {
  const { amount, currency } = source.order_line.unit_price;
  return source.product.reference_price ?? { amount, currency, basis: 'price_paid' };
}

/** Ends the window of a listing: a pending order may still have it, else the return goes to the warehouse. */
export function closeWindow(work: Work, listingId: string): void {
  const listing = see(work, 'listing', listingId);
  if (weighListing(work, listing, 'window_closing').chosen !== undefined) return;
  work.fire('listing', listingId, 'window');
  work.fire('return', listing.return_id, 'window');
}
