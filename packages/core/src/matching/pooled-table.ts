import { type OrderStream, tailOf } from './waiting.ts';

/** What several listings of an article wait for together. */
export interface PooledProblem {
  readonly general: OrderStream;
  readonly naming: OrderStream;
  /** `h` of each listing, minor units. */
  readonly waiting_cost_per_day: number;
  /** Values of pending orders whose hold outlasts the window, falling; minor units. */
  readonly pending_values: readonly number[];
}

/** `G(delta) = gain - decay * delta`: what a listing with the marginal value `delta` earns a day, piece by piece. */
interface Earnings {
  /** Marginal values at which a piece ends, rising; all above 0. */
  readonly kinks: readonly number[];
  readonly gain: readonly number[];
  readonly decay: readonly number[];
}

/** The marginal values of the first, second, third … listing at one moment. */
interface Node {
  readonly days: number;
  readonly values: Float64Array;
  /** Piece of `G` that each value is in until the next node; -1 while it rests at 0. */
  readonly pieces: Int16Array;
}

const ORDER = 12;
const WIDTH = ORDER + 1;
/** No movement left that would matter within the longest window. */
const AT_REST = 1e-10;

/**
 * `Delta_1 … Delta_count` of a pooled problem over the remaining time, solved once and looked up:
 * `Delta_n' = G(Delta_n) - G(Delta_(n-1)) - h`, never below 0. Between two kinks the equations are linear, so each step is
 * a power series, exact to well below 1e-6; steps end where a value reaches a kink, turns, or leaves its rest at 0.
 */
export class PooledTable {
  readonly #earnings: Earnings;
  readonly #cost: number;
  readonly #step: number;
  readonly #nodes: Node[] = [];
  /** Power series of the step from the last node, one row per listing. */
  readonly #series: Float64Array;
  #rests = false;

  constructor(problem: PooledProblem, count: number) {
    this.#earnings = earningsOf(problem);
    this.#cost = problem.waiting_cost_per_day;
    this.#step = 0.25 / (this.#earnings.decay[0] || 1);
    this.#series = new Float64Array((count + 1) * WIDTH);
    const start = Float64Array.from({ length: count }, (_, i) => Math.max(0, problem.pending_values[i] ?? 0));
    this.#open(0, start);
  }

  /** Figures kept, for whoever bounds the memory. */
  get size(): number {
    return this.#nodes.length * (this.#nodes[0]?.values.length ?? 0);
  }

  /** `Delta_n` with `days` to go, minor units (real). `n` is at most the count that the table was made for. */
  at(n: number, days: number): number {
    this.#reach(days);
    const node = this.#nodeAt(days);
    const value = node.values[n - 1] ?? 0;
    const elapsed = days - node.days;
    if (elapsed === 0 || (this.#rests && node === this.#nodes.at(-1))) return value;
    this.#expand(node, Math.max(0, n - WIDTH), n);
    return Math.max(0, this.#sum(n, elapsed));
  }

  #reach(days: number): void {
    let last = this.#nodes.at(-1);
    while (last !== undefined && last.days <= days && !this.#rests) {
      this.#advance(last);
      last = this.#nodes.at(-1);
    }
  }

  #nodeAt(days: number): Node {
    let low = 0;
    let high = this.#nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#nodes[middle]?.days ?? 0) <= days) low = middle;
      else high = middle - 1;
    }
    return this.#nodes[low] as Node;
  }

  #advance(node: Node): void {
    const count = node.values.length;
    this.#expand(node, 0, count);
    if (this.#isAtRest(node)) {
      this.#rests = true;
      return;
    }
    let elapsed = this.#step;
    for (let n = 1; n <= count; n += 1) elapsed = Math.min(elapsed, this.#turn(node, n, elapsed));
    // Two events within a billionth of a step are one: rounding alone can tell them apart.
    elapsed = Math.max(elapsed, this.#step * 1e-9);
    const values = Float64Array.from({ length: count }, (_, i) => this.#landing(node, i + 1, elapsed));
    this.#open(node.days + elapsed, values);
  }

  /** Begins the stretch after `days`: each value is put into the piece of `G` that it is about to move in. */
  #open(days: number, values: Float64Array): void {
    const { kinks } = this.#earnings;
    const node: Node = { days, values, pieces: new Int16Array(values.length) };
    let slopeBefore = 0;
    let earnedBefore = 0;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? 0;
      const above = pieceOf(kinks, value);
      const earned = this.#earned(above, value);
      const slope = earned - earnedBefore - this.#cost;
      // Where a value stands still for an instant, the listing before it decides which way it goes.
      const direction = Math.abs(slope) > AT_REST ? slope : slopeBefore;
      const rests = value <= 0 && direction <= 0;
      const falls = direction < 0 && above > 0 && kinks[above - 1] === value;
      node.pieces[i] = rests ? -1 : above - (falls ? 1 : 0);
      slopeBefore = rests ? 0 : slope;
      earnedBefore = earned;
    }
    this.#nodes.push(node);
  }

  #earned(piece: number, value: number): number {
    return (this.#earnings.gain[piece] ?? 0) - (this.#earnings.decay[piece] ?? 0) * value;
  }

