import { checkEligibility, type DemandEvidence } from '@open-return-forwarding/core';
import type { Policy } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsFor, textHash } from '../../src/forecast/draws.ts';
import { Judge } from '../../src/forecast/judge.ts';
import { optimumOf } from '../../src/forecast/optimum.ts';
import { runArticles } from '../../src/forecast/run.ts';
import { changed } from '../../src/forecast/scenario.ts';
import { addTally, emptyTally, type Parts, quantileOf } from '../../src/forecast/tally.ts';
import { seasonInMemory } from '../../src/generate/in-memory.ts';
import { policy, scenario, seasonOf } from './made.ts';

const season = seasonInMemory({ orders: 1_500, returns: 450, seed: 7 });
const all = season.skus.map((_, i) => i);
const everybody = { adoption: 1, buyers_accept: 1 };

describe('a replayed season', () => {
  it('forwards a return to the next order, and counts it everywhere', () => {
    const small = seasonOf([
      { hours: 0, what: 'R', sku: 'A' },
      { hours: 5, what: 'O', sku: 'A' },
    ]);
    const tally = runArticles(small, { scenario: scenario(everybody), seed: 1 }, [0]);
    expect(tally).toMatchObject({ returns: 1, eligible: 1, listings: 1, matched: 1, expired: 0 });
    expect(tally.waits.indexOf(1)).toBe(0);
    expect(tally.forwarded + tally.missed).toBe(1);
  });

  it('offers nothing to its own sender, and nothing that came before the return', () => {
    const small = seasonOf([
      { hours: 0, what: 'O', sku: 'A' },
      { hours: 1, what: 'R', sku: 'A', person: 9 },
      { hours: 2, what: 'O', sku: 'A', person: 9 },
    ]);
    expect(runArticles(small, { scenario: scenario(everybody), seed: 1 }, [0])).toMatchObject({
      matched: 0,
      expired: 1,
    });
  });

  it.each([
    ['a failure', { reason: 'defective' }, 'reason_never_forwardable'],
    ['a condition that nobody knows', { grade: 'mint' }, 'grade_unknown'],
  ])('refuses a return for %s', (_, change, code) => {
    const small = seasonOf([{ hours: 0, what: 'R', sku: 'A', ...change }]);
    expect(runArticles(small, { scenario: scenario(everybody), seed: 1 }, [0]).refused).toEqual({
      [code]: 1,
    });
  });

  it('refuses who is not in the rollout, and everybody where segments are asked for', () => {
    const small = seasonOf([{ hours: 0, what: 'R', sku: 'A' }]);
    const rollout = (change: Partial<Policy['rollout']>) =>
      runArticles(
        small,
        { scenario: scenario(everybody, { ...policy, rollout: { ...policy.rollout, ...change } }), seed: 1 },
        [0],
      ).refused;
    expect(rollout({ share_bp: 0 })).toEqual({ rollout_share: 1 });
    expect(rollout({ segments: ['staff'] })).toEqual({ rollout_segment: 1 });
  });

  it('comes to the same in one piece or in many', () => {
    const whole = runArticles(season, { scenario: scenario(), seed: 3 }, all);
    const sum = emptyTally();
    for (const article of all.toReversed()) {
      addTally(sum, runArticles(season, { scenario: scenario(), seed: 3 }, [article]));
    }
    expect(sum).toEqual(whole);
    expect(whole.matched).toBeGreaterThan(20);
  });

  it('accounts for every unit saved', () => {
    const { parts, saved, matched, forwarded, missed, expired, listings, not_worth_waiting } = runArticles(
      season,
      { scenario: scenario(everybody), seed: 3 },
      all,
    );
    const costs: (keyof Parts)[] = [
      'forward_leg',
      'incentive',
      'fee',
      'discount',
      'bad_ratings',
      'missed_hand_ins',
    ];
    const sum = (Object.keys(parts) as (keyof Parts)[]).reduce(
      (total, part) => total + (costs.includes(part) ? -parts[part] : parts[part]),
      0,
    );
    expect(sum).toBe(saved);
    expect(forwarded + missed).toBe(matched);
    expect(matched + expired + not_worth_waiting).toBe(listings);
  });

  it('never does better than with every order known beforehand', () => {
    const setting = { scenario: scenario(everybody), seed: 3 };
    const rule = runArticles(season, setting, all);
    const best = optimumOf(season, setting, all);
    expect(rule.expected).toBeLessThanOrEqual(best.expected);
    expect(rule.expected).toBeGreaterThan(0.7 * best.expected);
  });

  it('lists whoever chose forwarding before when more do', () => {
    const listings = [0.2, 0.5, 0.9].map(
      (adoption) => runArticles(season, { scenario: scenario({ adoption }), seed: 3 }, all).listings,
    );
    expect(listings).toEqual(listings.toSorted((a, b) => a - b));
  });
});

