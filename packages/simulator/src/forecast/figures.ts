import type { Assumptions } from './assumptions.ts';
import { type CategoryCounts, type Parts, quantileOf, type RunTally } from './tally.ts';

/** Lowest, middle and highest outcome over the seeds: the 5th, 50th and 95th percentile. */
export interface Percentiles {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

/** Days until something happened; undefined where it never did. */
export interface Waiting {
  readonly median_days?: number;
  readonly p90_days?: number;
}

/** Kilometres and greenhouse gases of all parcels between consumers and the warehouse or each other. */
export interface Transport {
  readonly km_warehouse_only: number;
  readonly km_with_forwarding: number;
  readonly kg_co2e_warehouse_only: number;
  readonly kg_co2e_with_forwarding: number;
}

/** What a policy comes to, means over the seeds. Money in minor units, shares from 0 to 1. */
export interface PolicyFigures {
  readonly returns: number;
  readonly eligible: number;
  readonly eligible_share: number;
  /** Ineligible returns by the first criterion that failed, most frequent first. */
  readonly refused: readonly { readonly code: string; readonly returns: number }[];
  readonly listings: number;
  readonly matched: number;
  /** Of the listings. */
  readonly match_share: number;
  readonly forwarded: number;
  /** Of all returns. */
  readonly forwarded_share: number;
  readonly missed_hand_ins: number;
  readonly bad_ratings: number;
  readonly not_worth_waiting: number;
  readonly saved: number;
  readonly saved_per_forward: number;
  readonly expected: number;
  readonly warehouse_cost: number;
  readonly saved_share: number;
  /** Where the saving per forward comes from: adds up to `saved_per_forward`. */
  readonly waterfall: readonly { readonly part: keyof Parts; readonly amount: number }[];
  readonly categories: readonly ({ readonly category: string } & CategoryCounts)[];
  readonly match_wait: Waiting;
  readonly refund_warehouse: Waiting;
  readonly refund_forwarded: Waiting;
  readonly refund_fell_back: Waiting;
  readonly distances: Readonly<Record<string, number>>;
  readonly transport: Transport;
}

const losses: readonly (keyof Parts)[] = [
  ...(['forward_leg', 'incentive', 'fee', 'discount', 'bad_ratings', 'missed_hand_ins'] as const),
];

/** Figures of `runs` runs that were added up. */
export function figuresOf(tally: RunTally, runs: number, assumptions: Assumptions): PolicyFigures {
  const mean = (sum: number) => rounded(sum / runs, 2);
  const perForward = (sum: number) => (tally.forwarded === 0 ? 0 : rounded(sum / tally.forwarded, 2));
  return {
    ...{ returns: mean(tally.returns), eligible: mean(tally.eligible) },
    eligible_share: share(tally.eligible, tally.returns),
    refused: Object.entries(tally.refused)
      .map(([code, returns]) => ({ code, returns: mean(returns) }))
      .sort((a, b) => b.returns - a.returns || (a.code < b.code ? -1 : 1)),
    ...{ listings: mean(tally.listings), matched: mean(tally.matched) },
    match_share: share(tally.matched, tally.listings),
    forwarded: mean(tally.forwarded),
    forwarded_share: share(tally.forwarded, tally.returns),
    ...{ missed_hand_ins: mean(tally.missed), bad_ratings: mean(tally.bad) },
    not_worth_waiting: mean(tally.not_worth_waiting),
    ...{
      saved: mean(tally.saved),
      saved_per_forward: perForward(tally.saved),
      expected: mean(tally.expected),
    },
    warehouse_cost: mean(tally.warehouse_cost),
    saved_share: share(tally.saved, tally.warehouse_cost),
    waterfall: (Object.keys(tally.parts) as (keyof Parts)[]).map((part) => ({
      part,
      amount: perForward(losses.includes(part) ? -tally.parts[part] : tally.parts[part]) + 0,
    })),
    categories: categoriesOf(tally, mean),
    match_wait: waiting(tally.waits, 4),
    refund_warehouse: waiting(tally.refunds.warehouse, 2),
    refund_forwarded: waiting(tally.refunds.forwarded, 2),
    refund_fell_back: waiting(tally.refunds.fell_back, 2),
    distances: Object.fromEntries(
      ['same_zone', 'same_country', 'cross_border'].map((name) => [name, mean(tally.distances[name] ?? 0)]),
    ),
    transport: transportOf(tally, runs, assumptions),
  };
}

/** A table of a few figures: the percentiles of each. */
export function percentilesOf(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p5: rounded(at(0.05), 2), p50: rounded(at(0.5), 2), p95: rounded(at(0.95), 2) };
}

/** To so many decimals; never -0. */
export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/** 0 where there is nothing to have a share of. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded(part / whole, 6);
}

function categoriesOf({ categories }: RunTally, mean: (sum: number) => number) {
  return Object.entries(categories)
    .map(([category, counts]) => ({
      category,
      returns: mean(counts.returns),
      eligible: mean(counts.eligible),
      listings: mean(counts.listings),
      matched: mean(counts.matched),
      forwarded: mean(counts.forwarded),
      saved: mean(counts.saved),
    }))
    .sort((a, b) => b.returns - a.returns || (a.category < b.category ? -1 : 1));
}

function waiting(buckets: readonly number[], perDay: number): Waiting {
  const [median, most] = [quantileOf(buckets, 0.5), quantileOf(buckets, 0.9)];
  if (median === undefined || most === undefined) return {};
  return { median_days: rounded(median / perDay, 2), p90_days: rounded(most / perDay, 2) };
}

/** A return by the warehouse is two parcels, one there and one to the next buyer; a forward is one. A bad one is three. */
function transportOf(tally: RunTally, runs: number, assumptions: Assumptions): Transport {
  const { km_warehouse, grams_per_km, grams_per_stop } = assumptions;
  const km = {
    same_zone: assumptions.km_same_zone,
    same_country: assumptions.km_same_country,
    cross_border: assumptions.km_cross_border,
  };
  const forwardKm = Object.entries(km).reduce(
    (sum, [distance, each]) => sum + each * (tally.distances[distance] ?? 0),
    0,
  );
  const legs = { before: 2 * tally.returns, after: 2 * (tally.returns - tally.forwarded + tally.bad) };
  const before = legs.before * km_warehouse;
  const after = legs.after * km_warehouse + forwardKm;
  const kg = (kilometres: number, parcels: number) =>
    rounded((kilometres * grams_per_km + parcels * grams_per_stop) / 1_000 / runs, 1);
  return {
    km_warehouse_only: rounded(before / runs, 0),
    km_with_forwarding: rounded(after / runs, 0),
    kg_co2e_warehouse_only: kg(before, legs.before),
    kg_co2e_with_forwarding: kg(after, legs.after + tally.forwarded),
  };
}
