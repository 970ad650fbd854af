/** Orders that one listing may see: Poisson arrivals whose values fall into few classes. */
export interface ClassedOrders {
  readonly per_day: number;
  /** Value of an order of each class, and the share of each. */
  readonly classes: readonly { readonly value: number; readonly share: number }[];
}

/** One listing that waits. Orders in `free` may be refused; one in `bound` with a value above 0 has to be served. */
export interface WaitingGame {
  readonly free: ClassedOrders;
  readonly bound?: ClassedOrders;
  /** What each day of waiting costs. */
  readonly cost_per_day?: number;
  /** What is left when the window ends. */
  readonly final_value?: number;
}

/** What the best possible play is worth, by days to go. */
export type ExactWorth = (daysToGo: number) => number;

const COARSE_SLOTS = 20_000;

/**
 * What the best possible play is worth, up to `days` to go, by dynamic programming over short slots of time with at most
 * one order each. Knows nothing of the published solver: it is what that one is measured against. The item may be given
 * up at any time. Right to about 1e-7 of the highest value, since the error of the slots' length is extrapolated away.
 */
export function exactWaiting(game: WaitingGame, days: number): ExactWorth {
  const coarse = bySlots(game, days, COARSE_SLOTS);
  const fine = bySlots(game, days, 2 * COARSE_SLOTS);
  const worth = coarse.map((value, i) => 2 * (fine[2 * i] ?? 0) - value);
  return (daysToGo) => {
    const place = Math.min(1, Math.max(0, daysToGo / days)) * COARSE_SLOTS;
    const below = Math.floor(place);
    const [low, high] = [worth[below] ?? 0, worth[below + 1] ?? worth[below] ?? 0];
    return low + (place - below) * (high - low);
  };
}

/** By slots to go, from 0. */
function bySlots(game: WaitingGame, days: number, slots: number): Float64Array {
  const slot = days / slots;
  const worth = new Float64Array(slots + 1);
  let value = Math.max(0, game.final_value ?? 0);
  worth[0] = value;
  for (let i = 1; i <= slots; i += 1) {
    value = Math.max(0, value + slot * gainPerDay(game, value));
    worth[i] = value;
  }
  return worth;
}

function gainPerDay(game: WaitingGame, value: number): number {
  let gain = -(game.cost_per_day ?? 0);
  for (const { value: x, share } of game.free.classes) {
    if (x > 0) gain += game.free.per_day * share * Math.max(0, x - value);
  }
  for (const { value: x, share } of game.bound?.classes ?? []) {
    if (x > 0) gain += (game.bound?.per_day ?? 0) * share * (x - value);
  }
  return gain;
}
