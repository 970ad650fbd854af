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

const COARSE_SLOTS = 20_000;

/**
 * What the best possible play is worth with `days` to go, by dynamic programming over short slots of time with at most one
 * order each. Knows nothing of the published solver: it is what that one is measured against. The item may be given
 * up at any time. Right to about 1e-7 of the highest value, since the error of the slots' length is extrapolated away.
 */
export function exactWaiting(game: WaitingGame, days: number): number {
  return 2 * bySlots(game, days, 2 * COARSE_SLOTS) - bySlots(game, days, COARSE_SLOTS);
}

function bySlots(game: WaitingGame, days: number, slots: number): number {
  const slot = days / slots;
  let value = Math.max(0, game.final_value ?? 0);
  for (let i = 0; i < slots; i += 1) {
    let gain = -(game.cost_per_day ?? 0);
    for (const { value: x, share } of game.free.classes) {
      if (x > 0) gain += game.free.per_day * share * Math.max(0, x - value);
    }
    for (const { value: x, share } of game.bound?.classes ?? []) {
      if (x > 0) gain += (game.bound?.per_day ?? 0) * share * (x - value);
    }
    value = Math.max(0, value + slot * gain);
  }
  return value;
}
