import { isObject, type JsonObject } from '../../contract/documents.ts';
import { boundsOf, floored, least, net } from './figures.ts';

/** A value of a match at the reference price, and how often it comes. */
export interface Outcome {
  readonly value: bigint;
  /** Basis points of the orders. */
  readonly share: bigint;
}

/** What a schedule of the strategy `window` is computed from. */
export interface Problem {
  readonly discount: JsonObject;
  readonly reference: bigint;
  /** Milliseconds from opening to closing. */
  readonly length: bigint;
  /** Rates in millionths of an order per day. */
  readonly general: { readonly rate: bigint; readonly outcomes: readonly Outcome[] };
  readonly naming: { readonly rate: bigint; readonly outcomes: readonly Outcome[] };
  readonly waiting: bigint;
  /** Rate of tax in basis points. */
  readonly tax: bigint;
}

/** A price, from so many milliseconds after the opening on. */
export interface Shown {
  readonly after: bigint;
  readonly price: bigint;
}

const HOUR = 3_600_000n;
const MILLION = 1_000_000n;

/** The schedule as the annex on prices computes it. */
export function scheduleOf(problem: Problem): Shown[] {
  const { discount, reference: p, length: L } = problem;
  const bounds = boundsOf(discount, p);
  const window = isObject(discount.window) ? discount.window : {};
  if (bounds === undefined) return [];
  const n = atLeastOne(least(BigInt(Number(window.steps)), L / HOUR));
  const m = atLeastOne(-floored(-L, HOUR * n));
  const levels = levelsBetween(bounds);
  const path = bestPath(
    levels.map((deep) => valuesAt(problem, { deep, first: bounds.lowest, n, m })),
    Number(n),
    m,
  );
  const shown: Shown[] = [];
  path.forEach((level, step) => {
    const price = p - (levels[level] ?? 0n);
    const after = ((L * BigInt(step)) / (1000n * n)) * 1000n;
    if (shown.at(-1)?.price !== price) shown.push({ after, price });
  });
  return shown;
}

function levelsBetween({ lowest, highest }: { lowest: bigint; highest: bigint }): bigint[] {
  const all = Array.from({ length: 11 }, (_, k) => lowest + ((highest - lowest) * BigInt(k)) / 10n);
  return [...new Set(all)];
}

/** One slot earlier: the value of waiting, from the value of waiting after the slot. */
type Earlier = (value: bigint) => bigint;

interface Level {
  readonly deep: bigint;
  readonly first: bigint;
  readonly n: bigint;
  readonly m: bigint;
}

function valuesAt(problem: Problem, { deep, first, n, m }: Level): Earlier {
  const { reference: p, length: L, general, naming, waiting } = problem;
  const given = (discount: bigint) => most(0n, net(p, problem.tax) - net(p - discount, problem.tax));
  const cost = floored(MILLION * waiting * L, 86_400_000n * n * m);
  const more = (kind: 'general' | 'naming', rate: bigint) => {
    const excess = p === 0n ? 0n : ((deep - first) * 10_000n) / p;
    return (rate * (MILLION + responseOf(problem.discount, kind) * excess)) / MILLION;
  };
  const [g, h] = [more('general', general.rate), more('naming', naming.rate)];
  const below = 10_000n * (86_400_000_000_000n * n * m + (g + h) * L);
  return (value) => {
    const taken = sum(general, ({ value: x }) => most(0n, MILLION * (x - given(deep)) - value));
    const named = sum(naming, ({ value: x }) => MILLION * (x - given(deep) + given(first)) - value);
    return most(0n, value + floored(L * (g * taken + h * named), below) - cost);
  };
}

function responseOf({ window }: JsonObject, kind: 'general' | 'naming'): bigint {
  const response = isObject(window) && isObject(window.response) ? window.response : {};
  return BigInt(Number(response[`${kind}_bp_per_point`]));
}

function sum({ outcomes }: Problem['general'], earned: (outcome: Outcome) => bigint): bigint {
  return outcomes
    .filter(({ value }) => value > 0n)
    .reduce((total, outcome) => total + outcome.share * earned(outcome), 0n);
}

/** The level of each step: from the first one on never back, so that the value at the beginning is highest. */
function bestPath(levels: readonly Earlier[], n: number, m: bigint): number[] {
  let next = levels.map(() => 0n);
  const choices: number[][] = [];
  for (let step = n - 1; step >= 0; step -= 1) {
    const begun = levels.map((earlier, level) => repeated(earlier, next[level] ?? 0n, m));
    const choice = levels.map((_, level) => bestFrom(begun, level));
    choices[step] = choice;
    next = choice.map((level) => begun[level] ?? 0n);
  }
  const path = [0];
  for (let step = 1; step < n; step += 1) path.push(choices[step]?.[path.at(-1) ?? 0] ?? 0);
  return path;
}

function repeated(earlier: Earlier, value: bigint, times: bigint): bigint {
  let here = value;
  for (let slot = 0n; slot < times; slot += 1n) here = earlier(here);
  return here;
}

function bestFrom(values: readonly bigint[], level: number): number {
  let best = level;
  for (let each = level; each < values.length; each += 1)
    if ((values[each] ?? 0n) > (values[best] ?? 0n)) best = each;
  return best;
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function atLeastOne(value: bigint): bigint {
  return most(1n, value);
}
