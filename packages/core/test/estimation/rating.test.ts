import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptableShare, apartFrom, type Ratings } from '../../src/estimation/rating.ts';
import { readVectors } from '../pricing/read-vectors.ts';
import { seeded } from './arrivals.ts';

type Input = { prior: Ratings; sender: Ratings; category: Ratings };

const none = { acceptable: 0, unacceptable: 0 };

describe('how likely an item is accepted', () => {
  it.each(readVectors<Input, { acceptable_share: number }>('estimation/rating.json').cases)(
    '$name',
    ({ input: { prior, ...seen }, expected }) => {
      expect(acceptableShare(prior, seen)).toBeCloseTo(expected.acceptable_share, 8);
    },
  );

  it("leaves a sender's own ratings out of the category's", () => {
    const category = { acceptable: 10, unacceptable: 4 };
    expect(apartFrom({ acceptable: 3, unacceptable: 4 }, category)).toEqual({
      acceptable: 7,
      unacceptable: 0,
    });
  });

  it('finds the true share of a category, whatever the prior', () => {
    const random = seeded(5);
    const category = { acceptable: 0, unacceptable: 0 };
    for (let i = 0; i < 4_000; i += 1) category[random() < 0.9 ? 'acceptable' : 'unacceptable'] += 1;
    const found = acceptableShare({ acceptable: 1, unacceptable: 9 }, { sender: none, category });
    expect(Math.abs(found - 0.9)).toBeLessThan(0.02);
  });

  const counts = fc.record({ acceptable: fc.nat({ max: 9_999 }), unacceptable: fc.nat({ max: 9_999 }) });
  const priors = fc.record({
    acceptable: fc.double({ min: 0.1, max: 100, noNaN: true }),
    unacceptable: fc.double({ min: 0.1, max: 100, noNaN: true }),
  });

  it('stays between 0 and 1, and a bad rating never raises it', () => {
    fc.assert(
      fc.property(priors, counts, counts, (prior, sender, category) => {
        const before = acceptableShare(prior, { sender, category });
        const worse = { ...sender, unacceptable: sender.unacceptable + 1 };
        const after = acceptableShare(prior, { sender: worse, category });
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(1);
        expect(after).toBeLessThan(before);
      }),
    );
  });
});
