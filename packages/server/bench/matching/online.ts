import {
  arrivals,
  categorical,
  clairvoyantOutcome,
  differenceOf,
  type Estimate,
  exactWaiting,
  greedyPlayer,
  meanOf,
  play,
  randomSource,
  ratioOf,
  referencePlayer,
  shopMarket,
  valuesOf,
} from '@open-return-forwarding/simulator';
import { boutique, boutiquePolicy, destinationShares, WINDOW_DAYS } from './boutique.ts';

/** One listing at a time at one level of demand; ratios of means over the same listings and orders. */
export interface LevelResult {
  /** General orders a day. */
  readonly per_day: number;
  /** What the rule realised over what the best play is worth, computed exactly. */
  readonly online_optimum_ratio: Estimate;
  /** What it realised over what perfect knowledge would have. */
  readonly clairvoyant_ratio: Estimate;
  /** What it realised more than the first gain, minor units a listing. */
  readonly above_greedy: Estimate;
}

export const levels = [0.3, 0.74, 2.2, 5] as const;

/** What is drawn, and how often. */
export interface Sample {
  readonly seed: string;
  readonly markets: number;
}

/** Plays one listing after the other, each for itself, by three rules against the same orders. */
export function measureLevel(perDay: number, { seed, markets }: Sample): LevelResult {
  const shop = boutique(boutiquePolicy({ general_per_day: perDay, naming_per_day: 0 }));
  const values = valuesOf(shop);
  const random = randomSource(`${seed}/online/${perDay}`);
  const kind = categorical(destinationShares);
  const listings = [{ opens: 0, closes: WINDOW_DAYS, kind: 0 }];
  const rule: number[] = [];
  const greedy: number[] = [];
  const clairvoyant: number[] = [];
  for (let i = 0; i < markets; i += 1) {
    const orders = arrivals(random, perDay, [0, WINDOW_DAYS]).map((at) => ({ at, kind: kind(random) }));
    const market = shopMarket(values, { listings, orders });
    rule.push(play(market, referencePlayer(shop, market)).value);
    greedy.push(play(market, greedyPlayer(market)).value);
    clairvoyant.push(clairvoyantOutcome(market).value);
  }
  return {
    per_day: perDay,
    online_optimum_ratio: dividedBy(meanOf(rule), exactWorth(perDay, values[0] ?? [])),
    clairvoyant_ratio: ratioOf(rule, clairvoyant),
    above_greedy: differenceOf(rule, greedy),
  };
}

function exactWorth(perDay: number, values: readonly number[]): number {
  const classes = destinationShares.map((share, i) => ({ share, value: values[i] ?? 0 }));
  return exactWaiting({ free: { per_day: perDay, classes } }, WINDOW_DAYS);
}

function dividedBy({ mean, low, high }: Estimate, exact: number): Estimate {
  return { mean: mean / exact, low: low / exact, high: high / exact };
}
