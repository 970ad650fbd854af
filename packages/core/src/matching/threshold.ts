import { roundHalfEven } from '../pricing/rounding.ts';
import { type Tail, tailOf, type WaitingProblem } from './waiting.ts';

/** A stretch of remaining time in which the same outcomes clear the bar. */
interface Stretch {
  readonly days: number;
  readonly value_after: number;
  /** Matches per day while the bar is in this stretch. */
  readonly matches_per_day: number;
}

/** `V' = gain - decay * V`, as it holds between two neighbouring outcome values. */
interface Slope {
  readonly gain: number;
  readonly decay: number;
  readonly matches_per_day: number;
}

/**
 * `V(s)`, the value of waiting `days` more days, in minor units (real): the exact solution of
 * `V' = lambda_g E[(X - V)+] + lambda_n E[(X - V) 1{X > 0}] - h`, `V(0) = W`, never below 0.
 */
export function valueOfWaiting(problem: WaitingProblem, days: number): number {
  return stretches(problem, days).at(-1)?.value_after ?? problem.pending_value;
}

/** The bar that a general order must reach: `V(s)` in whole minor units, half to even, as decisions record it. */
export function waitingThreshold(problem: WaitingProblem, days: number): number {
  return roundHalfEven(valueOfWaiting(problem, days));
}

/**
 * Probability that a listing with `days` to go is matched, by the bar of the same model. 1 where a pending order
 * outlasts the window; 0 where waiting is not worth its cost.
 */
export function matchProbability(problem: WaitingProblem, days: number): number {
  if (problem.pending_value > 0) return 1;
  if (isNotWorthWaiting(problem, days)) return 0;
  const expected = stretches(problem, days).reduce((sum, part) => sum + part.days * part.matches_per_day, 0);
  return -Math.expm1(-expected);
}

/**
 * Whether a listing is to close at once: waiting costs something and is worth nothing, and no pending order is worth
 * a forward either. `bestPending` is the highest `X` among all pending orders, however long they hold.
 */
export function isNotWorthWaiting(
  problem: WaitingProblem,
  days: number,
  bestPending = problem.pending_value,
): boolean {
  return problem.waiting_cost_per_day > 0 && bestPending <= 0 && valueOfWaiting(problem, days) <= 0;
}

/**
 * Follows `V` from the window's end backwards. The equation has no time in it and its slope falls as `V` rises, so `V`
 * moves one way only and towards the point where it stands still; between two outcome values it is an exponential.
 */
function stretches(problem: WaitingProblem, days: number): Stretch[] {
  const general = tailOf(problem.general);
  const slopes = slopesOf(problem, general);
  const start = Math.max(0, problem.pending_value);
  const above = general.values.findIndex((value) => value > start);
  const first = above === -1 ? general.values.length : above;
  const path = { general, slopes, start, days };
  const slope = slopes(first);
  return slope.gain - slope.decay * start >= 0 ? rise(path, first) : fall(path, first);
}

interface Path {
  readonly general: Tail;
  /** The slope where the outcomes from this index on are above `V`. */
  readonly slopes: (firstAbove: number) => Slope;
  readonly start: number;
  readonly days: number;
}

function slopesOf(problem: WaitingProblem, general: Tail): Path['slopes'] {
  const naming = tailOf(problem.naming);
  const taken = problem.naming.per_day * (naming.mass[0] ?? 0);
  const base = problem.naming.per_day * (naming.mean[0] ?? 0) - problem.waiting_cost_per_day;
  return (firstAbove) => {
    const decay = taken + problem.general.per_day * (general.mass[firstAbove] ?? 0);
    const gain = base + problem.general.per_day * (general.mean[firstAbove] ?? 0);
    return { gain, decay, matches_per_day: decay };
  };
}

function rise({ general, slopes, start, days }: Path, first: number): Stretch[] {
  const parts: Stretch[] = [];
  let value = start;
  let left = days;
  for (let i = first; left > 0; i += 1) {
    const part = stretch(slopes(i), { value, target: general.values[i] ?? Number.POSITIVE_INFINITY, left });
    parts.push(part);
    value = part.value_after;
    left -= part.days;
  }
  return parts;
}

/** Falling, an outcome equal to `V` still counts: it is above `V` from then on. At 0 the item is given up. */
function fall({ general, slopes, start, days }: Path, first: number): Stretch[] {
  const parts: Stretch[] = [];
  let value = start;
  let left = days;
  let i = general.values[first - 1] === start ? first - 1 : first;
  for (; left > 0 && value > 0; i -= 1) {
    const part = stretch(slopes(i), { value, target: general.values[i - 1] ?? 0, left });
    parts.push(part);
    value = part.value_after;
    left -= part.days;
  }
  if (left > 0) parts.push({ days: left, value_after: value, matches_per_day: 0 });
  return parts;
}

/** One stretch from `value` towards `target`, which it ends at if it gets there within the days left. */
function stretch(slope: Slope, at: { value: number; target: number; left: number }): Stretch {
  const { gain, decay, matches_per_day } = slope;
  const drift = gain - decay * at.value;
  const days = daysTo((at.target - at.value) / drift, decay);
  if (days < at.left) return { days, value_after: at.target, matches_per_day };
  const slowed = decay * at.left;
  const travelled = slowed === 0 ? at.left : at.left * (-Math.expm1(-slowed) / slowed);
  return { days: at.left, value_after: at.value + drift * travelled, matches_per_day };
}

/** Solves `(1 - e^(-decay t)) / decay = reach`; infinite where `V` comes to rest before its target. */
function daysTo(reach: number, decay: number): number {
  const slowed = decay * reach;
  if (!(reach >= 0 && reach < Number.POSITIVE_INFINITY) || slowed >= 1) return Number.POSITIVE_INFINITY;
  return slowed === 0 ? reach : reach * (-Math.log1p(-slowed) / slowed);
}
