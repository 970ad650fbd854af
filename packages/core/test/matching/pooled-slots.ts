import type { PooledProblem } from '../../src/matching/pooled-table.ts';

const slots = 3_000;

/** `U_1 - U_0 … U_n - U_(n-1)` by exhaustive dynamic programming over short slots with at most one order each. */
export function marginalsBySlots(problem: PooledProblem, n: number, days: number): number[] {
  const coarse = walk(problem, { n, days, slots });
  const fine = walk(problem, { n, days, slots: 2 * slots });
  // Two slot lengths give away the error of the first order.
  const totals = fine.map((value, k) => 2 * value - (coarse[k] ?? 0));
  return totals.slice(1).map((value, k) => value - (totals[k] ?? 0));
}

/** The value of having 0, 1, … n listings: what each possible order brings if it is taken or left, and giving one up. */
function walk(
  problem: PooledProblem,
  { n, days, slots: count }: { n: number; days: number; slots: number },
): number[] {
  const slot = days / count;
  const { general, naming, waiting_cost_per_day, pending_values } = problem;
  let totals = [0];
  for (let k = 1; k <= n; k += 1) totals.push((totals[k - 1] ?? 0) + Math.max(0, pending_values[k - 1] ?? 0));
  for (let i = 0; i < count; i += 1) {
    const next = [0];
    for (let k = 1; k <= n; k += 1) {
      const here = totals[k] ?? 0;
      const less = totals[k - 1] ?? 0;
      let value = here - slot * k * waiting_cost_per_day;
      for (const { value: x, share } of general.outcomes) {
        if (x > 0) value += slot * general.per_day * share * Math.max(0, x + less - here);
      }
      for (const { value: x, share } of naming.outcomes) {
        if (x > 0) value += slot * naming.per_day * share * (x + less - here);
      }
      next.push(Math.max(value, next[k - 1] ?? 0));
    }
    totals = next;
  }
  return totals;
}
