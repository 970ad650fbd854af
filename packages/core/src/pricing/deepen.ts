/** Orders of one kind at one price, in whole numbers. */
export interface PricedDemand {
  /** Millionths of an order per day. */
  readonly perDay: bigint;
  /** Shares in basis points; what a match earns in millionths of a minor unit. */
  readonly outcomes: readonly { readonly share: bigint; readonly earns: bigint }[];
}

/** A discount that may be chosen, minor units, and what orders bring at it. */
export interface PriceLevel {
  readonly discount: number;
  /** Orders that accept a grade in general: taken where they earn more than waiting on. */
  readonly general: PricedDemand;
  /** Orders that name the listing: always taken. */
  readonly naming: PricedDemand;
}

/** A window in equal steps of equal slots. */
export interface PricedWindow {
  /** Milliseconds. */
  readonly length: number;
  readonly steps: number;
  /** Slots per step; at most one order comes in each. */
  readonly slots: number;
  /** By rising discount, at least one. */
  readonly levels: readonly PriceLevel[];
  /** `h`, minor units. */
  readonly costPerDay: number;
}

/** Milliseconds of a day times a million. */
const DAY = 86_400_000_000_000n;

/**
 * The level of each step: the first level in the first step, then none below the one before, so that the expected value is
 * the highest of all such sequences. Each step is chosen by what follows it, and the lowest discount among equals. Whole
 * numbers throughout.
 */
export function deepen(window: PricedWindow): PriceLevel[] {
  const plans = backwards(window);
  const chosen: number[] = [];
  for (const plan of plans) chosen.push(chosen.length === 0 ? 0 : (plan[chosen.at(-1) ?? 0] ?? 0));
  return chosen.flatMap((level) => window.levels[level] ?? []);
}

/** Per step, first to last: the best level to go to from each level. */
function backwards(window: PricedWindow): number[][] {
  const plans: number[][] = [];
  let after = window.levels.map(() => 0n);
  for (let step = window.steps; step > 0; step -= 1) {
    const { best, plan } = atLeast(
      window.levels.map((level, k) => throughStep(window, level, after[k] ?? 0n)),
    );
    plans.unshift(plan);
    after = best;
  }
  return plans;
}

/** The best of each value and all later ones, and where it is; the earliest where several are equal. */
function atLeast(values: readonly bigint[]): { best: bigint[]; plan: number[] } {
  const best = [...values];
  const plan = values.map((_, k) => k);
  for (let k = values.length - 2; k >= 0; k -= 1) {
    const later = best[k + 1] ?? 0n;
    if ((best[k] ?? 0n) >= later) continue;
    best[k] = later;
    plan[k] = plan[k + 1] ?? k;
  }
  return { best, plan };
}

/** The value of waiting at the beginning of a step, millionths of a minor unit, from that at its end. */
export function throughStep(window: PricedWindow, level: PriceLevel, after: bigint): bigint {
  const length = BigInt(window.length);
  const slots = BigInt(window.steps * window.slots);
  const rate = level.general.perDay + level.naming.perDay;
  const divisor = 10_000n * (DAY * slots + rate * length);
  const cost = floorOf(1_000_000n * BigInt(window.costPerDay) * length, 86_400_000n * slots);
  let value = after;
  for (let slot = 0; slot < window.slots; slot += 1) {
    const next = value + floorOf(length * gainOver(level, value), divisor) - cost;
    value = next > 0n ? next : 0n;
  }
  return value;
}

/** What the orders of a day earn beyond `value`, times 10,000 and a million. */
function gainOver({ general, naming }: PriceLevel, value: bigint): bigint {
  let sum = 0n;
  for (const { share, earns } of general.outcomes) {
    if (earns > value) sum += general.perDay * share * (earns - value);
  }
  for (const { share, earns } of naming.outcomes) sum += naming.perDay * share * (earns - value);
  return sum;
}

function floorOf(dividend: bigint, divisor: bigint): bigint {
  return dividend / divisor - (dividend % divisor < 0n ? 1n : 0n);
}
