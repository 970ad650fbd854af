import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashSet } from '../../src/forecast/hash-set.ts';
import { filePairing } from '../../src/forecast/pairing.ts';
import { articlePieces, sampleArticles } from '../../src/forecast/sample.ts';
import type { Season } from '../../src/forecast/season.ts';
import { type Happening, seasonOf } from './made.ts';

const happening = fc.record({
  hours: fc.integer({ min: 0, max: 240 }),
  what: fc.constantFrom('R', 'O'),
  sku: fc.constantFrom('A', 'B', 'C'),
});

/** Events of a season by article, as they are kept. */
function kept(season: Season): string[][] {
  return season.skus.map((_, i) =>
    Array.from(season.columns.row.subarray(season.begins[i], season.begins[i + 1]), String),
  );
}

describe('a season', () => {
  it('keeps the articles that came back, each in the order of time, of one moment in the order of the file', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const season = seasonOf(happenings);
        const skus = [...new Set(happenings.map(({ sku }) => sku))].filter((sku) =>
          happenings.some((each) => each.sku === sku && each.what === 'R'),
        );
        const expected = skus.map((sku) =>
          [...happenings.entries()]
            .filter(([, each]) => each.sku === sku)
            .toSorted(([a, one], [b, other]) => one.hours - other.hours || a - b)
            .map(([row]) => String(row)),
        );
        expect(kept(season)).toEqual(expected);
        expect(season.orders + season.returns).toBe(happenings.length);
      }),
    );
  });

  it('parts events of one moment, so that what stands first happens first', () => {
    const { columns } = seasonOf([
      { hours: 1, what: 'O', sku: 'A' },
      { hours: 1, what: 'R', sku: 'A' },
    ]);
    expect((columns.at[1] ?? 0) > (columns.at[0] ?? 0)).toBe(true);
    expect(Math.floor(columns.at[1] ?? 0)).toBe(columns.at[0]);
  });
});

describe('pairs by the files alone', () => {
  /** The most returns that can each have an order of its own, by trying. */
  function most(happenings: readonly Happening[]): number {
    const ordered = [...happenings.entries()].toSorted(([a, x], [b, y]) => x.hours - y.hours || a - b);
    const returns = ordered.flatMap(([, each], at) => (each.what === 'R' ? [{ ...each, at }] : []));
    const best = (i: number, used: ReadonlySet<number>): number => {
      const own = returns[i];
      if (own === undefined) return 0;
      const fits = ordered.flatMap(([, each], at) =>
        each.what === 'O' &&
        each.sku === own.sku &&
        at > own.at &&
        each.hours < own.hours + 72 &&
        !used.has(at)
          ? [at]
          : [],
      );
      return Math.max(best(i + 1, used), ...fits.map((at) => 1 + best(i + 1, new Set([...used, at]))));
    };
    return best(0, new Set());
  }

  it('are as many as can be', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 9 }), (happenings) => {
        expect(filePairing(seasonOf(happenings), () => 3).one_to_one_matches).toBe(most(happenings));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Happening[], [number, number]]>([
    [
      'an order before the return',
      [
        { hours: 0, what: 'O', sku: 'A' },
        { hours: 1, what: 'R', sku: 'A' },
      ],
      [0, 0],
    ],
    [
      'an order at the end of the window',
      [
        { hours: 0, what: 'R', sku: 'A' },
        { hours: 72, what: 'O', sku: 'A' },
      ],
      [0, 0],
    ],
    [
      'an order just before it',
      [
        { hours: 0, what: 'R', sku: 'A' },
        { hours: 71, what: 'O', sku: 'A' },
      ],
      [1, 1],
    ],
    [
      'another article',
      [
        { hours: 0, what: 'R', sku: 'A' },
        { hours: 1, what: 'O', sku: 'B' },
      ],
      [0, 0],
    ],
    [
      'two returns, one order',
      [
        { hours: 0, what: 'R', sku: 'A' },
        { hours: 1, what: 'R', sku: 'A' },
        { hours: 2, what: 'O', sku: 'A' },
      ],
      [2, 1],
    ],
  ])('with %s', (_, happenings, [withOrder, pairs]) => {
    expect(filePairing(seasonOf(happenings), () => 3)).toMatchObject({
      lines_with_an_order: withOrder,
      one_to_one_matches: pairs,
    });
  });
});

describe('parts of a season', () => {
  const season = seasonOf(
    Array.from({ length: 900 }, (_, i) => ({
      hours: i,
      what: i % 3 === 0 ? ('R' as const) : ('O' as const),
      sku: `A${Math.floor(Math.sqrt(i))}`,
    })),
  );

  it('hold every article once', () => {
    expect(articlePieces(season, 50).flat()).toEqual(season.skus.map((_, i) => i));
  });

  it('are all of it, or a share of its events with large and small articles', () => {
    expect(sampleArticles(season, 900)).toMatchObject({ isAll: true, returns: 300 });
    const { articles, isAll, returns } = sampleArticles(season, 300);
    expect(isAll).toBe(false);
    expect(articles.length).toBe(10);
    expect(Math.abs(returns - 100)).toBeLessThan(15);
  });
});

describe('a set of hashes', () => {
  it('holds what was added and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 52 }), { maxLength: 300 }), (hashes) => {
        const set = new HashSet();
        const known = new Set<number>();
        for (const hash of hashes) {
          expect(set.add(hash)).toBe(!known.has(hash));
          known.add(hash);
        }
        expect(hashes.every((hash) => set.has(hash))).toBe(true);
        expect(set.has(2 ** 52 + 1)).toBe(false);
      }),
    );
  });

  it('grows', () => {
    const set = new HashSet();
    for (let i = 0; i < 20_000; i += 1) set.add(i * 4_096);
    expect(Array.from({ length: 20_000 }, (_, i) => set.has(i * 4_096)).every(Boolean)).toBe(true);
    expect(set.has(1)).toBe(false);
  });
});
