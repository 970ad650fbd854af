/** Who has whom, one to one. */
export type Assignment<L, R> = Map<L, R>;

/**
 * Extends an assignment to a largest one along the given edges, and answers who came in, in their order. Nobody who is
 * in loses his place, though he may change partners (augmenting paths). `edges` has to hold the pairs of `assignment`.
 */
export function extend<L, R>(assignment: Assignment<L, R>, edges: ReadonlyMap<L, readonly R[]>): L[] {
  const holder = new Map<R, L>([...assignment].map(([left, right]) => [right, left]));
  const added: L[] = [];
  for (const left of edges.keys()) {
    if (assignment.has(left)) continue;
    if (place(left, { assignment, edges, holder, tried: new Set() })) added.push(left);
  }
  return added;
}

interface Search<L, R> {
  assignment: Assignment<L, R>;
  edges: ReadonlyMap<L, readonly R[]>;
  holder: Map<R, L>;
  tried: Set<R>;
}

/** Finds a partner for `left`, asking holders to move on if need be. */
function place<L, R>(left: L, search: Search<L, R>): boolean {
  for (const right of search.edges.get(left) ?? []) {
    if (search.tried.has(right)) continue;
    search.tried.add(right);
    const holder = search.holder.get(right);
    if (holder !== undefined && !place(holder, search)) continue;
    search.holder.set(right, left);
    search.assignment.set(left, right);
    return true;
  }
  return false;
}
