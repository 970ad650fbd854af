/** Several listings, open from the start, each until its own end; orders of several classes, in Poisson streams. */
export interface CrowdedGame {
  /** Days until each listing closes; at most 12 listings. */
  readonly closes: readonly number[];
  readonly classes: readonly OrderClass[];
}

export interface OrderClass {
  readonly per_day: number;
  /** What an order of the class is worth with each listing; 0 or less can never be forwarded. */
  readonly values: readonly number[];
}

/** What is known when an order comes in. */
export interface CrowdedState {
  /** Days since the start. */
  readonly now: number;
  /** Which listings are open: bit `i` is listing `i`. */
  readonly open: number;
  /** Index of the order's class. */
  readonly arrived: number;
}

/** Says which open listing an order gets; undefined: none. */
export type CrowdedChoice = (state: CrowdedState) => number | undefined;

/**
 * What the best possible play is worth: exhaustive dynamic programming over every set of open listings in every slot of
 * time, at most one order a slot, the error of the slots' length extrapolated away.
 */
export function exactCrowd(game: CrowdedGame, slotsPerDay = 200): number {
  return extrapolated(slotsPerDay, (slots) => new Walk(game, slots).value());
}

/** What a fixed rule is worth in the same game, computed instead of drawn. */
export function worthOfChoices(game: CrowdedGame, choice: CrowdedChoice, slotsPerDay = 200): number {
  return extrapolated(slotsPerDay, (slots) => new Walk(game, slots, choice).value());
}

function extrapolated(slots: number, run: (slotsPerDay: number) => number): number {
  return 2 * run(2 * slots) - run(slots);
}

/** From the last closing back to the start; between two closings the slots are of equal length. */
class Walk {
  private readonly game: CrowdedGame;
  private readonly slotsPerDay: number;
  private readonly choice: CrowdedChoice | undefined;
  /** By set of open listings: what it is worth from here on. */
  private worth: Float64Array;

  constructor(game: CrowdedGame, slotsPerDay: number, choice?: CrowdedChoice) {
    if (game.closes.length > 12) throw new RangeError('too many listings to try every set of them');
    this.game = game;
    this.slotsPerDay = slotsPerDay;
    this.choice = choice;
    this.worth = new Float64Array(2 ** game.closes.length);
  }

  value(): number {
    const ends = [0, ...new Set(this.game.closes)].toSorted((a, b) => b - a);
    for (let i = 0; i + 1 < ends.length; i += 1) this.stretch(ends[i + 1] ?? 0, ends[i] ?? 0);
    return this.worth[this.alive(0)] ?? 0;
  }

  /** Listings that close later than `now`. */
  private alive(now: number): number {
    return this.game.closes.reduce((open, closes, i) => (closes > now ? open | (1 << i) : open), 0);
  }

  private stretch(from: number, to: number): void {
    const alive = this.alive(from);
    const slots = Math.max(1, Math.round((to - from) * this.slotsPerDay));
    // What closes at `to` is worth nothing from then on, alone or with others.
    this.worth = this.worth.map((_, open) => this.worth[open & this.alive(to)] ?? 0);
    for (let i = slots - 1; i >= 0; i -= 1) {
      const now = from + ((i + 0.5) * (to - from)) / slots;
      this.step({ now, alive, length: (to - from) / slots });
    }
  }

  private step({ now, alive, length }: { now: number; alive: number; length: number }): void {
    const before = this.worth;
    this.worth = before.map((worth, open) => {
      if ((open & ~alive) !== 0) return worth;
      let gain = 0;
      this.game.classes.forEach(({ per_day }, arrived) => {
        gain += per_day * this.gainOf({ now, open, arrived }, before);
      });
      return worth + length * gain;
    });
  }

  /** What an order adds: by the rule if there is one, else by the best of all choices. */
  private gainOf(state: CrowdedState, worth: Float64Array): number {
    const gain = (listing: number) =>
      (this.game.classes[state.arrived]?.values[listing] ?? 0) +
      (worth[state.open & ~(1 << listing)] ?? 0) -
      (worth[state.open] ?? 0);
    if (this.choice !== undefined) {
      const chosen = this.choice(state);
      return chosen === undefined ? 0 : gain(chosen);
    }
    let best = 0;
    for (let i = 0; i < this.game.closes.length; i += 1) {
      const mayForward = (this.game.classes[state.arrived]?.values[i] ?? 0) > 0;
      if (mayForward && (state.open & (1 << i)) !== 0) best = Math.max(best, gain(i));
    }
    return best;
  }
}
