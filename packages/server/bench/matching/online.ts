import {
  arrivals,
  categorical,
  clairvoyantOutcome,
  differenceOf,
  type Estimate,
  type ExactWorth,
  exactWaiting,
  greedyPlayer,
  meanOf,
  type Player,
  play,
  randomSource,
  ratioOf,
  referencePlayer,
  type ShopMarket,
  shopMarket,
  valuesOf,
} from '@open-return-forwarding/simulator';
import { boutique, boutiquePolicy, destinationShares, WINDOW_DAYS } from './boutique.ts';

/** One listing at a time at one level of demand, by different rules on the same orders. */
export interface LevelResult {
  /** General orders a day. */
  readonly per_day: number;
  /**
   * What the rule realises over what the best play is worth. The best play is computed exactly and played beside the rule,
   * so that the luck of the draw falls on both.
   */
  readonly online_optimum_ratio: Estimate;
  /** The same with the bare mean of the rule: that the computed worth is the one that is really met. */
  readonly bare_optimum_ratio: Estimate;
  /** What the rule realised over what perfect knowledge would have. */
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

/** Plays one listing after the other, each for itself. */
export function measureLevel(perDay: number, { seed, markets }: Sample): LevelResult {
  const shop = boutique(boutiquePolicy({ general_per_day: perDay, naming_per_day: 0 }));
  const values = valuesOf(shop);
  const exact = exactWorth(perDay, values[0] ?? []);
  const random = randomSource(`${seed}/online/${perDay}`);
  const kind = categorical(destinationShares);
  const listings = [{ opens: 0, closes: WINDOW_DAYS, kind: 0 }];
  const got = {
    rule: [] as number[],
    best: [] as number[],
    greedy: [] as number[],
    clairvoyant: [] as number[],
  };
  for (let i = 0; i < markets; i += 1) {
    const orders = arrivals(random, perDay, [0, WINDOW_DAYS]).map((at) => ({ at, kind: kind(random) }));
    const market = shopMarket(values, { listings, orders });
    got.rule.push(play(market, referencePlayer(shop, market)).value);
    got.best.push(play(market, exactPlayer(market, exact)).value);
    got.greedy.push(play(market, greedyPlayer(market)).value);
    got.clairvoyant.push(clairvoyantOutcome(market).value);
  }
  const worth = exact(WINDOW_DAYS);
  const short = differenceOf(got.rule, got.best);
  return {
    per_day: perDay,
    online_optimum_ratio: scaled(short, (figure) => 1 + figure / worth),
    bare_optimum_ratio: scaled(meanOf(got.rule), (figure) => figure / worth),
    clairvoyant_ratio: ratioOf(got.rule, got.clairvoyant),
    above_greedy: differenceOf(got.rule, got.greedy),
  };
}

function exactWorth(perDay: number, values: readonly number[]): ExactWorth {
  const classes = destinationShares.map((share, i) => ({ share, value: values[i] ?? 0 }));
  return exactWaiting({ free: { per_day: perDay, classes } }, WINDOW_DAYS);
}

/** Takes what is worth at least as much as waiting on, exactly. */
function exactPlayer(market: ShopMarket, worth: ExactWorth): Player {
  const [listing] = market.listings;
  let open = true;
  return {
    opened: () => undefined,
    closed: () => {
      open = false;
    },
    choose(index) {
      const order = market.orders[index];
      if (!open || listing === undefined || order === undefined) return undefined;
      const value = market.value(listing, order);
      return value > 0 && value >= worth(listing.closes - order.at) ? 0 : undefined;
    },
  };
}

function scaled({ mean, low, high }: Estimate, by: (figure: number) => number): Estimate {
  return { mean: by(mean), low: by(low), high: by(high) };
}
