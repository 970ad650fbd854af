import type { Discount, DiscountPolicy, Money } from '@open-return-forwarding/protocol';
import { bracketFor, discountRange } from './bracket.ts';

/** The price of a listing with the discount in it, or why no discount applies to the article. */
export type ListingPricing =
  | { readonly priced: true; readonly price: Money; readonly discount: Discount }
  | { readonly priced: false; readonly code: PricingRefusalCode };

export type PricingRefusalCode = 'discount_excluded' | 'no_discount_bracket';

/** What is priced. */
export interface PricedArticle {
  readonly category: string;
  readonly sku: string;
}

/**
 * Prices a listing. `referencePrice` is gross, in the policy's currency; the discount is a whole number of minor units
 * inside its bracket, and `share_bp` is rounded down, so that no more is announced than is given.
 */
export function priceListing(
  policy: DiscountPolicy,
  referencePrice: Money,
  article: PricedArticle,
): ListingPricing {
  if (policy.excluded_categories.includes(article.category) || policy.excluded_skus.includes(article.sku)) {
    return { priced: false, code: 'discount_excluded' };
  }
  const bracket = bracketFor(policy.brackets, referencePrice.amount);
  if (bracket === undefined) return { priced: false, code: 'no_discount_bracket' };
  const range = discountRange(bracket, referencePrice.amount);
  const amount = discountWithin(policy.strategy, range);
  const price = { amount: referencePrice.amount - amount, currency: referencePrice.currency };
  return { priced: true, price, discount: { amount, share_bp: shareBp(amount, referencePrice.amount) } };
}

function discountWithin(strategy: DiscountPolicy['strategy'], range: { readonly lowest: number }): number {
  switch (strategy) {
    case 'constant':
      return range.lowest;
    default:
      return strategy satisfies never;
  }
}

function shareBp(amount: number, price: number): number {
  return price === 0 ? 0 : Number((BigInt(amount) * 10_000n) / BigInt(price));
}
