import type { CountryCode, Price, TaxPolicy } from '@open-return-forwarding/protocol';
import { proportionOf } from './rounding.ts';

/** A gross price taken apart, in minor units; `net + tax` is the gross amount. */
export interface TaxedAmount {
  readonly net: number;
  readonly tax: number;
}

/** A price's own tax is larger than the price: the caller let an invalid price through. */
export class TaxExceedsPrice extends RangeError {
  override readonly name = 'TaxExceedsPrice';
}

/**
 * Takes the tax out of a gross price. The price's own `tax_amount` wins; otherwise the rate of its `tax_country`, or of
 * `country` if it names none, is contained in it. Minor units; the tax is rounded half to even, the net is the rest.
 * @throws {TaxExceedsPrice} when `tax_amount` is above `amount`.
 */
export function taxOf(price: Price, taxPolicy: TaxPolicy, country: CountryCode): TaxedAmount {
  const tax = price.tax_amount ?? containedTax(price, taxPolicy, country);
  if (tax > price.amount) throw new TaxExceedsPrice(`tax ${tax} is more than the price ${price.amount}`);
  return { net: price.amount - tax, tax };
}

function containedTax(price: Price, taxPolicy: TaxPolicy, country: CountryCode): number {
  const rate = taxPolicy.rate_bp_by_country[price.tax_country ?? country] ?? 0;
  return proportionOf(price.amount, rate, 10_000 + rate);
}
