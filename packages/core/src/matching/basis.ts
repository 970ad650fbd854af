import type { CountryCode, Price, TaxedPrice, TaxPolicy, ValueBasis } from '@open-return-forwarding/protocol';
import { taxOf } from '../pricing/tax.ts';
import { economicsFor } from './economics.ts';
import { type ForwardableUnit, type MatchPolicy, type PricedOrder, termsOf } from './facts.ts';
import { handInModel } from './probability.ts';
import { countryOf } from './zone.ts';

/** Every input that the components of a value come from, as a decision record shows them. */
export function basisOf(policy: MatchPolicy, unit: ForwardableUnit, order: PricedOrder): ValueBasis {
  const from = countryOf(unit.zone);
  const to = countryOf(order.zone);
  const economics = economicsFor(policy, { category: unit.category, from, to });
  const taxed = (price: Price, country: CountryCode) => taxedPrice(price, policy.tax, country);
  const { ship_by_days } = unit.terms ?? termsOf(policy);
  const { unit_cost_bp, recovery_bp, depreciation_bp_per_day, days_saved } = economics;
  return {
    reference_price: taxed(unit.reference_price, from),
    listing_price: taxed(unit.price, from),
    full_price: taxed(order.full_price, to),
    ...(order.offered_price === undefined ? {} : { offered_price: taxed(order.offered_price, to) }),
    unit_cost_bp,
    recovery_bp,
    depreciation_bp_per_day,
    days_saved,
    hand_in: handInBasis(handInModel(economics, ship_by_days, unit.evidence?.hand_in)),
    ratings: { prior: economics.acceptable_rating, ...unit.ratings },
  };
}

/** A gross price with the tax in it, and the rate unless the price states its tax itself. */
function taxedPrice(price: Price, taxPolicy: TaxPolicy, country: CountryCode): TaxedPrice {
  const { net, tax } = taxOf(price, taxPolicy, country);
  const rate = taxPolicy.rate_bp_by_country[price.tax_country ?? country] ?? 0;
  return { gross: price.amount, ...(price.tax_amount === undefined ? { tax_rate_bp: rate } : {}), tax, net };
}

function handInBasis(model: ReturnType<typeof handInModel>): ValueBasis['hand_in'] {
  const { ship_by_days, prior_bp_by_day, prior_matches, observed } = model;
  return {
    ship_by_days,
    prior_bp_by_day: [...prior_bp_by_day],
    ...(prior_matches === undefined || observed === undefined || observed.length === 0
      ? {}
      : { prior_matches, observed: [...observed] }),
  };
}
