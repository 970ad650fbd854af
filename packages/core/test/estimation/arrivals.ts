import { addDays } from '../../src/time.ts';

export const START = '2027-03-01T09:00:00.000Z';

/** Numbers in [0, 1), the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Moments of a Poisson process over some days. */
export function arrivals(random: () => number, perDay: number, days: number): string[] {
  const found: string[] = [];
  for (let t = gap(random, perDay); t < days; t += gap(random, perDay)) found.push(addDays(START, t));
  return found;
}

function gap(random: () => number, perDay: number): number {
  return -Math.log(1 - random()) / perDay;
}
