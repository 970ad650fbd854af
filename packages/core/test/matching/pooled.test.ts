import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bar, marginalValue, poolsOf } from '../../src/matching/pooled.ts';
import { type PooledProblem, PooledTable } from '../../src/matching/pooled-table.ts';
import { valueOfWaiting } from '../../src/matching/threshold.ts';
import { readVectors } from '../pricing/read-vectors.ts';
import { marginalsByIntegration } from './pooled-integral.ts';
import { marginalsBySlots } from './pooled-slots.ts';

describe('what one listing more is worth', () => {
  type Input = { problem: PooledProblem; days: number; listings: number[] };
  type Expected = { marginal_values: number[]; tolerance: number };
  it.each(readVectors<Input, Expected>('matching/pooled.json').cases)('$name', ({ input, expected }) => {
    input.listings.forEach((n, i) => {
      const off = marginalValue(input.problem, n, input.days) - (expected.marginal_values[i] ?? Number.NaN);
      expect(Math.abs(off)).toBeLessThan(expected.tolerance);
    });
  });

  it('is, where all orders are worth the same, that value times the chance of so many orders', () => {
    const rate = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(rate, days, fc.integer({ min: 1, max: 30 }), (per_day, s, n) => {
        const general = { per_day, outcomes: [{ value: 500, share: 1 }] };
        const naming = { per_day: 0, outcomes: [] };
        const problem = { general, naming, waiting_cost_per_day: 0, pending_values: [] };
        expect(Math.abs(marginalValue(problem, n, s) - 500 * chanceOf(n, per_day * s))).toBeLessThan(1e-6);
      }),
    );
  });

  it('is the value of waiting where it is the only one, also as the first of a table', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        const alone = valueOfWaiting({ ...problem, pending_value: problem.pending_values[0] ?? 0 }, s);
        expect(marginalValue(problem, 1, s)).toBe(alone);
        expect(Math.abs(new PooledTable(problem, 2).at(1, s) - alone)).toBeLessThan(1e-6);
      }),
    );
  });

  it('agrees to 1e-6 with numerical integration over what is taken and what is given up', () => {
    fc.assert(
      fc.property(
        anyProblem,
        fc.double({ min: 0, max: 2, noNaN: true }),
        manyDays,
        (calm, per_day, [s, n]) => {
          const outcomes = calm.general.outcomes.map(({ value, share }) => ({ value: value + 40, share }));
          const problem = { ...calm, naming: { per_day, outcomes } };
          const integrated = marginalsByIntegration(problem, n, s);
          integrated.forEach((value, i) => {
            expect(Math.abs(marginalValue(problem, i + 1, s) - value)).toBeLessThan(1e-6);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with exhaustive dynamic programming over what is taken and what is given up', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        const exact = marginalsBySlots(problem, 3, s);
        exact.forEach((value, i) => {
          expect(Math.abs(marginalValue(problem, i + 1, s) - value)).toBeLessThan(0.5);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('pools of listings', () => {
  it.each([
    { left: [], pools: [] },
    { left: [2], pools: [] },
    { left: [3, 1], pools: [{ listings: 2, days: 2 }] },
    {
      left: [3, 1, 2],
      pools: [
        { listings: 2, days: 1.5 },
        { listings: 3, days: 2 },
      ],
    },
  ])('are made of those that close first: $left days', ({ left, pools }) => {
    expect(poolsOf(left)).toEqual(pools);
  });

  it('are of thirteen sizes at most', () => {
    const sizes = poolsOf(Array.from({ length: 100 }, (_, i) => i)).map(({ listings }) => listings);
    expect(sizes).toEqual([2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64]);
  });
});

describe('how the bar of several listings moves', () => {
  const calm = anyProblemWith([]);

  const left = fc.array(days, { minLength: 1, maxLength: 70 });

  it('is the value of waiting for a listing alone', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        const alone = valueOfWaiting({ ...problem, pending_value: problem.pending_values[0] ?? 0 }, s);
        expect(new Bar(problem).at(poolsOf([s]), s)).toBe(alone);
      }),
    );
  });

  it('is never above that, nor below 0, and falls with every listing more, however long it has left', () => {
    fc.assert(
      fc.property(calm, left, days, (problem, others, more) => {
        const [s = 0] = others;
        const bar = new Bar(problem);
        const before = bar.at(poolsOf(others), s);
        const after = bar.at(poolsOf([...others, more]), s);
        expect(before).toBeLessThanOrEqual(valueOfWaiting({ ...problem, pending_value: 0 }, s));
        expect(after).toBeLessThanOrEqual(before + 1e-6);
        expect(after).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  it('falls as time goes by', () => {
    fc.assert(
      fc.property(calm, left, days, (problem, others, later) => {
        const [s = 0] = others;
        const bar = new Bar(problem);
        const then = others.map((each) => Math.max(0, each - later));
        expect(bar.at(poolsOf(then), Math.max(0, s - later))).toBeLessThanOrEqual(
          bar.at(poolsOf(others), s) + 1e-6,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is what the tables say for listings that close together, but for a bar that rounds to 0', () => {
    fc.assert(
      fc.property(calm, days, fc.constantFrom(2, 3, 5, 8, 12, 64), (problem, s, n) => {
        const twoDigits = (stream: PooledProblem['general']) => ({
          ...stream,
          per_day: Number(stream.per_day.toPrecision(2)),
        });
        const rounded = {
          ...problem,
          general: twoDigits(problem.general),
          naming: twoDigits(problem.naming),
        };
        const marginal = marginalValue(rounded, n, s);
        const bar = new Bar(problem).at(poolsOf(Array.from({ length: n }, () => s)), s);
        const expected = Math.min(marginal, valueOfWaiting({ ...problem, pending_value: 0 }, s));
        expect(Math.abs(bar - expected)).toBeLessThan(marginal < 0.5 ? 0.5 : 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('rises with demand', () => {
    fc.assert(
      fc.property(calm, days, fc.integer({ min: 1, max: 9 }), (problem, s, n) => {
        const more = { ...problem, general: { ...problem.general, per_day: problem.general.per_day * 1.5 } };
        expect(marginalValue(more, n, s)).toBeGreaterThanOrEqual(marginalValue(problem, n, s) - 1e-6);
      }),
    );
  });

  it('is reckoned for any demand that a policy can name', () => {
    const outcomes = [
      { value: 500, share: 0.001 },
      { value: 200, share: 0.999 },
    ];
    const stream = { per_day: 100_000, outcomes };
    const problem = { general: stream, naming: stream, waiting_cost_per_day: 0, pending_values: [] };
    expect(marginalValue({ ...problem, naming: { per_day: 0, outcomes } }, 2, 14)).toBeGreaterThan(490);
    expect(marginalValue(problem, 64, 14)).toBeGreaterThan(199);
  });
});

/** That at least `n` of a Poisson number of orders come. */
function chanceOf(n: number, mean: number): number {
  let term = Math.exp(-mean);
  let fewer = 0;
  for (let k = 0; k < n; k += 1) {
    fewer += term;
    term *= mean / (k + 1);
  }
  return 1 - fewer;
}

const days = fc.double({ min: 0, max: 14, noNaN: true });

const manyDays = fc.tuple(days, fc.integer({ min: 2, max: 8 }));

const anyProblem = anyProblemWith([[], [], [400, 60], [90, 90, 20]]);

function anyProblemWith(pending: number[][]) {
  return fc.record({
    general: stream(),
    // Orders that name a listing are the same buyers at a higher value.
    naming: fc.constant({ per_day: 0, outcomes: [] }),
    waiting_cost_per_day: fc.constantFrom(0, 0, 5, 40),
    pending_values: pending.length === 0 ? fc.constant([]) : fc.constantFrom(...pending),
  });
}

function stream() {
  const outcome = fc.record({
    value: fc.integer({ min: -200, max: 500 }),
    share: fc.integer({ min: 1, max: 10 }).map((tenth) => tenth / 40),
  });
  return fc.record({
    per_day: fc.double({ min: 0, max: 3, noNaN: true }),
    outcomes: fc.array(outcome, { minLength: 1, maxLength: 4 }),
  });
}
