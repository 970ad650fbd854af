import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heaviestMatching, type Row } from '../../src/market/assignment.ts';

/** Tries every way to give each row a column of its own, or none. */
function byTrying(rows: readonly Row[], taken = new Set<number>(), row = 0): number {
  const here = rows[row];
  if (here === undefined) return 0;
  let best = byTrying(rows, taken, row + 1);
  Array.from(here.columns).forEach((column, i) => {
    if (taken.has(column)) return;
    const rest = byTrying(rows, new Set([...taken, column]), row + 1);
    best = Math.max(best, (here.weights[i] ?? 0) + rest);
  });
  return best;
}

const columns = 6;
const anyRow = fc
  .uniqueArray(fc.integer({ min: 0, max: columns - 1 }), { maxLength: columns })
  .chain((own) =>
    fc
      .array(fc.integer({ min: -5, max: 12 }), { minLength: own.length, maxLength: own.length })
      .map((weights) => ({ columns: own, weights })),
  );

describe('the heaviest matching', () => {
  it('is as heavy as the best of all matchings', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 6 }), (rows) => {
        expect(heaviestMatching(rows, columns).total).toBe(byTrying(rows));
      }),
      { numRuns: 400 },
    );
  });

  it('gives each row an edge of its own above 0 and no column twice, and adds up', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const { total, columnOf } = heaviestMatching(rows, columns);
        const weights = rows.map(({ columns: own, weights: worth }, row) => {
          const place = own.indexOf(columnOf[row] ?? -1);
          return columnOf[row] === -1 ? 0 : (worth[place] ?? Number.NaN);
        });
        const used = [...columnOf].filter((column) => column !== -1);
        expect(new Set(used).size).toBe(used.length);
        expect(weights.every((weight, row) => weight > 0 || columnOf[row] === -1)).toBe(true);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(total);
      }),
    );
  });

  it.each([
    ['nothing', [], 0],
    ['a row without edges', [{ columns: [], weights: [] }], 0],
    ['a loss is left alone', [{ columns: [0], weights: [-3] }], 0],
    [
      'the second row takes the place of the first, which moves',
      [
        { columns: [0, 1], weights: [9, 8] },
        { columns: [0], weights: [9] },
      ],
      17,
    ],
    [
      'the poorer of two stays alone',
      [
        { columns: [0], weights: [3] },
        { columns: [0], weights: [5] },
      ],
      5,
    ],
  ])('%s', (_, rows, total) => {
    expect(heaviestMatching(rows, 2).total).toBe(total);
  });
});
