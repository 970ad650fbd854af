import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, marginalValue } from '../../src/matching/pooled.ts';
import type { PooledProblem } from '../../src/matching/pooled-table.ts';
import { valueOfWaiting } from '../../src/matching/threshold.ts';
import { readVectors } from '../pricing/read-vectors.ts';
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

  it('is the value of waiting where it is the only one, also as the first of a table', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        const alone = valueOfWaiting({ ...problem, pending_value: problem.pending_values[0] ?? 0 }, s);
        expect(marginalValue(problem, 1, s)).toBe(alone);
      }),
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

describe('how the bar of several listings moves', () => {
  const calm = anyProblemWith([]);

  it('falls with every listing more, also where batches begin', () => {
    const count = fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(63, 64, 65, 128, 129, 256, 257, 10_000),
    );
    fc.assert(
      fc.property(calm, days, count, (problem, s, n) => {
        const bar = barOf(problem);
        expect(bar(n + 1, s)).toBeLessThanOrEqual(bar(n, s) + 1e-6);
        expect(bar(n + 1, s)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });

  it('falls as the window closes', () => {
    fc.assert(
      fc.property(calm, days, days, fc.integer({ min: 1, max: 9 }), (problem, a, b, n) => {
        const bar = barOf(problem);
        expect(bar(n, Math.max(a, b))).toBeGreaterThanOrEqual(bar(n, Math.min(a, b)) - 1e-6);
      }),
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

const days = fc.double({ min: 0, max: 14, noNaN: true });

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
