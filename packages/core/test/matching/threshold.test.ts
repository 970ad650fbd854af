import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNotWorthWaiting, matchProbability, valueOfWaiting } from '../../src/matching/threshold.ts';
import type { MatchOutcome, WaitingProblem } from '../../src/matching/waiting.ts';
import { readVectors } from '../pricing/read-vectors.ts';
import { type Distribution, outcomesOf } from './distributions.ts';
import { matchProbabilityBySlots, valueBySlots } from './slots.ts';

const nobody = { per_day: 0, outcomes: [] };

function only(general: WaitingProblem['general'], pending_value = 0): WaitingProblem {
  return { general, naming: nobody, waiting_cost_per_day: 0, pending_value };
}

describe('closed forms of the value of waiting', () => {
  type Input = { distribution: Distribution; per_day: number; pending_value: number; days: number };
  type Expected = { value_of_waiting: number; tolerance: number };
  it.each(readVectors<Input, Expected>('matching/waiting-oracles.json').cases)(
    '$name',
    ({ input, expected }) => {
      const stream = { per_day: input.per_day, outcomes: outcomesOf(input.distribution) };
      const value = valueOfWaiting(only(stream, input.pending_value), input.days);
      expect(Math.abs(value - expected.value_of_waiting)).toBeLessThan(expected.tolerance);
    },
  );
});

describe('waiting problems', () => {
  type Input = { problem: WaitingProblem; days: number };
  type Figures = { value_of_waiting: number; match_probability: number };
  type Expected = Figures & { not_worth_waiting: boolean; tolerance: Figures };
  it.each(readVectors<Input, Expected>('matching/waiting.json').cases)('$name', ({ input, expected }) => {
    const { problem, days } = input;
    const off = {
      value_of_waiting: Math.abs(valueOfWaiting(problem, days) - expected.value_of_waiting),
      match_probability: Math.abs(matchProbability(problem, days) - expected.match_probability),
    };
    expect(off.value_of_waiting).toBeLessThan(expected.tolerance.value_of_waiting);
    expect(off.match_probability).toBeLessThan(expected.tolerance.match_probability);
    expect(isNotWorthWaiting(problem, days)).toBe(expected.not_worth_waiting);
  });

  it('closes no listing for which any pending order is worth a forward', () => {
    const problem = { ...only(nobody), waiting_cost_per_day: 5 };
    expect(isNotWorthWaiting(problem, 3)).toBe(true);
    expect(isNotWorthWaiting(problem, 3, 1)).toBe(false);
  });
});

describe('against exhaustive dynamic programming', () => {
  it('agrees on small discrete instances', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        expect(Math.abs(valueOfWaiting(problem, s) - valueBySlots(problem, s))).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    );
  });

  it('agrees on the probability of a match', () => {
    const withoutPending = anyProblem.map((problem) => ({
      ...problem,
      pending_value: 0,
      waiting_cost_per_day: 0,
    }));
    fc.assert(
      fc.property(withoutPending, days, (problem, s) => {
        expect(Math.abs(matchProbability(problem, s) - matchProbabilityBySlots(problem, s))).toBeLessThan(
          0.01,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('how the bar moves', () => {
  const costless = fc.record({ general: stream(), pending_value: fc.integer({ min: 0, max: 400 }) });

  it('falls as the window closes, and never below the pending order', () => {
    fc.assert(
      fc.property(costless, days, days, ({ general, pending_value }, a, b) => {
        const at = (s: number) => valueOfWaiting(only(general, pending_value), s);
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)) - 1e-9);
        expect(at(a)).toBeGreaterThanOrEqual(pending_value);
      }),
    );
  });

  it('rises with the rate of orders', () => {
    fc.assert(
      fc.property(
        costless,
        days,
        fc.double({ min: 1, max: 5, noNaN: true }),
        ({ general, pending_value }, s, more) => {
          const faster = { ...general, per_day: general.per_day * more };
          const slow = valueOfWaiting(only(general, pending_value), s);
          expect(valueOfWaiting(only(faster, pending_value), s)).toBeGreaterThanOrEqual(slow - 1e-9);
        },
      ),
    );
  });

  it('is never above the best value nor below 0', () => {
    fc.assert(
      fc.property(anyProblem, days, (problem, s) => {
        const outcomes = [...problem.general.outcomes, ...problem.naming.outcomes];
        const best = Math.max(0, problem.pending_value, ...outcomes.map(({ value }) => value));
        expect(valueOfWaiting(problem, s)).toBeGreaterThanOrEqual(0);
        expect(valueOfWaiting(problem, s)).toBeLessThanOrEqual(best + 1e-9);
      }),
    );
  });

  it('earns at least half of what a prophet would, at most all of it, and no less than any fixed bar', () => {
    fc.assert(
      fc.property(stream(), days, fc.integer({ min: 1, max: 500 }), (general, s, bar) => {
        const value = valueOfWaiting(only(general), s);
        expect(value).toBeLessThanOrEqual(prophet(general, s) + 1e-9);
        expect(value).toBeGreaterThanOrEqual(prophet(general, s) / 2 - 1e-9);
        expect(value).toBeGreaterThanOrEqual(fixedBar(general, s, bar) - 1e-9);
      }),
    );
  });
});

const days = fc.double({ min: 0, max: 14, noNaN: true });

const anyProblem = fc.record({
  general: stream(),
  naming: stream(),
  waiting_cost_per_day: fc.constantFrom(0, 0, 5, 40),
  pending_value: fc.constantFrom(0, 0, 60, 400),
});

function stream() {
  const outcome = fc.record({
    value: fc.integer({ min: -200, max: 500 }),
    share: fc.integer({ min: 0, max: 10 }),
  });
  return fc.record({
    per_day: fc.double({ min: 0, max: 3, noNaN: true }),
    outcomes: fc.array(outcome, { minLength: 1, maxLength: 4 }).map(normalised),
  });
}

function normalised(outcomes: MatchOutcome[]): MatchOutcome[] {
  const whole = Math.max(
    1,
    sum(outcomes, ({ share }) => share),
  );
  return outcomes.map(({ value, share }) => ({ value, share: share / whole }));
}

/** Expected maximum of all orders of the window: he knows them all. */
function prophet(general: WaitingProblem['general'], s: number): number {
  const values = [...new Set(general.outcomes.map(({ value }) => value))]
    .filter((v) => v > 0)
    .toSorted((a, b) => a - b);
  return sum(
    values,
    (value, i) =>
      (value - (values[i - 1] ?? 0)) * -Math.expm1(-general.per_day * s * massFrom(general, value)),
  );
}

/** What taking the first order of at least `bar` earns. */
function fixedBar(general: WaitingProblem['general'], s: number, bar: number): number {
  const taken = general.outcomes.filter(({ value }) => value >= bar);
  const mass = massFrom(general, bar);
  if (mass === 0) return 0;
  return (-Math.expm1(-general.per_day * s * mass) * sum(taken, ({ value, share }) => value * share)) / mass;
}

function massFrom(general: WaitingProblem['general'], bar: number): number {
  return sum(general.outcomes, ({ value, share }) => (value >= bar ? share : 0));
}

function sum<Item>(items: readonly Item[], term: (item: Item, index: number) => number): number {
  return items.reduce((total, item, index) => total + term(item, index), 0);
}
