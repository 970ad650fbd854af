import type { RandomSource } from './random.ts';

/** Time to the next event of a Poisson process of `perDay`, in days; infinite where nothing ever happens. */
export function exponential(random: RandomSource, perDay: number): number {
  return perDay > 0 ? -Math.log1p(-random.next()) / perDay : Number.POSITIVE_INFINITY;
}

/** A count with this mean (0 or more): exact, in time that grows with the mean. */
export function poisson(random: RandomSource, mean: number): number {
  let count = 0;
  // e^-16 is far from underflow, and a sum of Poisson counts is one.
  for (let left = mean; left > 0; left -= 16) {
    const floor = Math.exp(-Math.min(left, 16));
    for (let product = random.next(); product > floor; product *= random.next()) count += 1;
  }
  return count;
}

/** The moments of a Poisson process of `perDay` in [from, to), days, ascending. */
export function arrivals(
  random: RandomSource,
  perDay: number,
  [from, to]: readonly [number, number],
): number[] {
  const moments: number[] = [];
  for (let at = from + exponential(random, perDay); at < to; at += exponential(random, perDay))
    moments.push(at);
  return moments;
}

export function chance(random: RandomSource, probability: number): boolean {
  return random.next() < probability;
}

/** Whole, `from` or more and below `to`. */
export function wholeBetween(random: RandomSource, from: number, to: number): number {
  return from + Math.floor(random.next() * (to - from));
}

/** Draws an index, each with its share; the shares need not add up to 1. */
export type Categorical = (random: RandomSource) => number;

/** Prepares a draw of an index from shares; -1 for what is missing where they add up to less than `whole`. */
export function categorical(shares: readonly number[], whole?: number): Categorical {
  const cumulative: number[] = [];
  let sum = 0;
  for (const share of shares) {
    sum += share;
    cumulative.push(sum);
  }
  const scale = whole ?? sum;
  return (random) => firstAbove(cumulative, random.next() * scale);
}

/** Index of the first entry above `value` in an ascending list, or -1. */
function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low < ascending.length ? low : -1;
}
