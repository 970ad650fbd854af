import type { CandidateCode, ConditionGrade } from '@open-return-forwarding/protocol';
import type { ForwardableUnit, ListingFacts, MatchPolicy, OrderFacts } from './facts.ts';
import { mayTravel } from './prospects.ts';
import { countryOf } from './zone.ts';

/** A unit with the grade that orders accept or not. */
export type GradedUnit = ForwardableUnit & { readonly grade: ConditionGrade };

/** Why an order and a listing cannot be matched at all, whatever it would be worth; undefined where they can. */
export function screen(
  policy: MatchPolicy,
  listing: ListingFacts,
  order: OrderFacts,
): CandidateCode | undefined {
  return (
    naming(listing, order) ??
    acceptance(listing, order) ??
    holders(listing, order.buyer_ref) ??
    currency(policy, listing, order) ??
    way(policy, listing, order)
  );
}

/** The same for everything that listings of one class have in common. */
export function screenClass(
  policy: MatchPolicy,
  unit: GradedUnit,
  order: OrderFacts,
): CandidateCode | undefined {
  return acceptance(unit, order) ?? currency(policy, unit, order) ?? way(policy, unit, order);
}

/** Whether a buyer has had this item, or sends it. */
export function holders(
  listing: {
    readonly sender_ref?: string | undefined;
    readonly earlier_holders?: readonly string[] | undefined;
  },
  buyer: string,
): 'own_item' | 'earlier_holder' | undefined {
  if (buyer === listing.sender_ref) return 'own_item';
  return listing.earlier_holders?.includes(buyer) ? 'earlier_holder' : undefined;
}

function naming(listing: ListingFacts, order: OrderFacts): CandidateCode | undefined {
  const other = order.listing_id !== undefined && order.listing_id !== listing.listing_id;
  return other ? 'other_listing_named' : undefined;
}

/** An order that names a listing has accepted its grade by that. */
function acceptance({ grade }: GradedUnit, order: OrderFacts): CandidateCode | undefined {
  if (order.listing_id !== undefined) return undefined;
  if (order.accepts.length === 0) return 'not_accepting';
  return order.accepts.includes(grade) ? undefined : 'grade_not_accepted';
}

function currency(policy: MatchPolicy, unit: ForwardableUnit, order: OrderFacts): CandidateCode | undefined {
  const isForeign =
    unit.reference_price.currency !== policy.currency ||
    unit.price.currency !== policy.currency ||
    order.full_price.currency !== policy.currency ||
    (order.offered_price !== undefined && order.offered_price.currency !== policy.currency);
  return isForeign ? 'currency_mismatch' : undefined;
}

function way(policy: MatchPolicy, unit: ForwardableUnit, order: OrderFacts): CandidateCode | undefined {
  const verdict = mayTravel(policy, countryOf(unit.zone), countryOf(order.zone));
  return verdict === 'permitted' ? undefined : verdict;
}
