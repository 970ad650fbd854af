import type { CountryCode, DemandRate } from '@open-return-forwarding/protocol';
import { taxOf } from '../pricing/tax.ts';
import type { ForwardableUnit, MatchPolicy } from './facts.ts';
import { valueOver } from './value.ts';
import type { MatchOutcome, WaitingProblem } from './waiting.ts';
import { countryOf } from './zone.ts';

/** The policy's rate for an article: its own, else its category's, else the default. Orders per day. */
export function demandRate(policy: MatchPolicy, article: { sku: string; category: string }): DemandRate {
  const { by_sku, by_category, default: otherwise } = policy.matching.demand;
  return by_sku[article.sku] ?? by_category[article.category] ?? otherwise;
}

/** What a listing of this unit waits for, by the policy's demand. `pendingValue` is `W`, minor units. */
export function waitingProblem(policy: MatchPolicy, unit: ForwardableUnit, pendingValue = 0): WaitingProblem {
  const rate = demandRate(policy, unit);
  const discount = Math.max(0, netAtHome(policy, unit, 'reference_price') - netAtHome(policy, unit, 'price'));
  return {
    general: { per_day: rate.general_per_day, outcomes: outcomes(policy, unit, discount) },
    naming: { per_day: rate.naming_per_day, outcomes: outcomes(policy, unit, 0) },
    waiting_cost_per_day: policy.matching.economics.waiting_cost_per_day,
    pending_value: pendingValue,
  };
}

/**
 * `X` of an order from `country` that would name this unit's listing, minor units; undefined where no parcel may go
 * there. The buyer's postal area is not known yet, so within a country the dearer of the two distances counts.
 */
export function valueTowards(
  policy: MatchPolicy,
  unit: ForwardableUnit,
  country: CountryCode,
): number | undefined {
  if (mayTravel(policy, countryOf(unit.zone), country) !== 'permitted') return undefined;
  const distance = country === countryOf(unit.zone) ? 'same_country' : 'cross_border';
  return valueOver(policy, unit, { distance, discount: 0 }).forward_value;
}

/** Whether a parcel may go from one country to another. */
export function mayTravel(
  policy: MatchPolicy,
  from: CountryCode,
  to: CountryCode,
): 'permitted' | 'country_not_served' | 'cross_border_not_permitted' {
  const { countries, cross_border } = policy.matching;
  if (!countries.includes(from) || !countries.includes(to)) return 'country_not_served';
  const permitted = from === to || cross_border.some((pair) => pair.from === from && pair.to === to);
  return permitted ? 'permitted' : 'cross_border_not_permitted';
}

/** `X` by how far the buyers are. Buyers whom no parcel may reach bring nothing. */
function outcomes(policy: MatchPolicy, unit: ForwardableUnit, discount: number): MatchOutcome[] {
  const { same_zone_bp, same_country_bp, cross_border_bp } = policy.matching.demand.destinations;
  const abroad = reachesAbroad(policy, unit) ? cross_border_bp : 0;
  const shares = { same_zone: same_zone_bp, same_country: same_country_bp, cross_border: abroad };
  return (['same_zone', 'same_country', 'cross_border'] as const).map((distance) => ({
    value: valueOver(policy, unit, { distance, discount }).forward_value,
    share: shares[distance] / 10_000,
  }));
}

function reachesAbroad(policy: MatchPolicy, unit: ForwardableUnit): boolean {
  const home = countryOf(unit.zone);
  return policy.matching.countries.some((to) => to !== home && mayTravel(policy, home, to) === 'permitted');
}

/** Net of the tax of the sender's country: where the next buyer is, nobody knows yet. */
function netAtHome(policy: MatchPolicy, unit: ForwardableUnit, price: 'reference_price' | 'price'): number {
  return taxOf(unit[price], policy.tax, countryOf(unit.zone)).net;
}
