import { type PooledProblem, PooledTable } from './pooled-table.ts';
import { valueOfWaiting } from './threshold.ts';
import type { OrderStream } from './waiting.ts';

/** Listings are told apart up to this many; of more, two, four, eight … count as one. */
export const POOLED_LISTINGS = 64;
/** For the pooled bar, more orders of a kind a day count as so many. */
export const POOLED_ORDERS_PER_DAY = 1_000;

/**
 * `Delta_n`: what having `n` listings instead of one less is worth with `days` to go, minor units (real); the bar of a
 * general order. `n = 1` is the value of waiting. Looked up in tables that are kept; good to 1e-6.
 */
export function marginalValue(problem: PooledProblem, n: number, days: number): number {
  return barOf(problem)(n, days);
}

/** `Delta_n(days)` of one problem. */
export type Bar = (n: number, days: number) => number;

/** The bar of a problem as a function to be asked often: whoever has many questions about one problem keeps it. */
export function barOf(problem: PooledProblem): Bar {
  const alone = { ...problem, pending_value: Math.max(0, problem.pending_values[0] ?? 0) };
  const solved = tablesOf(problem);
  return (n, days) => (n <= 1 ? valueOfWaiting(alone, days) : pooledValue(solved, n, days));
}

/** The table for batches of a size, for so many of them. */
type Tables = (batch: number, count: number) => PooledTable;

/**
 * Beyond 64 listings, batches of two, four, eight … count as one listing and meet as much rarer orders. The lowest of
 * the bars up to that batch counts, so that one listing more never raises it.
 */
function pooledValue(solved: Tables, n: number, days: number): number {
  let batch = 1;
  while (n > POOLED_LISTINGS * batch) batch *= 2;
  const counted = Math.ceil(n / batch);
  let lowest = solved(batch, powerOfTwo(counted)).at(counted, days);
  for (let smaller = batch / 2; smaller >= 1 && lowest > 0; smaller /= 2) {
    lowest = Math.min(lowest, solved(smaller, POOLED_LISTINGS).at(POOLED_LISTINGS, days));
  }
  return lowest;
}

const tables = new Map<string, PooledTable>();
/** Bounds of what is kept: problems, and figures in their tables (8 bytes each), looked at now and then. */
const MOST_TABLES = 2_000;
const MOST_FIGURES = 4_000_000;
let made = 0;

function tablesOf(problem: PooledProblem): Tables {
  const { general, naming, waiting_cost_per_day, pending_values } = problem;
  const stem = JSON.stringify([figuresOf(general), figuresOf(naming), waiting_cost_per_day, pending_values]);
  return (batch, count) => {
    const key = `${batch} ${count} ${stem}`;
    return tables.get(key) ?? keep(key, new PooledTable(batched(problem, batch, count), count));
  };
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

function figuresOf({ per_day, outcomes }: OrderStream): number[] {
  return [per_day, ...outcomes.flatMap(({ value, share }) => [value, share])];
}

function batched(problem: PooledProblem, batch: number, count: number): PooledProblem {
  const { general, naming, waiting_cost_per_day, pending_values } = problem;
  const means = Array.from({ length: count }, (_, i) => {
    const values = pending_values.slice(i * batch, (i + 1) * batch);
    return values.reduce((sum, value) => sum + value, 0) / batch;
  });
  return {
    general: rarer(general, batch),
    naming: rarer(naming, batch),
    waiting_cost_per_day,
    pending_values: means,
  };
}

function rarer(stream: OrderStream, batch: number): OrderStream {
  return { ...stream, per_day: Math.min(POOLED_ORDERS_PER_DAY, stream.per_day / batch) };
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, count)));
}