  /** Writes the power series of the listings after `from` up to `to`; the row of `from` itself only feeds the next. */
  #expand(node: Node, from: number, to: number): void {
    const series = this.#series;
    if (from === 0) series.fill(0, 0, WIDTH);
    else this.#expandFirst(node, from);
    for (let n = from + 1; n <= to; n += 1) this.#expandRow(node, n);
  }

  /** A row that begins a partial expansion: its own higher terms lie beyond what the wanted row can feel. */
  #expandFirst(node: Node, n: number): void {
    this.#series.fill(0, n * WIDTH, (n + 1) * WIDTH);
    this.#series[n * WIDTH] = node.values[n - 1] ?? 0;
  }

  #expandRow(node: Node, n: number): void {
    const { decay } = this.#earnings;
    const series = this.#series;
    const row = n * WIDTH;
    const value = node.values[n - 1] ?? 0;
    const piece = node.pieces[n - 1] ?? 0;
    series.fill(0, row, row + WIDTH);
    series[row] = value;
    if (piece < 0) return;
    const before = n > 1 ? (node.pieces[n - 2] ?? 0) : -2;
    const earnedBefore = before === -2 ? 0 : this.#earned(Math.max(0, before), node.values[n - 2] ?? 0);
    series[row + 1] = this.#earned(piece, value) - earnedBefore - this.#cost;
    const own = decay[piece] ?? 0;
    const feeding = before < 0 ? 0 : (decay[before] ?? 0);
    for (let j = 1; j < ORDER; j += 1) {
      const fed = feeding * (series[row - WIDTH + j] ?? 0);
      series[row + j + 1] = (fed - own * (series[row + j] ?? 0)) / (j + 1);
    }
  }

  #isAtRest(node: Node): boolean {
    return node.values.every((_, i) => Math.abs(this.#series[(i + 1) * WIDTH + 1] ?? 0) < AT_REST);
  }

  #sum(n: number, elapsed: number): number {
    const row = n * WIDTH;
    let sum = 0;
    for (let j = ORDER; j >= 0; j -= 1) sum = sum * elapsed + (this.#series[row + j] ?? 0);
    return sum;
  }

  #slope(n: number, elapsed: number): number {
    const row = n * WIDTH;
    let sum = 0;
    for (let j = ORDER; j >= 1; j -= 1) sum = sum * elapsed + j * (this.#series[row + j] ?? 0);
    return sum;
  }

  /** When within `limit` a value leaves its piece, turns round or leaves its rest; `limit` if it does not. */
  #turn(node: Node, n: number, limit: number): number {
    if (node.pieces[n - 1] === -1) return firstPositive((t) => this.#pull(node, n, t), limit);
    const start = this.#direction(n);
    const turned = firstPositive((t) => -start * this.#slope(n, t) - TURNING, limit);
    const bound = this.#bound(node, n, start);
    if (!Number.isFinite(bound)) return turned;
    return firstPositive((t) => start * (this.#sum(n, t) - bound) - ON_KINK, turned);
  }

  #direction(n: number): 1 | -1 {
    const row = n * WIDTH;
    const slope = this.#series[row + 1] ?? 0;
    const bend = this.#series[row + 2] ?? 0;
    return (Math.abs(slope) > AT_REST ? slope : bend) < 0 ? -1 : 1;
  }

  /** The kink that a value moves towards; 0 below the lowest. */
  #bound(node: Node, n: number, direction: 1 | -1): number {
    const { kinks } = this.#earnings;
    const piece = Math.max(0, node.pieces[n - 1] ?? 0);
    if (direction > 0) return kinks[piece] ?? Number.POSITIVE_INFINITY;
    return piece === 0 ? 0 : (kinks[piece - 1] ?? 0);
  }

  /** What would move a value up from 0: above 0 once the listing before it no longer takes all there is. */
  #pull(node: Node, n: number, elapsed: number): number {
    if (n === 1) return (this.#earnings.gain[0] ?? 0) - this.#cost;
    const before = Math.max(0, node.pieces[n - 2] ?? 0);
    const pull = this.#earned(0, 0) - this.#earned(before, this.#sum(n - 1, elapsed)) - this.#cost;
    return pull - AT_REST;
  }

  /** The value at the next node, on the kink where it has reached one. */
  #landing(node: Node, n: number, elapsed: number): number {
    const piece = node.pieces[n - 1] ?? 0;
    if (piece < 0) return 0;
    const value = this.#sum(n, elapsed);
    const { kinks } = this.#earnings;
    const below = piece === 0 ? 0 : (kinks[piece - 1] ?? 0);
    const above = kinks[piece] ?? Number.POSITIVE_INFINITY;
    if (value >= above - ON_KINK) return above;
    return value <= below + ON_KINK && value < (node.values[n - 1] ?? 0) ? below : value;
  }
}

/** Nearer to a kink than this is on it, minor units. */
const ON_KINK = 1e-11;
/** A slope less steep than this, minor units a day, turns nothing round: it may be rounding. */
const TURNING = 1e-8;

function earningsOf({ general, naming }: PooledProblem): Earnings {
  const tail = tailOf(general);
  const named = tailOf(naming);
  const pieces = Array.from({ length: tail.values.length + 1 }, (_, i) => i);
  return {
    kinks: tail.values,
    gain: pieces.map((i) => naming.per_day * (named.mean[0] ?? 0) + general.per_day * (tail.mean[i] ?? 0)),
    decay: pieces.map((i) => naming.per_day * (named.mass[0] ?? 0) + general.per_day * (tail.mass[i] ?? 0)),
  };
}

/** Index of the first kink above a value. */
function pieceOf(kinks: readonly number[], value: number): number {
  const index = kinks.findIndex((kink) => kink > value);
  return index === -1 ? kinks.length : index;
}

/** The first moment in `(0, limit]` at which `measure` is above 0, if it is at the end; else `limit`. */
function firstPositive(measure: (elapsed: number) => number, limit: number): number {
  if (!(measure(limit) > 0)) return limit;
  let low = 0;
  let high = limit;
  for (let i = 0; i < 60 && high - low > limit * 1e-15; i += 1) {
    const middle = (low + high) / 2;
    if (measure(middle) > 0) high = middle;
    else low = middle;
  }
  return high;
}
