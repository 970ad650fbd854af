import type { DemandRate } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DemandKind,
  type DemandRecord,
  demandKind,
  evidenceAt,
  learnedRate,
  observeOrder,
  observeShelf,
} from '../../src/estimation/demand.ts';
import { addDays } from '../../src/time.ts';
import { readVectors } from '../pricing/read-vectors.ts';
import { arrivals, START, seeded } from './arrivals.ts';

type Order = { kind: DemandKind; at: string };
type Input = {
  half_life_days: number;
  prior_days: number;
  prior: DemandRate;
  orders: Order[];
  now: string;
};
type Expected = DemandRate & { evidence?: { general: number; naming: number; days: number } };

function watch(orders: readonly Order[], halfLife: number): DemandRecord | undefined {
  return orders.reduce<DemandRecord | undefined>(
    (seen, order) => observeOrder(seen, order, halfLife),
    undefined,
  );
}

describe('demand of an article', () => {
  it.each(readVectors<Input, Expected>('estimation/demand.json').cases)('$name', ({ input, expected }) => {
    const record = watch(input.orders, input.half_life_days);
    const evidence = record && evidenceAt(record, input.now, input.half_life_days);
    const rate = learnedRate(input.prior, evidence, input.prior_days);
    expect(rate.general_per_day).toBeCloseTo(expected.general_per_day, 8);
    expect(rate.naming_per_day).toBeCloseTo(expected.naming_per_day, 8);
    expect(evidence?.days ?? 0).toBeCloseTo(expected.evidence?.days ?? 0, 8);
    expect(evidence?.general ?? 0).toBeCloseTo(expected.evidence?.general ?? 0, 8);
    expect(evidence?.naming ?? 0).toBeCloseTo(expected.evidence?.naming ?? 0, 8);
  });

  it.each<[string, Parameters<typeof demandKind>[0], DemandKind]>([
    ['accepts a grade', { accepts: ['like_new'] }, 'general'],
    ['names a listing', { accepts: ['like_new'], listing_id: 'lst_1' }, 'naming'],
    ['accepts nothing', { accepts: [] }, 'none'],
  ])('an order that %s', (_, order, kind) => expect(demandKind(order)).toBe(kind));
});

describe('on simulated orders', () => {
  const estimate = (moments: readonly string[], { halfLife, now }: { halfLife: number; now: string }) => {
    const record = watch(
      moments.map((at) => ({ kind: 'general', at })),
      halfLife,
    );
    return record && evidenceAt(record, now, halfLife);
  };

  it.each([0.3, 0.74, 2.2, 5])('finds %s orders a day, from a prior that is far off', (perDay) => {
    const now = addDays(START, 400);
    const evidence = estimate(arrivals(seeded(7), perDay, 400), { halfLife: 10_000, now });
    const { general_per_day } = learnedRate({ general_per_day: 20, naming_per_day: 0 }, evidence, 1);
    expect(Math.abs(general_per_day - perDay - 20 / 400) / perDay).toBeLessThan(4 / Math.sqrt(400 * perDay));
  });

  it('is right on average, however short it was watched', () => {
    const days = 8;
    const totals = { general: 0, days: 0 };
    for (let seed = 0; seed < 4_000; seed += 1) {
      const evidence = estimate(arrivals(seeded(seed), 0.5, days), {
        halfLife: 10_000,
        now: addDays(START, days),
      });
      totals.general += evidence?.general ?? 0;
      totals.days += evidence?.days ?? 0;
    }
    expect(Math.abs(totals.general / totals.days - 0.5)).toBeLessThan(0.02);
  });

  it('measures orders that name a listing against the days on which there was one', () => {
    const random = seeded(17);
    const isOpen = (day: number) => day % 10 < 3;
    const days = Array.from({ length: 400 }, (_, day) => day).filter(isOpen);
    const named = days.flatMap((day) => arrivals(random, 0.8, 1).map((at) => addDays(at, day)));
    const changes = Array.from({ length: 80 }, (_, i) => {
      const day = 10 * Math.floor(i / 2) + (i % 2) * 3;
      return { at: addDays(START, day), listed: i % 2 === 0 };
    });
    const steps = [...changes, ...named.map((at) => ({ at, kind: 'naming' as const }))].toSorted(
      (a, b) => Date.parse(a.at) - Date.parse(b.at),
    );
    let record = observeOrder(undefined, { kind: 'none', at: START, listed: true }, 10_000);
    for (const step of steps) {
      record = 'kind' in step ? observeOrder(record, step, 10_000) : observeShelf(record, step, 10_000);
    }
    const evidence = evidenceAt(record, addDays(START, 400), 10_000);
    const { naming_per_day } = learnedRate({ general_per_day: 0, naming_per_day: 9 }, evidence, 0.01);
    expect(Math.abs(naming_per_day - 0.8)).toBeLessThan(0.2);
    expect(evidence.days).toBeGreaterThan(3 * (evidence.naming_days ?? 0));
  });

  it('forgets how it was before', () => {
    const random = seeded(3);
    const busy = arrivals(random, 5, 100);
    const slow = arrivals(random, 0.5, 100).map((at) => addDays(at, 100));
    const now = addDays(START, 200);
    const rate = (halfLife: number) => {
      const evidence = estimate([...busy, ...slow], { halfLife, now });
      return learnedRate({ general_per_day: 1, naming_per_day: 0 }, evidence, 1).general_per_day;
    };
    expect(rate(10)).toBeLessThan(1);
    expect(rate(10_000)).toBeGreaterThan(2);
  });
});

describe('any orders', () => {
  const kinds = fc.constantFrom<DemandKind>('general', 'naming', 'none');
  const orders = fc.array(fc.record({ kind: kinds, gap: fc.double({ min: -3, max: 400, noNaN: true }) }), {
    maxLength: 40,
  });
  const anyPrior = fc.record({
    general_per_day: fc.double({ min: 0, max: 100, noNaN: true }),
    naming_per_day: fc.double({ min: 0, max: 100, noNaN: true }),
  });
  const anyHalfLife = fc.double({ min: 0.5, max: 1_000, noNaN: true });

  it('give no rate below 0, and the prior alone while nothing was seen', () => {
    fc.assert(
      fc.property(orders, anyPrior, anyHalfLife, (steps, prior, halfLife) => {
        let at = START;
        const moments = steps.map(({ kind, gap }) => {
          at = addDays(at, gap);
          return { kind, at };
        });
        const record = watch(moments, halfLife);
        const evidence = record && evidenceAt(record, at, halfLife);
        const rate = learnedRate(prior, evidence, 7);
        expect(
          Math.min(rate.general_per_day, rate.naming_per_day, evidence?.days ?? 0),
        ).toBeGreaterThanOrEqual(0);
        if (steps.length <= 1) expect(rate).toEqual(prior);
      }),
    );
  });

  it('weigh the same, whether the evidence was aged at once or in steps', () => {
    fc.assert(
      fc.property(anyHalfLife, fc.double({ min: 0, max: 100, noNaN: true }), (halfLife, days) => {
        const record = { general: 3, naming: 1, days: 5, seen_at: START };
        const halfway = {
          ...evidenceAt(record, addDays(START, days), halfLife),
          seen_at: addDays(START, days),
        };
        const [once, twice] = [record, halfway].map((r) => evidenceAt(r, addDays(START, 2 * days), halfLife));
        expect(twice?.general).toBeCloseTo(once?.general ?? 0, 5);
        expect(twice?.days).toBeCloseTo(once?.days ?? 0, 4);
      }),
    );
  });
});
