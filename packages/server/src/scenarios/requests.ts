import { addDays, addHours, priceAt } from '@open-return-forwarding/core';
import type {
  Address,
  ConditionCheck,
  CreateOrder,
  CreateReturn,
  Instant,
  Listing,
  Policy,
} from '@open-return-forwarding/protocol';

/** Something of its own in every seeded record, and the time at which it is made. */
export interface Seed {
  readonly mark: string;
  readonly now: Instant;
}

const PRICE = 7_999;

/** A return that the policy in force finds eligible, as long as the policy lets anything through. */
export function returnFor(policy: Policy, { mark, now }: Seed): CreateReturn {
  const { eligibility } = policy;
  const [category = 'dresses'] = Object.keys(eligibility.category_fits);
  const [country = 'NL'] = policy.matching.countries;
  return {
    external_id: `return-${mark}`,
    order_line: {
      order_ref: `order-${mark}`,
      line_ref: '1',
      unit_price: { amount: PRICE, currency: policy.currency },
      purchased_at: addDays(now, -7),
      delivered_at: addDays(now, -4),
    },
    product: {
      sku: `SEED-${mark.slice(-12)}`,
      category,
      title: 'Seeded article',
      fit: 'high',
      weight_grams: 500,
    },
    reason: { code: eligibility.allowed_reasons[0] ?? 'size_too_small' },
    condition: { grade: 'like_new', checklist: checklist(eligibility.required_checks) },
    evidence: eligibility.required_evidence.map((kind) => ({
      kind,
      url: `https://evidence.example/${kind}`,
    })),
    consumer: { ref: `sender-${mark}` },
    ship_from: address(country, 'Seeded Sender'),
    withdrawal: { notified_at: now, basis: 'voluntary' },
  };
}

/** An order that names a listing at the price that it shows now. */
export function orderFor(listing: Listing, { mark, now }: Seed): CreateOrder {
  return {
    external_id: `order-${mark}`,
    sku: listing.sku,
    category: listing.category,
    buyer_ref: `buyer-${mark}`,
    accepts: [listing.grade],
    listing_id: listing.id,
    full_price: { amount: listing.reference_price.amount, currency: listing.reference_price.currency },
    offered_price: priceAt(listing, now),
    ship_to: address(listing.ship_from_country, 'Seeded Buyer'),
  };
}

/** An order that accepts any grade and waits a day for a listing that is not there yet. */
export function waitingOrderFor(policy: Policy, { mark, now }: Seed): CreateOrder {
  const [country = 'NL'] = policy.matching.countries;
  return {
    external_id: `order-${mark}`,
    sku: `SEED-${mark.slice(-12)}`,
    buyer_ref: `buyer-${mark}`,
    accepts: ['like_new', 'open_box'],
    full_price: { amount: PRICE, currency: policy.currency },
    offered_price: { amount: Math.round(PRICE * 0.95), currency: policy.currency },
    ship_to: address(country, 'Seeded Buyer'),
    hold_until: addHours(now, 24),
  };
}

function checklist(checks: readonly ConditionCheck[]): NonNullable<CreateReturn['condition']['checklist']> {
  return Object.fromEntries(checks.map((check) => [check, true]));
}

function address(country: string, name: string): Address {
  return { name, street: 'Example Street 1', postal_code: '1000', city: 'Example', country };
}
