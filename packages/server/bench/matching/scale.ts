import {
  type DemandEvidence,
  decideMatch,
  ListingIndex,
  type OrderFacts,
} from '@open-return-forwarding/core';
import { quantile, type RandomSource, randomSource, wholeBetween } from '@open-return-forwarding/simulator';
import { boutiquePolicy } from './boutique.ts';
import { drawListing, drawOrder, NOW } from './catalogue.ts';
import { atMost, type Target } from './targets.ts';

/** How long an order's decision takes in memory, and what the listings weigh there. */
export interface ScaleResult {
  /** An order's decision among the listings of the large market over one among those of the small, both at the 99th percentile. */
  readonly p99_1m_over_1k: number;
  readonly core_p50_ms_1k: number;
  readonly core_p99_ms_1k: number;
  readonly core_p50_ms_1m: number;
  readonly core_p99_ms_1m: number;
  /** The same where one article has 10,000 listings. */
  readonly hot_sku_p50_ms: number;
  readonly hot_sku_p99_ms: number;
  readonly listings_small: number;
  readonly listings_large: number;
  readonly listings_hot: number;
  /** What the large market takes, listings and index together. */
  readonly index_bytes_per_listing: number;
  readonly index_add_us: number;
  readonly decisions_timed: number;
}

/** What is promised of speed. */
export function scaleTargets(found: ScaleResult): Target[] {
  return [
    atMost('p99_1m_over_1k', found.p99_1m_over_1k, 1.5),
    atMost('core_p99_ms_1m', found.core_p99_ms_1m, 5),
    atMost('hot_sku_p99_ms', found.hot_sku_p99_ms, 2),
  ];
}

const LISTINGS_OF_A_SKU = 10;
const HOT_SKU = 'sku-hot';

interface Sizes {
  readonly small: number;
  /** The hot article's listings are among them. */
  readonly large: number;
  readonly hot: number;
  /** Orders in each market before the first one is timed. */
  readonly warm_up: number;
  readonly rounds: number;
  /** Orders in each market and round. */
  readonly round: number;
}

const fullSizes: Sizes = {
  small: 1_000,
  large: 1_000_000,
  hot: 10_000,
  warm_up: 1_000,
  rounds: 30,
  round: 300,
};
const quickSizes: Sizes = { small: 1_000, large: 5_000, hot: 500, warm_up: 20, rounds: 2, round: 50 };

/**
 * Times decisions of orders in turns, a round in each market after the other, so that whatever else the machine does falls
 * on all; a percentile is that of the middle round. A decision is all that an order needs: the search among the listings
 * of its article and the full record.
 */
export function measureScale(
  { seed, quick }: { seed: string; quick: boolean },
  say: (line: string) => void,
): ScaleResult {
  const random = randomSource(`${seed}/scale`);
  const sizes = quick ? quickSizes : fullSizes;
  const small = new Orders(new Stock(random.fork('small'), sizes.small));
  const before = memory();
  const started = performance.now();
  const stock = new Stock(random.fork('large'), sizes.large - sizes.hot);
  for (let i = 0; i < sizes.hot; i += 1) stock.add(HOT_SKU);
  const added = performance.now() - started;
  const bytes = memory() - before;
  say(`${sizes.large} listings stand in ${(added / 1_000).toFixed(1)} s`);
  const markets = [small, new Orders(stock), new Orders(stock, HOT_SKU)];
  const [at1k, at1m, hot] = takeTurns(markets, sizes) as [Percentiles, Percentiles, Percentiles];
  say(`decisions at the 99th percentile: ${at1k.p99}, ${at1m.p99}, ${hot.p99} ms`);
  return {
    p99_1m_over_1k: rounded(at1m.p99 / at1k.p99),
    core_p50_ms_1k: at1k.p50,
    core_p99_ms_1k: at1k.p99,
    core_p50_ms_1m: at1m.p50,
    core_p99_ms_1m: at1m.p99,
    hot_sku_p50_ms: hot.p50,
    hot_sku_p99_ms: hot.p99,
    listings_small: sizes.small,
    listings_large: sizes.large,
    listings_hot: sizes.hot,
    index_bytes_per_listing: Math.round(bytes / sizes.large),
    index_add_us: rounded((1_000 * added) / sizes.large),
    decisions_timed: sizes.rounds * sizes.round,
  };
}

