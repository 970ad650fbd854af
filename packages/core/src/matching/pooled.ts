import { type PooledProblem, PooledTable } from './pooled-table.ts';
import { valueOfWaiting } from './threshold.ts';
import { type OrderStream, tailOf, type WaitingProblem } from './waiting.ts';

/** So many listings of an article that close first, and the mean of the time that they have left. */
export interface Pool {
  readonly listings: number;
  /** Days, 0 or more. */
  readonly days: number;
}

/** Sizes of pools that count. One listing alone is `V`; of more than 64, the first 64 say all. */
export const POOL_SIZES = [2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64] as const;
/** For the pooled bar, more orders of a kind a day count as so many. */
export const POOLED_ORDERS_PER_DAY = 1_000;
/** So many listings of an article are ever looked at together. */
export const MOST_POOLED = 64;
/** What is below this rounds to a bar of 0. */
const NOTHING = 0.5;

/** The pools of an article's active listings, by the days that each has left; more than the earliest 64 change nothing. */
export function poolsOf(daysLeft: readonly number[]): Pool[] {
  const earliest = daysLeft.toSorted((a, b) => a - b);
  const pools: Pool[] = [];
  let sum = 0;
  let taken = 0;
  for (const listings of POOL_SIZES) {
    if (listings > earliest.length) break;
    for (; taken < listings; taken += 1) sum += earliest[taken] ?? 0;
    pools.push({ listings, days: sum / listings });
  }
  return pools;
}

/**
 * `Delta_n`: what having `n` listings instead of one less is worth, if all have `days` to go, minor units (real). Of more
 * than 64 listings, the 64th counts. Looked up in tables that are kept; good to 1e-6.
 */
export function marginalValue(problem: PooledProblem, n: number, days: number): number {
  if (n <= 1) return valueOfWaiting(aloneIn(problem), days);
  const bounded = { ...problem, general: atMost(problem.general), naming: atMost(problem.naming) };
  return tableFor(stemOf(bounded), bounded, n).at(Math.min(n, MOST_POOLED), days);
}

/**
 * The bar of a problem, to be asked often: the lower of `V(days)` and of the `Delta_m` of each pool at the mean of its time
 * left, minor units (real, 0 for what rounds to it). Rates of the pools count to two digits.
 */
export class Bar {
  readonly #problem: PooledProblem;
  #asked: readonly Pool[] | undefined;
  /** The lowest of the pools that were asked for last. */
  #lowest = 0;
  #alone: WaitingProblem | undefined;

  constructor(problem: PooledProblem) {
    this.#problem = problem;
  }

