import { leastFirst } from './heap.ts';

/** What a row may be matched with: columns, each once, with what that is worth. */
export interface Row {
  readonly columns: ArrayLike<number>;
  /** Finite; only what is above 0 is ever matched. */
  readonly weights: ArrayLike<number>;
}

/** A heaviest matching: total weight, and each row's column or -1. */
export interface Matching {
  readonly total: number;
  readonly columnOf: Int32Array;
}

/**
 * Maximum-weight matching of a sparse bipartite graph, exact (in whole weights to the last unit): one shortest augmenting
 * path per row with prices on the columns, so that a row is free to stay alone. A row costs what the part of the graph
 * costs that its path has to look at.
 */
export function heaviestMatching(rows: readonly Row[], columnCount: number): Matching {
  const state = new Search(rows, columnCount);
  for (let row = 0; row < rows.length; row += 1) state.place(row);
  return { total: state.total(), columnOf: state.columnOf };
}

/** No column: the row stays alone. */
const ALONE = -1;

/** Where the cheapest path ends: at a free column, or at a row that is left alone. */
interface End {
  readonly distance: number;
  readonly column: number;
  /** The row that gives up its column, or that reaches the free one. */
  readonly row: number;
}

/**
 * The matching so far. Costs are negative weights. `price` is the dual of a column (0 while it is free, never above 0) and
 * `worth` that of a row; `-weight - worth - price` is 0 on a matched edge and never below 0 on another one of a placed row.
 */
class Search {
  readonly columnOf: Int32Array;
  private readonly rows: readonly Row[];
  private readonly rowOf: Int32Array;
  private readonly price: Float64Array;
  private readonly worth: Float64Array;
  private readonly distance: Float64Array;
  private readonly cameFrom: Int32Array;
  private readonly isSettled: Uint8Array;
  private readonly queue = leastFirst();
  private settled: number[] = [];
  private seen: number[] = [];

  constructor(rows: readonly Row[], columnCount: number) {
    this.rows = rows;
    this.columnOf = new Int32Array(rows.length).fill(ALONE);
    this.rowOf = new Int32Array(columnCount).fill(-1);
    this.price = new Float64Array(columnCount);
    this.worth = new Float64Array(rows.length);
    this.distance = new Float64Array(columnCount).fill(Number.POSITIVE_INFINITY);
    this.cameFrom = new Int32Array(columnCount).fill(-1);
    this.isSettled = new Uint8Array(columnCount);
  }

  /** Places a new row by the cheapest path, moving the rows on the way, and sets prices so that nobody wants to move. */
  place(start: number): void {
    const end = this.cheapestEnd(start);
    for (const column of this.settled) {
      this.price[column] = at(this.price, column) + at(this.distance, column) - end.distance;
    }
    this.shift(end, start);
    this.appraise(start);
    this.appraise(end.row);
    for (const column of this.settled) this.appraise(at(this.rowOf, column));
    this.forget();
  }

  total(): number {
    return this.columnOf.reduce((sum, column, row) => sum + this.weight(row, column), 0);
  }

  /** Dijkstra over reduced costs. */
  private cheapestEnd(start: number): End {
    let alone: End = { distance: 0, column: ALONE, row: start };
    this.relax(start, 0);
    while (this.queue.size > 0 && this.queue.leastKey() < alone.distance) {
      const column = this.queue.pop();
      if (this.isSettled[column] === 1) continue;
      const [distance, row] = [at(this.distance, column), at(this.rowOf, column)];
      if (row === -1) return { distance, column, row: at(this.cameFrom, column) };
      this.settled.push(column);
      this.isSettled[column] = 1;
      const onward = distance - at(this.worth, row);
      if (onward < alone.distance) alone = { distance: onward, column: ALONE, row };
      this.relax(row, onward);
    }
    return alone;
  }

  private relax(row: number, base: number): void {
    const { columns, weights } = rowAt(this.rows, row);
    for (let i = 0; i < columns.length; i += 1) {
      const column = at(columns, i);
      const weight = at(weights, i);
      const distance = base - weight - at(this.price, column);
      const known = at(this.distance, column);
      if (weight <= 0 || distance >= known || this.isSettled[column] === 1) continue;
      if (known === Number.POSITIVE_INFINITY) this.seen.push(column);
      this.distance[column] = distance;
      this.cameFrom[column] = row;
      this.queue.push(distance, column);
    }
  }

  /** Walks back to the start, handing each row the column that the next one gives up. */
  private shift(end: End, start: number): void {
    let column = end.column;
    for (let row = end.row; ; row = at(this.cameFrom, column)) {
      const givenUp = at(this.columnOf, row);
      this.columnOf[row] = column;
      if (column !== ALONE) this.rowOf[column] = row;
      if (row === start) return;
      column = givenUp;
    }
  }

  private appraise(row: number): void {
    const column = at(this.columnOf, row);
    this.worth[row] = column === ALONE ? 0 : -this.weight(row, column) - at(this.price, column);
  }

  private weight(row: number, column: number): number {
    const { columns, weights } = rowAt(this.rows, row);
    for (let i = 0; i < columns.length; i += 1) if (at(columns, i) === column) return at(weights, i);
    return 0;
  }

  private forget(): void {
    for (const column of this.seen) this.distance[column] = Number.POSITIVE_INFINITY;
    for (const column of this.settled) this.isSettled[column] = 0;
    this.seen = [];
    this.settled = [];
    this.queue.clear();
  }
}

function at(numbers: ArrayLike<number>, i: number): number {
  return numbers[i] ?? Number.NaN;
}

function rowAt(rows: readonly Row[], row: number): Row {
  return rows[row] ?? { columns: [], weights: [] };
}
