import type {
  CountryCode,
  DiscountBracket,
  DiscountPolicy,
  Money,
  Price,
  TaxPolicy,
} from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountRange } from '../../src/pricing/bracket.ts';
import { validateBrackets } from '../../src/pricing/bracket-conflicts.ts';
import { type ListingPricing, type PricedArticle, priceListing } from '../../src/pricing/listing-price.ts';
import { divideHalfEven, roundHalfEven } from '../../src/pricing/rounding.ts';
import { TaxExceedsPrice, taxOf } from '../../src/pricing/tax.ts';
import { readVectors } from './read-vectors.ts';

describe('the price of a listing', () => {
  type Input = { discount: DiscountPolicy; reference_price: Money; article: PricedArticle };
  it.each(readVectors<Input, ListingPricing>('pricing/listing-price.json').cases)(
    '$name',
    ({ input, expected }) => {
      expect(priceListing(input.discount, input.reference_price, input.article)).toEqual(expected);
    },
  );

  it('never discounts more than the maximum, nor less than the minimum where a whole amount lies between', () => {
    fc.assert(
      fc.property(bracketFrom0, fc.integer({ min: 0, max: 1_000_000 }), (bracket, price) => {
        const { lowest } = discountRange(bracket, price);
        const [minimum, maximum] = [boundAt(bracket.minimum, price), boundAt(bracket.maximum, price)];
        expect(lowest).toBeLessThanOrEqual(Math.min(price, maximum));
        if (Math.ceil(minimum) <= Math.floor(Math.min(price, maximum)))
          expect(lowest).toBe(Math.ceil(minimum));
      }),
    );
  });
});

describe('conflicts among brackets', () => {
  type Input = { brackets: DiscountBracket[] };
  type Found = { pointer: string; code: string }[];
  it.each(readVectors<Input, Found>('pricing/brackets.json').cases)('$name', ({ input, expected }) => {
    expect(validateBrackets(input.brackets)).toEqual(
      expected.map((each) => ({ ...each, detail: expect.any(String) })),
    );
  });

  it('leaves no price without a bracket once nothing conflicts', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 6000 }), (starts, price) => {
        const brackets = bracketsCutAt(starts.toSorted((a, b) => a - b));
        expect(validateBrackets(brackets)).toEqual([]);
        const policy: DiscountPolicy = {
          strategy: 'constant',
          brackets,
          excluded_categories: [],
          excluded_skus: [],
        };
        const reference = { amount: price, currency: 'EUR' };
        expect(priceListing(policy, reference, { category: 'c', sku: 's' }).priced).toBe(true);
      }),
    );
  });
});

describe('the tax inside a price', () => {
  type Input = { price: Price; tax: TaxPolicy; country: CountryCode };
  it.each(readVectors<Input, unknown>('pricing/tax.json').cases)('$name', ({ input, expected }) => {
    expect(taxOf(input.price, input.tax, input.country)).toEqual(expected);
  });

  it('refuses a tax that is larger than the price', () => {
    const price = { amount: 100, currency: 'EUR', tax_amount: 101 };
    expect(() => taxOf(price, { rate_bp_by_country: {} }, 'NL')).toThrow(TaxExceedsPrice);
  });
});

describe('rounding', () => {
  it.each([
    [5n, 2n, 2],
    [7n, 2n, 4],
    [-5n, 2n, -2],
    [-7n, 2n, -4],
    [-1n, 3n, 0],
    [-2n, 3n, -1],
    [6n, 3n, 2],
  ])('divides %d by %d to %d', (dividend, divisor, expected) => {
    expect(divideHalfEven(dividend, divisor)).toBe(expected);
  });

  it('rounds a real number as it divides whole ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (halves) => {
        expect(roundHalfEven(halves / 2)).toBe(divideHalfEven(BigInt(halves), 2n));
      }),
    );
  });
});

const bound = fc.oneof(
  fc.record({ kind: fc.constant('share_bp' as const), value: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant('absolute' as const), value: fc.integer({ min: 0, max: 5_000 }) }),
);
const bracketFrom0 = fc.record({ from: fc.constant(0), minimum: bound, maximum: bound });

/** Exact enough: a share of a price below 10,000,000 in basis points is one division away from a whole number. */
function boundAt({ kind, value }: { kind: string; value: number }, price: number): number {
  return kind === 'absolute' ? value : (price * value) / 10_000;
}

function bracketsCutAt(cuts: readonly number[]): DiscountBracket[] {
  const share = { kind: 'share_bp' as const, value: 500 };
  return [0, ...cuts].map((from, index) => {
    const to = cuts[index];
    return { from, ...(to === undefined ? {} : { to }), minimum: share, maximum: share };
  });
}
