import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CrowdedGame, exactCrowd, worthOfChoices } from '../../src/market/exact-crowd.ts';
import { exactWaiting } from '../../src/market/exact-waiting.ts';

const always = (value: number) => [{ value, share: 1 }];

describe('one listing that waits, exactly', () => {
  it.each([
    { per_day: 0.3, days: 3, value: 500, W: 0 },
    { per_day: 5, days: 3, value: 500, W: 200 },
    { per_day: 2.2, days: 0.5, value: 80, W: 0 },
  ])('has the closed form for one value: $per_day a day, $days days', ({ per_day, days, value, W }) => {
    const game = { free: { per_day, classes: always(value) }, final_value: W };
    const expected = W + (value - W) * -Math.expm1(-per_day * days);
    expect(exactWaiting(game, days)(days)).toBeCloseTo(expected, 4);
  });

  it('has the closed form for values spread evenly over [0, 1]', () => {
    const cells = 400;
    const classes = Array.from({ length: cells }, (_, i) => ({ value: (i + 0.5) / cells, share: 1 / cells }));
    const worth = exactWaiting({ free: { per_day: 2, classes } }, 3)(3);
    expect(worth).toBeCloseTo(1 - 2 / (2 + 2 * 3), 4);
  });

  it('gives up at once what costs more to keep than it brings', () => {
    const free = { per_day: 0.1, classes: always(100) };
    expect(exactWaiting({ free, cost_per_day: 11 }, 3)(3)).toBe(0);
    expect(exactWaiting({ free, cost_per_day: 9 }, 3)(3)).toBeGreaterThan(0);
  });

  it('has to serve an order that is bound to it, also one worth less than waiting', () => {
    const free = { per_day: 3, classes: always(1000) };
    const bound = { per_day: 1, classes: always(1) };
    expect(exactWaiting({ free, bound }, 3)(3)).toBeLessThan(exactWaiting({ free }, 3)(3));
  });
});

describe('several listings, exactly', () => {
  const twoClasses = (values: readonly [number, number], count: number, per_day: number) =>
    values.map((value) => ({ per_day: per_day / 2, values: Array.from({ length: count }, () => value) }));

  it('is the same as one listing, where there is one', () => {
    const game = { closes: [3], classes: twoClasses([900, 100], 1, 2.2) };
    const classes = [900, 100].map((value) => ({ value, share: 0.5 }));
    expect(exactCrowd(game, 800)).toBeCloseTo(exactWaiting({ free: { per_day: 2.2, classes } }, 3)(3), 1);
  });

  it('serves the first n orders where all are worth the same and all close together', () => {
    const [per_day, days, count] = [1.5, 2, 3];
    const game = { closes: [2, 2, 2], classes: [{ per_day, values: [100, 100, 100] }] };
    // E[min(N, 3)] for Poisson N.
    const p = (k: number) => (Math.exp(-per_day * days) * (per_day * days) ** k) / (k === 2 ? 2 : 1);
    const expected = 100 * (count - 3 * p(0) - 2 * p(1) - p(2));
    expect(exactCrowd(game, 400)).toBeCloseTo(expected, 2);
  });

  it('is worth the sum where each class of order fits one listing only', () => {
    const game = {
      closes: [1, 2.5],
      classes: [
        { per_day: 1, values: [300, 0] },
        { per_day: 2, values: [-5, 70] },
      ],
    };
    const expected = 300 * -Math.expm1(-1) + 70 * -Math.expm1(-5);
    expect(exactCrowd(game, 400)).toBeCloseTo(expected, 2);
  });

  const anyGame: fc.Arbitrary<CrowdedGame> = fc
    .array(fc.constantFrom(0.4, 1, 1.5, 3), { minLength: 1, maxLength: 3 })
    .chain((closes) =>
      fc.record({
        closes: fc.constant(closes),
        classes: fc.array(
          fc.record({
            per_day: fc.double({ min: 0.1, max: 4, noNaN: true }),
            values: fc.array(fc.integer({ min: -100, max: 900 }), {
              minLength: closes.length,
              maxLength: closes.length,
            }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    );

  it('is beaten by no fixed rule', () => {
    fc.assert(
      fc.property(anyGame, fc.integer({ min: 1, max: 900 }), (game, bar) => {
        const worth = worthOfChoices(
          game,
          ({ open, arrived }) => {
            const values = game.classes[arrived]?.values ?? [];
            const place = values.findIndex((value, i) => value >= bar && (open & (1 << i)) !== 0);
            return place === -1 ? undefined : place;
          },
          30,
        );
        expect(worth).toBeLessThanOrEqual(exactCrowd(game, 30) + 1e-6 * exactCrowd(game, 30) + 0.5);
      }),
      { numRuns: 40 },
    );
  });

  it('tries no more listings than it can', () => {
    const game = { closes: Array.from({ length: 13 }, () => 1), classes: [] };
    expect(() => exactCrowd(game)).toThrow(RangeError);
  });
});
