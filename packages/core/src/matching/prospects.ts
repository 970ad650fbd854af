import type {
  CountryCode,
  DemandEstimate,
  DemandRate,
  DestinationOutcome,
  DistanceClass,
  WaitingProblem as WaitingRecord,
} from '@open-return-forwarding/protocol';
import { learnedRate } from '../estimation/demand.ts';
import { taxOf } from '../pricing/tax.ts';
import { economicsFor } from './economics.ts';
import type { ForwardableUnit, MatchPolicy } from './facts.ts';
import { valueOver } from './value.ts';
import type { OrderStream } from './waiting.ts';
import { countryOf } from './zone.ts';

/** What listings of a unit wait for; the record that a decision shows of it is the same but for the other listings. */
export type Prospects = Omit<WaitingRecord, 'active_listings' | 'pools'>;

/** The policy's rate for an article: its own, else its category's, else the default. Orders per day. */
export function demandRate(policy: MatchPolicy, article: { sku: string; category: string }): DemandRate {
  const { by_sku, by_category, default: otherwise } = policy.matching.demand;
  return own(by_sku, article.sku) ?? own(by_category, article.category) ?? otherwise;
}

/** Names come with requests; `constructor` is not one that a policy has. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The rates that decide, and where they come from: the policy's, moved by what was seen if the policy learns. */
export function demandEstimates(
  policy: MatchPolicy,
  unit: Pick<ForwardableUnit, 'sku' | 'category' | 'evidence'>,
): { readonly general: DemandEstimate; readonly naming: DemandEstimate } {
  const prior = demandRate(policy, unit);
  const { learning } = policy.matching.demand;
  const seen = unit.evidence?.demand;
  if (learning === undefined || seen === undefined || seen.days <= 0) {
    return { general: asWritten(prior.general_per_day), naming: asWritten(prior.naming_per_day) };
  }
  const { prior_days } = learning;
  const learned = (prior: number, orders: number, days: number): DemandEstimate => ({
    prior_per_day: prior,
    prior_days,
    orders,
    days,
    per_day: learnedPerDay({ prior, prior_days, orders, days }),
  });
  return {
    general: learned(prior.general_per_day, seen.general, seen.days),
    naming: learned(prior.naming_per_day, seen.naming, seen.naming_days ?? seen.days),
  };
}

/** Orders of one kind that were seen, against what the policy expects. */
export interface Sighting {
  readonly prior: number;
  readonly prior_days: number;
  readonly orders: number;
  readonly days: number;
}

/** The learned rate to three digits: they say all that is known, and keep what was solved for the rate of an hour ago. */
export function learnedPerDay({ prior, prior_days, orders, days }: Sighting): number {
  const rate = { general_per_day: prior, naming_per_day: 0 };
  const { general_per_day } = learnedRate(rate, { general: orders, naming: 0, days }, prior_days);
  return Number(general_per_day.toPrecision(3));
}

function asWritten(rate: number): DemandEstimate {
  return { prior_per_day: rate, per_day: rate };
}

/** Everything that a listing of this unit waits for. Amounts in minor units net of tax. */
export function prospectsOf(policy: MatchPolicy, unit: ForwardableUnit): Prospects {
  const home = countryOf(unit.zone);
  const discount = Math.max(0, netAtHome(policy, unit, 'reference_price') - netAtHome(policy, unit, 'price'));
  return {
    ...demandEstimates(policy, unit),
    waiting_cost_per_day: economicsFor(policy, { category: unit.category, from: home, to: home })
      .waiting_cost_per_day,
    discount,
    outcomes: destinations(policy, home).map((destination) =>
      outcomeOf(policy, unit, { ...destination, discount }),
    ),
  };
}

/** The two streams of orders of some prospects, as the stopping problem takes them. */
export function streamsOf({
  general,
  naming,
  outcomes,
}: Pick<Prospects, 'general' | 'naming' | 'outcomes'>): {
  readonly general: OrderStream;
  readonly naming: OrderStream;
} {
  return {
    general: {
      per_day: general.per_day,
      outcomes: outcomes.map(({ general_value: value, share }) => ({ value, share })),
    },
    naming: {
      per_day: naming.per_day,
      outcomes: outcomes.map(({ naming_value: value, share }) => ({ value, share })),
    },
  };
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

interface Destination {
  readonly distance: DistanceClass;
  readonly to: CountryCode;
  readonly share: number;
}

/** Where buyers are, as seen from a country. Those whom no parcel may reach are left out: they bring nothing. */
function destinations(policy: MatchPolicy, home: CountryCode): Destination[] {
  const { same_zone_bp, same_country_bp, cross_border_bp, abroad_weights } =
    policy.matching.demand.destinations;
  const abroad = policy.matching.countries
    .filter((to) => to !== home && mayTravel(policy, home, to) === 'permitted')
    .toSorted()
    .map((to) => ({ to, weight: abroad_weights === undefined ? 1 : (own(abroad_weights, to) ?? 0) }));
  const whole = 10_000 * abroad.reduce((sum, { weight }) => sum + weight, 0);
  return [
    { distance: 'same_zone' as const, to: home, share: same_zone_bp / 10_000 },
    { distance: 'same_country' as const, to: home, share: same_country_bp / 10_000 },
    ...abroad.map(({ to, weight }) => ({
      distance: 'cross_border' as const,
      to,
      share: (cross_border_bp * weight) / whole,
    })),
  ].filter(({ share }) => share > 0);
}

function outcomeOf(
  policy: MatchPolicy,
  unit: ForwardableUnit,
  { distance, to, share, discount }: Destination & { readonly discount: number },
): DestinationOutcome {
  const naming = valueOver(policy, unit, { distance, to, discount: 0 });
  const { return_leg, outbound, forward_leg } = naming.components;
  return {
    distance,
    country: to,
    share,
    return_leg,
    outbound,
    forward_leg,
    general_value: valueOver(policy, unit, { distance, to, discount }).forward_value,
    naming_value: naming.forward_value,
  };
}

/** Net of the tax of the sender's country: where the next buyer is, nobody knows yet. */
function netAtHome(policy: MatchPolicy, unit: ForwardableUnit, price: 'reference_price' | 'price'): number {
  return taxOf(unit[price], policy.tax, countryOf(unit.zone)).net;
}
