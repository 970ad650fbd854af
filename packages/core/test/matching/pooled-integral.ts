import type { PooledProblem } from '../../src/matching/pooled-table.ts';

/** What one step may be off, minor units. */
const TOLERANCE = 1e-10;
const SHORTEST = 1e-6;
/** A listing that is worth no more than this is given up where it would lose. */
const NOTHING = 1e-9;

/**
 * `U_1 - U_0 … U_n - U_(n-1)` by numerical integration over the remaining time: of each possible order it is asked anew
 * whether it is taken, and each listing may be given up. Steps are halved until two halves say what the whole one does,
 * so that they become short where a choice changes.
 */
export function marginalsByIntegration(problem: PooledProblem, n: number, days: number): number[] {
  let totals = [0];
  for (let k = 1; k <= n; k += 1)
    totals.push((totals[k - 1] ?? 0) + Math.max(0, problem.pending_values[k - 1] ?? 0));
  let left = days;
  let step = Math.max(days / 64, SHORTEST);
  while (left > 0) {
    const length = Math.min(step, left);
    const whole = advanced(problem, totals, length);
    const halves = advanced(problem, advanced(problem, totals, length / 2), length / 2);
    const off = Math.max(...whole.map((value, k) => Math.abs(value - (halves[k] ?? 0))));
    if (off > TOLERANCE && length > SHORTEST) {
      step = length / 2;
      continue;
    }
    totals = halves;
    left -= length;
    if (off < TOLERANCE / 64) step = 2 * length;
  }
  return totals.slice(1).map((value, k) => value - (totals[k] ?? 0));
}

/** One step of the classical method of the fourth order; nobody keeps a listing that is worth less than nothing. */
function advanced(problem: PooledProblem, totals: readonly number[], step: number): number[] {
  const a = slopes(problem, totals);
  const b = slopes(problem, moved(totals, a, step / 2));
  const c = slopes(problem, moved(totals, b, step / 2));
  const d = slopes(problem, moved(totals, c, step));
  const mean = a.map((slope, k) => (slope + 2 * (b[k] ?? 0) + 2 * (c[k] ?? 0) + (d[k] ?? 0)) / 6);
  const next = moved(totals, mean, step);
  for (let k = 1; k < next.length; k += 1) next[k] = Math.max(next[k] ?? 0, next[k - 1] ?? 0);
  return next;
}

function moved(totals: readonly number[], slope: readonly number[], step: number): number[] {
  return totals.map((value, k) => value + step * (slope[k] ?? 0));
}

function slopes(
  { general, naming, waiting_cost_per_day }: PooledProblem,
  totals: readonly number[],
): number[] {
  const found = [0];
  for (let k = 1; k < totals.length; k += 1) {
    const last = (totals[k] ?? 0) - (totals[k - 1] ?? 0);
    let slope = -k * waiting_cost_per_day;
    for (const { value, share } of general.outcomes)
      if (value > 0) slope += general.per_day * share * Math.max(0, value - last);
    for (const { value, share } of naming.outcomes)
      if (value > 0) slope += naming.per_day * share * (value - last);
    found.push(last <= NOTHING ? Math.max(slope, found[k - 1] ?? 0) : slope);
  }
  return found;
}
