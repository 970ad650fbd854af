import type { Discount, DiscountPolicy, Money } from '@open-return-forwarding/protocol';
import { bracketFor, discountRange } from './bracket.ts';
import { discountBetween } from './shown-price.ts';

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
 * Prices a listing as it opens. `referencePrice` is gross, in the policy's currency; the discount is a whole number of minor
 * units, the lower end of its bracket with either strategy, and `share_bp` is rounded down, so that no more is announced
 * than is given.
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
  const { lowest } = discountRange(bracket, referencePrice.amount);
  const price = { amount: referencePrice.amount - lowest, currency: referencePrice.currency };
  return { priced: true, price, discount: discountBetween(referencePrice.amount, price.amount) };
}