describe('a change', () => {
  it('of the discount moves the acceptance by the stated response', () => {
    const judge = (percent: number | undefined) =>
      new Judge(changed(scenario({ buyers_accept: 0.5 }), { discount_percent: percent }), season);
    const subject = { sku: 'A', category: 'dresses', price: 10_000, country: 'NL' };
    expect(judge(undefined).acceptance(subject)).toBe(0.5);
    // The policy gives 5 % at this price; each point more brings a tenth more.
    expect(judge(10).acceptance(subject)).toBeCloseTo(0.75, 10);
    expect(judge(30).acceptance(subject)).toBe(1);
  });
});

describe('the verdict on a return', () => {
  const subject = fc.record({
    category: fc.constantFrom('dresses', 'swimwear', 'jewellery', 'bags', 'jackets'),
    price: fc.integer({ min: 100, max: 40_000 }),
    country: fc.constantFrom('NL', 'FR', 'SE'),
    reason: fc.constantFrom('style', 'defective', 'unwanted'),
  });
  const demand = fc.record({
    general: fc.double({ min: 0, max: 8, noNaN: true }),
    naming: fc.constant(0),
    days: fc.double({ min: 0.5, max: 60, noNaN: true }),
  });

  /** What the rules say when they are asked in one piece. */
  function asked(
    own: Policy,
    of: { category: string; price: number; country: string; reason: string },
    seen: DemandEvidence,
  ) {
    const now = '2027-03-01T00:00:00Z';
    const { assessment } = checkEligibility(
      { policy: own, now, known: { evidence: { demand: seen } } },
      {
        product: { sku: 'A', category: of.category },
        unit_price: { amount: of.price, currency: 'EUR' },
        reason_code: of.reason as 'style',
        condition: {
          grade: 'like_new',
          checklist: Object.fromEntries(own.eligibility.required_checks.map((check) => [check, true])),
        },
        ship_from_country: of.country,
        withdrawal: { notified_at: now, basis: 'statutory' },
      },
    );
    return assessment.criteria.find(({ outcome }) => outcome === 'fail')?.code;
  }

  it('is that of the rules, demand and all', () => {
    fc.assert(
      fc.property(subject, demand, fc.integer({ min: 0, max: 9_000 }), (of, seen, minimum) => {
        const eligibility = { ...policy.eligibility, minimum_match_probability_bp: minimum };
        const own = { ...policy, eligibility };
        const judge = new Judge(scenario({}, own), season);
        const given = { ...of, sku: 'A', grade: 'like_new', bucket: 0 };
        const verdict = judge.verdict(given, '2027-03-01T00:00:00Z', seen);
        expect(verdict.eligible ? undefined : verdict.code).toBe(asked(own, of, seen));
      }),
      { numRuns: 300 },
    );
  });
});

describe('draws', () => {
  it('are even, and another seed or kind draws anew', () => {
    const samples = (draw: (row: number) => number) => Array.from({ length: 4_000 }, (_, row) => draw(row));
    const own = samples(drawsFor(1, 'adoption'));
    for (const tenth of [0.1, 0.5, 0.9]) {
      expect(Math.abs(own.filter((each) => each < tenth).length / 4_000 - tenth)).toBeLessThan(0.03);
    }
    for (const other of [drawsFor(2, 'adoption'), drawsFor(1, 'acceptance')]) {
      const both = samples(other).filter((each, row) => each < 0.5 && (own[row] ?? 0) < 0.5).length;
      expect(Math.abs(both / 4_000 - 0.25)).toBeLessThan(0.03);
    }
  });

  it('tell texts apart by whole numbers', () => {
    const hashes = Array.from({ length: 20_000 }, (_, i) => textHash(`C-${i}`));
    expect(new Set(hashes).size).toBe(20_000);
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
  });
});

describe('a quantile of buckets', () => {
  it.each<[number[], number, number | undefined]>([
    [[0, 0], 0.5, undefined],
    [[4], 0.5, 0.5],
    [[1, 1, 2], 0.5, 2],
    [[0, 0, 4], 0.9, 2.9],
  ])('%j at %d is %s', (buckets, share, expected) => {
    expect(quantileOf(buckets, share)).toBe(expected);
  });
});
