import type { Zone } from '@open-return-forwarding/protocol';
import {
  arrivals,
  categorical,
  clairvoyantOutcome,
  type Estimate,
  greedyPlayer,
  play,
  type RandomSource,
  randomSource,
  ratioOf,
  referencePlayer,
  type Shop,
  type ShopMarket,
  shopMarket,
  valuesOf,
} from '@open-return-forwarding/simulator';
import { boutiquePolicy, dress, generalOrder, home, WINDOW_DAYS } from './boutique.ts';
import type { Sample } from './online.ts';

/** How an article comes back and is ordered: per day, as a fashion retailer's articles of the published study were. */
interface Season {
  readonly name: string;
  readonly returns_per_day: number;
  readonly orders_per_day: number;
}

/** Many listings of one article at a time, windows of unequal ends, the rule against the first gain on the same events. */
export interface SeasonResult {
  readonly name: string;
  readonly over_greedy: Estimate;
  readonly over_clairvoyant: Estimate;
}

export const seasons: readonly Season[] = [
  { name: 'A', returns_per_day: 0.45, orders_per_day: 0.74 },
  { name: 'B', returns_per_day: 1.66, orders_per_day: 2.2 },
  { name: 'C', returns_per_day: 1.05, orders_per_day: 2.76 },
  { name: 'D', returns_per_day: 0.24, orders_per_day: 0.3 },
  { name: 'far more returns than orders', returns_per_day: 4, orders_per_day: 1 },
  { name: 'far more orders than returns', returns_per_day: 2, orders_per_day: 12 },
];

const SEASON_DAYS = 30;
const places: readonly Zone[] = [home, 'NL-56', 'BE-9'];
const draw = categorical([0.2, 0.5, 0.3]);

/** Plays seasons of one article; senders and buyers come from the same places with the same shares. */
export function measureSeason(season: Season, { seed, markets }: Sample): SeasonResult {
  const demand = { general_per_day: season.orders_per_day, naming_per_day: 0 };
  const shop: Shop = {
    policy: boutiquePolicy(demand),
    listingKinds: places.map(dress),
    orderKinds: places.map(generalOrder),
  };
  const values = valuesOf(shop);
  const random = randomSource(`${seed}/season/${season.name}`);
  const rule: number[] = [];
  const greedy: number[] = [];
  const clairvoyant: number[] = [];
  for (let i = 0; i < markets; i += 1) {
    const market = drawSeason(season, values, random);
    rule.push(play(market, referencePlayer(shop, market)).value);
    greedy.push(play(market, greedyPlayer(market)).value);
    clairvoyant.push(clairvoyantOutcome(market).value);
  }
  const { name } = season;
  return { name, over_greedy: ratioOf(rule, greedy), over_clairvoyant: ratioOf(rule, clairvoyant) };
}

function drawSeason(season: Season, values: readonly number[][], random: RandomSource): ShopMarket {
  const listings = arrivals(random, season.returns_per_day, [0, SEASON_DAYS]).map((opens) => ({
    opens,
    // Some windows are shortened, by a policy of their own or by the end of a season.
    closes: opens + WINDOW_DAYS * (random.next() < 0.5 ? 1 : random.next()),
    kind: draw(random),
  }));
  const orders = arrivals(random, season.orders_per_day, [0, SEASON_DAYS]).map((at) => ({
    at,
    kind: draw(random),
  }));
  return shopMarket(values, { listings, orders });
}
