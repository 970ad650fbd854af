import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayAfterMatch,
  type HandInCohort,
  type HandInPrior,
  handInCurve,
  handInDays,
} from '../../src/estimation/hand-in.ts';
import { addDays } from '../../src/time.ts';
import { readVectors } from '../pricing/read-vectors.ts';
import { START, seeded } from './arrivals.ts';

type Input = { prior: HandInPrior; cohorts: HandInCohort[]; days: number; now: string };

describe('hand-in by day', () => {
  it.each(readVectors<Input, { by_day: number[] }>('estimation/hand-in.json').cases)(
    '$name',
    ({ input: { prior, cohorts, days, now }, expected }) => {
      const curve = handInCurve(prior, handInDays(cohorts, now), days);
      expect(curve).toHaveLength(expected.by_day.length);
      for (const [i, share] of expected.by_day.entries()) expect(curve[i]).toBeCloseTo(share, 8);
    },
  );

  it.each([
    [0, 1],
    [0.5, 1],
    [1, 1],
    [1.01, 2],
    [6.9, 7],
  ])('%s days after the match is day %i', (days, day) => {
    expect(dayAfterMatch(START, addDays(START, days))).toBe(day);
  });
});

const LIMIT = 7;
/** A seventh of the senders each day, one never. */
const truth = (day: number) => Math.min(LIMIT, day) / (LIMIT + 1);

/** More matches every day up to the last, so that most of them are still open; what happened after `now` is unknown. */
function growing(random: () => number, { days, perDay }: { days: number; perDay: number }): HandInCohort[] {
  return Array.from({ length: days }, (_, cohort) => {
    const matches = Math.round((perDay * (cohort + 1)) / days);
    const handed_in = Array.from({ length: LIMIT }, () => 0);
    const elapsed = days - cohort;
    for (let match = 0; match < matches; match += 1) {
      const day = Math.ceil(random() * (LIMIT + 1));
      if (day <= LIMIT && day <= elapsed) handed_in[day - 1] = (handed_in[day - 1] ?? 0) + 1;
    }
    const matched_on = addDays(START, cohort).slice(0, 10);
    return { matched_on, limit_days: LIMIT, matches, handed_in, withdrawn: [] };
  });
}

describe('on simulated matches', () => {
  it('finds the true curve although most matches are still open', () => {
    const cohorts = growing(seeded(11), { days: 40, perDay: 300 });
    const prior = { by_day_bp: [9_000], weight: 1 };
    const curve = handInCurve(prior, handInDays(cohorts, addDays(START, 40)), LIMIT);
    for (const [i, share] of curve.entries()) expect(Math.abs(share - truth(i + 1))).toBeLessThan(0.025);
  });
});

describe('any outcomes', () => {
  const counts = fc.array(fc.nat({ max: 5 }), { maxLength: 9 });
  const cohort = fc.record({
    age: fc.integer({ min: 0, max: 20 }),
    limit_days: fc.integer({ min: 1, max: 9 }),
    open: fc.nat({ max: 30 }),
    handed_in: counts,
    withdrawn: counts,
  });
  const shares = fc
    .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 })
    .map((each) => each.toSorted((a, b) => a - b));

  it('give shares between 0 and 1 that never fall from one day to the next', () => {
    fc.assert(
      fc.property(
        fc.array(cohort, { maxLength: 6 }),
        shares,
        fc.nat({ max: 50 }),
        (found, by_day_bp, weight) => {
          const cohorts = found.map(({ age, open, ...each }) => ({
            ...each,
            matched_on: addDays(START, -age).slice(0, 10),
            matches: [...each.handed_in, ...each.withdrawn].reduce((sum, n) => sum + n, open),
          }));
          const curve = handInCurve({ by_day_bp, weight }, handInDays(cohorts, START), 9);
          let before = 0;
          for (const share of curve) {
            expect(share).toBeGreaterThanOrEqual(before - 1e-12);
            expect(share).toBeLessThanOrEqual(1);
            before = share;
          }
        },
      ),
    );
  });
});
