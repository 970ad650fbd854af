import type { Cycle } from './cycle.ts';

/** One arrow of a diagram: everything that leads from one state to another. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly triggers: readonly string[];
}

/** A lane to the right of the states: all arrows into one state share it. */
export interface Lane {
  /** Row of the state that the lane leads to. */
  readonly to: number;
  readonly edges: readonly Edge[];
  /** How far to the right it lies, 0 nearest to the states. */
  readonly column: number;
}

/** Where the arrows of a life cycle run: straight down to the next state, or by a lane. */
export interface Arrows {
  readonly down: readonly Edge[];
  readonly lanes: readonly Lane[];
}

/**
 * Lays the arrows of a life cycle out. States stand one below the other in their order; lanes whose rows do not meet
 * share a column, short ones lie nearer to the states.
 */
export function arrowsOf(cycle: Cycle): Arrows {
  const edges = edgesOf(cycle);
  const byTarget = Map.groupBy(
    edges.filter(({ from, to }) => to !== from + 1),
    ({ to }) => to,
  );
  const spans = [...byTarget].map(([to, into]) => {
    const rows = [to, ...into.map(({ from }) => from)];
    return { to, edges: into, first: Math.min(...rows), last: Math.max(...rows) };
  });
  spans.sort((left, right) => left.last - left.first - (right.last - right.first) || left.to - right.to);
  const columns: { first: number; last: number }[][] = [];
  const lanes = spans.map(({ to, edges: into, first, last }) => {
    const free = columns.findIndex((taken) =>
      taken.every((other) => other.last < first || other.first > last),
    );
    const column = free === -1 ? columns.length : free;
    columns[column] = [...(columns[column] ?? []), { first, last }];
    return { to, edges: into, column };
  });
  return { down: edges.filter(({ from, to }) => to === from + 1), lanes };
}

function edgesOf({ states, transitions }: Cycle): Edge[] {
  const rows = Object.keys(states);
  const pairs = transitions.flatMap(({ on, from, to }) => from.map((source) => ({ source, to, on })));
  const grouped = Map.groupBy(pairs, ({ source, to }) => `${source} ${to}`);
  return [...grouped.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const triggers = [...new Set(same.map(({ on }) => on))];
    return [{ from: rows.indexOf(first.source), to: rows.indexOf(first.to), triggers }];
  });
}
