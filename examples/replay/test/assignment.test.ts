import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend } from '../assignment.ts';

/** The most that can be paired, by trying everything. */
function most(edges: readonly (readonly number[])[], taken: ReadonlySet<number> = new Set()): number {
  const [first, ...rest] = edges;
  if (first === undefined) return 0;
  const without = most(rest, taken);
  const withOne = first
    .filter((right) => !taken.has(right))
    .map((right) => 1 + most(rest, new Set([...taken, right])));
  return Math.max(without, ...withOne);
}

const graph = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), { maxLength: 6 });

describe('a one-to-one assignment', () => {
  it('moves a holder on where he has a choice and the newcomer has none', () => {
    const assignment = new Map([['early', 'x']]);
    const edges = new Map([
      ['early', ['x', 'y']],
      ['late', ['x']],
    ]);
    expect(extend(assignment, edges)).toEqual(['late']);
    expect(assignment).toEqual(
      new Map([
        ['early', 'y'],
        ['late', 'x'],
      ]),
    );
  });

  it('is as large as can be, along its edges, and nobody shares', () => {
    fc.assert(
      fc.property(graph, (lists) => {
        const edges = new Map(lists.entries());
        const assignment = new Map<number, number>();
        extend(assignment, edges);
        expect(assignment.size).toBe(most(lists));
        expect(new Set(assignment.values()).size).toBe(assignment.size);
        for (const [left, right] of assignment) expect(lists[left]).toContain(right);
      }),
    );
  });

  it('keeps everybody who was in when edges are added, and is then as large as can be', () => {
    fc.assert(
      fc.property(graph, graph, (few, more) => {
        const assignment = new Map<number, number>();
        const added = extend(assignment, new Map(few.entries()));
        const all = Array.from({ length: Math.max(few.length, more.length) }, (_, at) => [
          ...new Set([...(few[at] ?? []), ...(more[at] ?? [])]),
        ]);
        extend(assignment, new Map(all.entries()));
        expect([...assignment.keys()]).toEqual(expect.arrayContaining(added));
        expect(assignment.size).toBe(most(all));
      }),
    );
  });
});