  /** The bar of a listing with `days` to go among the pools of its article. */
  at(pools: readonly Pool[], days: number): number {
    if (this.#asked !== pools) {
      this.#asked = pools;
      this.#lowest = lowestOf(pools, this.#problem);
    }
    if (this.#lowest === 0) return 0;
    this.#alone ??= aloneIn(this.#problem);
    return Math.min(this.#lowest, valueOfWaiting(this.#alone, days));
  }
}

/** The lowest of all pools; infinite without any. */
function lowestOf(pools: readonly Pool[], problem: PooledProblem): number {
  // The largest pool is the one that most likely rules the rest out.
  for (let i = pools.length - 1; i >= 0; i -= 1) if (mostWorth(problem, pools[i] as Pool) < NOTHING) return 0;
  if (pools.length === 0) return Number.POSITIVE_INFINITY;
  const bounded = inDigits(problem);
  const stem = stemOf(bounded);
  const most = Math.max(2, ...pools.map(({ listings }) => listings));
  return pools.reduce(
    (lowest, { listings, days }) => Math.min(lowest, tableFor(stem, bounded, most).at(listings, days)),
    Number.POSITIVE_INFINITY,
  );
}

/**
 * No more than this is `Delta_n` worth: the n-th listing is of use only if there are so many orders, and then once. Spares
 * nearly every table, since an article rarely sees as many orders in a window as it has listings.
 */
function mostWorth({ general, naming, pending_values }: PooledProblem, { listings, days }: Pool): number {
  const highest = Math.max(bestOf(general), bestOf(naming), pending_values[0] ?? 0);
  const arrivals = (useful(general) + useful(naming)) * days;
  return highest * atLeast(listings - pending_values.length, arrivals);
}

function bestOf(stream: OrderStream): number {
  return tailOf(stream).values.at(-1) ?? 0;
}

/** Orders a day that are worth anything at all, at the rate that pools count with. */
function useful(stream: OrderStream): number {
  return pooledRate(stream.per_day) * (tailOf(stream).mass[0] ?? 0);
}

/** Probability that a Poisson count is `count` or more. */
function atLeast(count: number, mean: number): number {
  if (count <= 0) return 1;
  let term = Math.exp(-mean);
  let below = term;
  for (let i = 1; i < count; i += 1) {
    term *= mean / i;
    below += term;
  }
  return Math.max(0, 1 - below);
}

function aloneIn(problem: PooledProblem): WaitingProblem {
  return { ...problem, pending_value: Math.max(0, problem.pending_values[0] ?? 0) };
}

/** Two digits: a rate is known no better, and what was solved for one article serves the next. */
function inDigits(problem: PooledProblem): PooledProblem {
  const { general, naming, waiting_cost_per_day, pending_values } = problem;
  return {
    general: { per_day: pooledRate(general.per_day), outcomes: general.outcomes },
    naming: { per_day: pooledRate(naming.per_day), outcomes: naming.outcomes },
    waiting_cost_per_day,
    pending_values,
  };
}

const pooledRates = new Map<number, number>();
/** Learned rates have three digits, so that few differ. */
const MOST_RATES = 10_000;

function pooledRate(perDay: number): number {
  const before = pooledRates.get(perDay);
  if (before !== undefined) return before;
  if (pooledRates.size >= MOST_RATES) pooledRates.clear();
  const rate = Math.min(POOLED_ORDERS_PER_DAY, Number(perDay.toPrecision(2)));
  pooledRates.set(perDay, rate);
  return rate;
}

function atMost(stream: OrderStream): OrderStream {
  return stream.per_day <= POOLED_ORDERS_PER_DAY ? stream : { ...stream, per_day: POOLED_ORDERS_PER_DAY };
}

const tables = new Map<string, PooledTable>();
/** Bounds of what is kept: problems, and figures in their tables (8 bytes each), looked at now and then. */
const MOST_TABLES = 2_000;
const MOST_FIGURES = 1_000_000;
let made = 0;

function stemOf({ general, naming, waiting_cost_per_day, pending_values }: PooledProblem): string {
  return `${textOf(general)}|${textOf(naming)}|${waiting_cost_per_day}|${pending_values.join()}`;
}

function tableFor(stem: string, problem: PooledProblem, listings: number): PooledTable {
  const count = Math.min(MOST_POOLED, powerOfTwo(listings));
  const key = `${count} ${stem}`;
  return tables.get(key) ?? keep(key, new PooledTable(problem, count));
}

/** What was made first makes room: whoever still needs it makes it again in a millisecond. */
function keep(key: string, table: PooledTable): PooledTable {
  tables.set(key, table);
  made += 1;
  const weigh = made % 64 === 0;
  let figures = weigh ? [...tables.values()].reduce((sum, { size }) => sum + size, 0) : 0;
  for (const [oldest, { size }] of tables) {
    if (tables.size <= MOST_TABLES && figures <= MOST_FIGURES) break;
    figures -= size;
    tables.delete(oldest);
  }
  return table;
}

const texts = new WeakMap<OrderStream['outcomes'], string>();

function textOf({ per_day, outcomes }: OrderStream): string {
  const text = texts.get(outcomes) ?? outcomes.map(({ value, share }) => `${value}:${share}`).join();
  texts.set(outcomes, text);
  return `${per_day} ${text}`;
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, count)));
}
