import type { ListingFacts, MatchPolicy, OrderFacts } from '@open-return-forwarding/core';
import { type DemandRate, defaultPolicySettings, type Zone } from '@open-return-forwarding/protocol';
import { instantAt, type Shop } from '@open-return-forwarding/simulator';

/** The window of the default policy. */
export const WINDOW_DAYS = 3;

/** A gross price, in cents. */
export const euros = (amount: number) => ({ amount, currency: 'EUR', basis: 'current_price' as const });
/** The same as the policy states them. */
const destinations = { same_zone_bp: 2_000, same_country_bp: 5_000, cross_border_bp: 3_000 };
const nobody = { acceptable: 0, unacceptable: 0 };

/** Shares of the order kinds of `boutique`: from the sender's own area, from its country, from abroad. */
export const destinationShares = [0.2, 0.5, 0.3];

export const home: Zone = 'NL-10';

/**
 * The default policy with a cheap way within the sender's own area, so that destinations are of clearly different value.
 * `demand` is what the policy believes; the default waiting cost is taken off unless it is kept.
 */
export function boutiquePolicy(demand: DemandRate, waitingCostPerDay = 0): MatchPolicy {
  const { matching, ...settings } = structuredClone(defaultPolicySettings);
  matching.economics.forward_leg.same_zone = 250;
  matching.economics.waiting_cost_per_day = waitingCostPerDay;
  matching.demand = { ...matching.demand, default: demand, by_category: {}, by_sku: {}, destinations };
  return { ...settings, matching };
}

/** One kind of listing, and general orders from the three distances. */
export function boutique(policy: MatchPolicy): Shop {
  const zones: Zone[] = [home, 'NL-56', 'BE-9'];
  return { policy, listingKinds: [dress(home)], orderKinds: zones.map(generalOrder) };
}

/** A dress at €34.99 that a sender in this zone has to give. */
export function dress(zone: Zone): ListingFacts {
  return {
    listing_id: 'listing',
    sku: 'DRESS-RED-M',
    category: 'dresses',
    reference_price: euros(3_499),
    price: euros(3_324),
    zone,
    ratings: { sender: nobody, category: nobody },
    grade: 'like_new',
    closes_at: instantAt(WINDOW_DAYS),
    sender_ref: 'sender',
    earlier_holders: [],
  };
}

/** An order for that dress which accepts any grade, to be sent to this zone. */
export function generalOrder(zone: Zone): OrderFacts {
  return {
    order_id: `order-${zone}`,
    buyer_ref: 'buyer',
    accepts: ['like_new', 'open_box'],
    full_price: euros(3_499),
    offered_price: euros(3_324),
    zone,
  };
}
