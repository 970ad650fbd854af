/** One value that a match can have, and how likely it is among the orders of its kind. */
export interface MatchOutcome {
  /** `X`, minor units. Values of 0 or less are never forwarded. */
  readonly value: number;
  readonly share: number;
}

/** Orders of one kind: a Poisson process and the values that its orders bring. The shares may add up to less than 1. */
export interface OrderStream {
  readonly per_day: number;
  readonly outcomes: readonly MatchOutcome[];
}

/** What one listing waits for. */
export interface WaitingProblem {
  /** Orders that accept a grade in general; they must reach the bar. */
  readonly general: OrderStream;
  /** Orders that name the listing; they are taken at any value above 0. */
  readonly naming: OrderStream;
  /** `h`, minor units. */
  readonly waiting_cost_per_day: number;
  /** `W`: value of the best pending order whose hold outlasts the window, else 0. */
  readonly pending_value: number;
}

/** Distinct positive values, ascending, with how likely each or a higher one is, and their contribution to the mean. */
export interface Tail {
  readonly values: readonly number[];
  /** `mass[i]`: share of orders with a value of `values[i]` or more; one entry more than values, the last 0. */
  readonly mass: readonly number[];
  /** `mean[i]`: sum of share times value over the same orders. */
  readonly mean: readonly number[];
}

const tails = new WeakMap<readonly MatchOutcome[], Tail>();

/** Merges, sorts and sums the positive outcomes of a stream. */
export function tailOf({ outcomes }: OrderStream): Tail {
  const known = tails.get(outcomes);
  if (known !== undefined) return known;
  const tail = summed(outcomes);
  tails.set(outcomes, tail);
  return tail;
}

function summed(outcomes: readonly MatchOutcome[]): Tail {
  const shares = new Map<number, number>();
  for (const { value, share } of outcomes) {
    if (value > 0) shares.set(value, (shares.get(value) ?? 0) + share);
  }
  const values = [...shares.keys()].toSorted((a, b) => a - b);
  const mass = Array.from(values, () => 0).concat(0);
  const mean = [...mass];
  for (let i = values.length - 1; i >= 0; i -= 1) {
    const value = values[i] ?? 0;
    const share = shares.get(value) ?? 0;
    mass[i] = (mass[i + 1] ?? 0) + share;
    mean[i] = (mean[i + 1] ?? 0) + share * value;
  }
  return { values, mass, mean };
}
