import type { CandidateCode } from '@open-return-forwarding/protocol';
import type { ListingFacts, MatchPolicy, OrderFacts } from './facts.ts';
import { mayTravel } from './prospects.ts';
import { countryOf } from './zone.ts';

/** Why an order and a listing cannot be matched at all, whatever it would be worth; undefined where they can. */
export function screen(
  policy: MatchPolicy,
  listing: ListingFacts,
  order: OrderFacts,
): CandidateCode | undefined {
  return (
    acceptance(listing, order) ??
    holders(listing, order) ??
    currency(policy, listing, order) ??
    way(policy, listing, order)
  );
}

/** An order that names a listing has accepted its grade by that. */
function acceptance(listing: ListingFacts, order: OrderFacts): CandidateCode | undefined {
  if (order.listing_id !== undefined) {
    return order.listing_id === listing.listing_id ? undefined : 'other_listing_named';
  }
  if (order.accepts.length === 0) return 'not_accepting';
  return order.accepts.includes(listing.grade) ? undefined : 'grade_not_accepted';
}

function holders(listing: ListingFacts, order: OrderFacts): CandidateCode | undefined {
  if (order.buyer_ref === listing.sender_ref) return 'own_item';
  return listing.earlier_holders.includes(order.buyer_ref) ? 'earlier_holder' : undefined;
}

function currency(policy: MatchPolicy, listing: ListingFacts, order: OrderFacts): CandidateCode | undefined {
  const prices = [listing.reference_price, listing.price, order.full_price, order.offered_price];
  const foreign = prices.some((price) => price !== undefined && price.currency !== policy.currency);
  return foreign ? 'currency_mismatch' : undefined;
}

function way(policy: MatchPolicy, listing: ListingFacts, order: OrderFacts): CandidateCode | undefined {
  const verdict = mayTravel(policy, countryOf(listing.zone), countryOf(order.zone));
  return verdict === 'permitted' ? undefined : verdict;
}
