import type { DiscountBound, DiscountBracket } from '@open-return-forwarding/protocol';

/** The lowest and the highest discount that a bracket permits at one price, in whole minor units. */
export interface DiscountRange {
  readonly lowest: number;
  readonly highest: number;
}

/** The bracket that a reference price (minor units) falls into, `[from, to)`. */
export function bracketFor(brackets: readonly DiscountBracket[], price: number): DiscountBracket | undefined {
  return brackets.find(
    (bracket) => price >= bracket.from && (bracket.to === undefined || price < bracket.to),
  );
}

/**
 * The whole minor units that a bracket permits at `price`: the minimum is rounded up, the maximum down. Where no whole
 * amount lies between them, or the minimum is above the maximum, the maximum holds. Never more than the price.
 */
export function discountRange(bracket: DiscountBracket, price: number): DiscountRange {
  const highest = Math.min(price, roundedDown(bracket.maximum, price));
  const lowest = Math.min(highest, roundedUp(bracket.minimum, price));
  return { lowest, highest };
}

/** A bound at `price`, times 10,000 - exact where basis points leave a fraction. */
export function boundTimes10000({ kind, value }: DiscountBound, price: number): bigint {
  switch (kind) {
    case 'absolute':
      return BigInt(value) * 10_000n;
    case 'share_bp':
      return BigInt(value) * BigInt(price);
    default:
      return kind satisfies never;
  }
}

function roundedDown(bound: DiscountBound, price: number): number {
  return Number(boundTimes10000(bound, price) / 10_000n);
}

function roundedUp(bound: DiscountBound, price: number): number {
  return Number((boundTimes10000(bound, price) + 9_999n) / 10_000n);
}
