import type { Listing, Order, Return } from '@open-return-forwarding/protocol';
import { apartFrom } from '../estimation/rating.ts';
import { type ListingFacts, type OrderFacts, type RatingCounts, termsOf } from '../matching/facts.ts';
import { priceAt } from '../pricing/shown-price.ts';
import { policyFor, see, type Work, zoneOf } from './work.ts';

const none: RatingCounts = { acceptable: 0, unacceptable: 0 };

/** Everybody who held an item before its sender, as far as the chain of its returns and forwards is on the shelf. */
function earlierHolders(work: Work, { forwarded_from }: Return): string[] {
  const forward = forwarded_from === undefined ? undefined : work.shelf.forward.get(forwarded_from);
  if (forward === undefined) return [];
  const before = see(work, 'return', forward.return_id);
  const { ref } = before.consumer;
  return [...(ref === undefined ? [] : [ref]), ...earlierHolders(work, before)];
}

/** A listing as matching sees it. Its return has to be on the shelf, and of one forwarded before the whole chain. */
export function listingFacts(work: Work, listing: Listing): ListingFacts {
  const source = see(work, 'return', listing.return_id);
  const sender = source.consumer.ref ?? '';
  const ratings = work.ratings.sender.get(sender) ?? none;
  return {
    listing_id: listing.id,
    sku: listing.sku,
    category: listing.category,
    grade: listing.grade,
    reference_price: { amount: listing.reference_price.amount, currency: listing.reference_price.currency },
    price: priceAt(listing, work.context.effective_at),
    price_steps: listing.price_schedule,
    closes_at: listing.closes_at,
    zone: zoneOf(work, source.id),
    sender_ref: sender,
    earlier_holders: earlierHolders(work, source),
    ratings: {
      sender: ratings,
      category: apartFrom(ratings, work.ratings.category.get(listing.category) ?? none),
    },
    terms: termsOf(policyFor(work, listing)),
    evidence: {
      demand: work.evidence.demand.get(listing.sku),
      hand_in: work.evidence.handIn.get(listing.category),
    },
  };
}

/** An order as matching sees it. */
export function orderFacts(work: Work, order: Order): OrderFacts {
  return {
    order_id: order.id,
    buyer_ref: order.buyer_ref ?? '',
    accepts: order.accepts,
    listing_id: order.listing_id,
    full_price: order.full_price,
    offered_price: order.offered_price,
    zone: zoneOf(work, order.id),
  };
}