/** Milliseconds. */
interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Percentiles of each market, in their order. */
function takeTurns(markets: readonly Orders[], { warm_up, rounds, round }: Sizes): Percentiles[] {
  for (const market of markets) market.decideMany(warm_up);
  const seen = markets.map((market) => ({ market, rounds: [] as number[][] }));
  for (let i = 0; i < rounds; i += 1)
    for (const each of seen) each.rounds.push(each.market.decideMany(round));
  return seen.map(({ rounds: times }) => ({ p50: middle(times, 0.5), p99: middle(times, 0.99) }));
}

/** A quantile as it was in the middle one of the rounds: a pause of the machine spoils one round and not the figure. */
function middle(rounds: readonly number[][], q: number): number {
  return rounded(
    quantile(
      rounds.map((times) => quantile(times, q)),
      0.5,
    ),
  );
}

/** Listings in an index, ten of each article, and what was seen of the demand for each. */
class Stock {
  readonly index = new ListingIndex();
  readonly skus: number;
  readonly random: RandomSource;
  private drawn = 0;

  constructor(random: RandomSource, listings: number) {
    this.random = random;
    this.skus = listings / LISTINGS_OF_A_SKU;
    for (let i = 0; i < listings; i += 1) this.add(`sku-${i % this.skus}`);
  }

  add(sku: string): void {
    this.drawn += 1;
    this.index.add(drawListing(this.random, { id: `listing-${this.drawn}`, sku }));
  }
}

/** Orders that come for any article of a stock, or for one. */
class Orders {
  private readonly stock: Stock;
  private readonly only: string | undefined;
  private readonly policy = boutiquePolicy({ general_per_day: 0.8, naming_per_day: 0.1 });
  private decided = 0;

  constructor(stock: Stock, only?: string) {
    this.stock = stock;
    this.only = only;
  }

  /** Decides about so many orders, and answers the milliseconds of each. What is matched is replaced. */
  decideMany(orders: number): number[] {
    const { random, skus, index } = this.stock;
    const times: number[] = [];
    for (let i = 0; i < orders; i += 1) {
      this.decided += 1;
      const sku = this.only ?? `sku-${wholeBetween(random, 0, skus)}`;
      const order = drawOrder(random, `order-${this.decided}`);
      // Each article has seen its own orders, so that no two are expected to sell at quite the same rate.
      const demand = { general: 30 * random.next(), naming: 5 * random.next(), days: 30 };
      const from = performance.now();
      const chosen = this.decide(sku, order, demand);
      times.push(performance.now() - from);
      if (chosen === undefined) continue;
      index.remove(chosen);
      this.stock.add(sku);
    }
    return times;
  }

  private decide(sku: string, order: OrderFacts, demand: DemandEvidence): string | undefined {
    const { index } = this.stock;
    const active_listings = index.count(sku);
    const asked = { kind: 'order_arrived' as const, now: NOW, active_listings };
    const question = { ...asked, sku, order, evidence: { demand }, categoryRatings };
    const { listings, tally, closings } = index.best(this.policy, question);
    const pairs = listings.map((listing) => ({ listing, order }));
    return decideMatch(this.policy, { ...asked, pairs, tally, closings }).chosen?.listing_id;
  }
}

const categoryRatings = () => ({ acceptable: 0, unacceptable: 0 });

/** Bytes of the heap and beside it, without what is no longer needed if the engine lets one say so. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(3));
}
