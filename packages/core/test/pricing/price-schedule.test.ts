import type { DiscountBracket, Instant, Listing, Money, PriceStep } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountRange } from '../../src/pricing/bracket.ts';
import { deepen, type PricedWindow, throughStep } from '../../src/pricing/deepen.ts';
import { priceSchedule, type ScheduleQuestion } from '../../src/pricing/price-schedule.ts';
import { isPriceHeld, listingAt, priceAt, priceStepAt, scheduleFrom } from '../../src/pricing/shown-price.ts';
import { taxOf } from '../../src/pricing/tax.ts';
import { addHours } from '../../src/time.ts';
import { readVectors } from './read-vectors.ts';

const OPENS = '2027-03-01T09:00:00.000Z';

describe('the price schedule of a listing', () => {
  type Input = Omit<ScheduleQuestion, 'reference' | 'net'> & {
    reference_price: Money;
    tax_rate_bp: number;
  };
  it.each(readVectors<Input, PriceStep[]>('pricing/price-schedule.json').cases)(
    '$name',
    ({ input, expected }) => {
      expect(priceSchedule(questionOf(input))).toEqual(expected);
    },
  );

  it('does not exist where the discount is constant', () => {
    const [first] = readVectors<Input, PriceStep[]>('pricing/price-schedule.json').cases;
    if (first === undefined) throw new Error('no vectors');
    const question = questionOf(first.input);
    expect(
      priceSchedule({ ...question, discount: { ...question.discount, strategy: 'constant' } }),
    ).toBeUndefined();
  });

  it('stays inside its bracket, in whole minor units, and only ever falls, from the lower end on', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const steps = priceSchedule(question) ?? [];
        const [bracket] = question.discount.brackets;
        const reference = question.reference.amount;
        const range = bracket && discountRange(bracket, reference);
        const amounts = steps.map(({ price }) => price.amount);
        expect(amounts[0]).toBe(reference - (range?.lowest ?? 0));
        for (const amount of amounts) {
          expect(Number.isInteger(amount)).toBe(true);
          expect(reference - amount).toBeLessThanOrEqual(range?.highest ?? 0);
        }
        expect(amounts).toEqual([...new Set(amounts)].toSorted((a, b) => b - a));
        expect(amounts.length).toBeLessThanOrEqual(question.discount.window?.steps ?? 0);
        const moments = steps.map(({ from }) => Date.parse(from));
        expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
        expect(moments.every((at) => at < Date.parse(question.closes_at))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is worth as much as the best of all sequences that never rise', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const chosen = deepen(window).map((level) => window.levels.indexOf(level));
        const worths = sequences(window).map((levels) => worth(window, levels));
        expect(worth(window, chosen)).toBe(worths.toSorted((a, b) => (a > b ? -1 : 1))[0]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the price that a listing shows', () => {
  type Input = { listing: Listing; at: Instant; hold_minutes: number; asked: Money };
  type Shown = Pick<Listing, 'price' | 'discount'> & { held: boolean };
  it.each(readVectors<Input, Shown>('pricing/shown-price.json').cases)('$name', ({ input, expected }) => {
    const { listing, at, hold_minutes, asked } = input;
    const { price, discount } = listingAt(listing, at);
    const held = isPriceHeld(listing, asked, { now: at, holdMinutes: hold_minutes });
    expect({ price, discount, held }).toEqual(expected);
    expect(priceAt(listing, at)).toEqual(price);
  });

  it('is always one that an order may name, while the listing is open', () => {
    fc.assert(
      fc.property(questions, fc.nat(20_000), fc.nat(1440), (question, minutes, holdMinutes) => {
        const listing = listingOf(question);
        const now = addHours(OPENS, minutes / 60);
        const open = Date.parse(now) < Date.parse(question.closes_at);
        expect(isPriceHeld(listing, priceAt(listing, now), { now, holdMinutes })).toBe(
          open || Date.parse(now) < Date.parse(question.closes_at) + holdMinutes * 60_000,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('goes on where it was when the item is listed once more', () => {
    fc.assert(
      fc.property(questions, fc.nat(20_000), fc.nat(20_000), (question, relisted, later) => {
        const before = listingOf(question);
        const at = addHours(OPENS, relisted / 60);
        fc.pre(Date.parse(at) < Date.parse(question.closes_at));
        const schedule = scheduleFrom(before, at);
        if (schedule === undefined) throw new Error('the listing had no schedule');
        const again = { ...before, opens_at: at, price: schedule[0].price, price_schedule: [...schedule] };
        const moment = addHours(at, later / 60);
        expect(priceAt(again, moment)).toEqual(priceAt(before, moment));
        expect(priceStepAt(again, moment)).toBeLessThanOrEqual(priceStepAt(before, moment));
      }),
      { numRuns: 60 },
    );
  });
});

function questionOf({
  reference_price,
  tax_rate_bp,
  ...rest
}: Omit<ScheduleQuestion, 'reference' | 'net'> & {
  reference_price: Money;
  tax_rate_bp: number;
}): ScheduleQuestion {
  const taxes = { rate_bp_by_country: { NL: tax_rate_bp } };
  const net = (amount: number) => taxOf({ ...reference_price, amount }, taxes, 'NL').net;
  return { ...rest, reference: reference_price, net };
}

function listingOf(question: ScheduleQuestion) {
  const schedule = priceSchedule(question) ?? [];
  return {
    reference_price: { ...question.reference, basis: 'price_paid' as const },
    price: schedule[0]?.price ?? question.reference,
    price_schedule: schedule,
    opens_at: OPENS,
    closes_at: question.closes_at,
  };
}

const outcomes = fc.array(
  fc.record({ value: fc.integer({ min: -500, max: 4000 }), share: fc.constantFrom(0.03, 0.2, 0.3) }),
  { maxLength: 3 },
);
const stream = fc.record({ per_day: fc.double({ min: 0, max: 5, noNaN: true }), outcomes });
const bound = fc.oneof(
  fc.record({ kind: fc.constant('share_bp' as const), value: fc.integer({ min: 0, max: 4_000 }) }),
  fc.record({ kind: fc.constant('absolute' as const), value: fc.integer({ min: 0, max: 2_000 }) }),
);
const brackets = fc
  .record({ from: fc.constant(0), minimum: bound, maximum: bound })
  .map((bracket): DiscountBracket[] => [bracket]);
const responses = fc.record({
  general_bp_per_point: fc.nat(20_000),
  naming_bp_per_point: fc.nat(20_000),
});
const questions: fc.Arbitrary<ScheduleQuestion> = fc
  .record({
    brackets,
    window: fc.record({ steps: fc.integer({ min: 2, max: 4 }), response: responses }),
    amount: fc.integer({ min: 0, max: 20_000 }),
    hours: fc.double({ min: 0.5, max: 48, noNaN: true }),
    demand: fc.record({ general: stream, naming: stream, waiting_cost_per_day: fc.nat(40) }),
  })
  .map(({ amount, hours, demand, ...rest }) =>
    questionOf({
      discount: { strategy: 'window', ...rest, excluded_categories: [], excluded_skus: [] },
      reference_price: { amount, currency: 'EUR' },
      opens_at: OPENS,
      closes_at: addHours(OPENS, hours),
      demand,
      tax_rate_bp: 2100,
    }),
  );

const priced = fc.record({
  perDay: fc.bigInt({ min: 0n, max: 4_000_000n }),
  outcomes: fc.array(
    fc.record({
      share: fc.bigInt({ min: 0n, max: 3_000n }),
      earns: fc.bigInt({ min: -100_000_000n, max: 900_000_000n }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const windows: fc.Arbitrary<PricedWindow> = fc.record({
  length: fc.integer({ min: 1, max: 300_000_000 }),
  steps: fc.integer({ min: 1, max: 4 }),
  slots: fc.integer({ min: 1, max: 4 }),
  levels: fc.array(fc.record({ discount: fc.nat(500), general: priced, naming: priced }), {
    minLength: 1,
    maxLength: 4,
  }),
  costPerDay: fc.nat(50),
});

/** Every sequence of levels that begins with the first and never falls back. */
function sequences({ steps, levels }: PricedWindow): number[][] {
  let all = [[0]];
  for (let step = 1; step < steps; step += 1) {
    all = all.flatMap((head) =>
      levels.flatMap((_, level) => (level >= (head.at(-1) ?? 0) ? [[...head, level]] : [])),
    );
  }
  return all;
}

function worth(window: PricedWindow, sequence: readonly number[]): bigint {
  return sequence.reduceRight((after, index) => {
    const level = window.levels[index];
    if (level === undefined) throw new Error('no such level');
    return throughStep(window, level, after);
  }, 0n);
}
