import type {
  CountryCode,
  Currency,
  DistanceClass,
  Forward,
  Order,
  Policy,
  Return,
} from '@open-return-forwarding/protocol';
import { economicsFor } from '../matching/economics.ts';
import { shareOf } from '../pricing/rounding.ts';
import { taxOf } from '../pricing/tax.ts';

/** An amount taken apart, in minor units; `gross` is `net + tax`. */
export interface TaxedGross {
  readonly gross: number;
  readonly net: number;
  readonly tax: number;
}

/** A sale that is returned, with the country whose tax is in it. */
export interface FirstSale extends TaxedGross {
  readonly tax_country: CountryCode;
}

/** The sale to the buyer: what a new unit costs, and what is due for the forwarded one. */
export interface SecondSale {
  readonly full: TaxedGross;
  readonly due: TaxedGross;
  readonly tax_country: CountryCode;
}

/** What a later finding takes back from the sender, gross, and what earlier findings of the same forward took back. */
export interface Correction {
  readonly gross: number;
  readonly earlier_gross: number;
}

/** Everything the books of one forward are made from. Amounts in minor units of `currency`; costs are net of tax. */
export interface SettlementFacts {
  readonly currency: Currency;
  readonly first_sale: FirstSale;
  /** What the sender gets back, gross; less than `first_sale.gross` where a hold reduced it. */
  readonly refund_gross: number;
  /** Absent where the buyer is served otherwise, so that this parcel makes no sale. */
  readonly second_sale?: SecondSale;
  readonly carrier_leg: number;
  readonly fee: number;
  readonly incentive: number;
  /** Replacement value of the unit, claimed from the carrier that lost it. */
  readonly claim_value: number;
  /** Only for the cause `refund_corrected`. */
  readonly correction?: Correction;
}

/** The objects that the facts are read from. */
export interface SettlementSource {
  readonly return: Pick<Return, 'order_line' | 'ship_from_region' | 'refund'> & {
    readonly product: Pick<Return['product'], 'category'>;
  };
  readonly order: Pick<Order, 'full_price' | 'offered_price' | 'ship_to_region'>;
  readonly forward: Pick<Forward, 'intercept'>;
  readonly policy: Pick<Policy, 'currency' | 'matching' | 'fees' | 'refund' | 'tax'>;
  readonly distance: DistanceClass;
}

/** Return, order and policy are not in one currency; such a pair is never matched. */
export class SettlementCurrencyMismatch extends RangeError {
  override readonly name = 'SettlementCurrencyMismatch';
}

/**
 * Reads the facts of a forward's books. A price without its own tax is taxed where the consumer is: the sender for the
 * first sale, the buyer for the second.
 * @throws {SettlementCurrencyMismatch} when the amounts are not all in the policy's currency.
 * @throws {TaxExceedsPrice} when a price's own tax is above the price.
 */
export function factsOf(source: SettlementSource): SettlementFacts {
  requireOneCurrency(source);
  const { policy, forward } = source;
  const firstSale = firstSaleOf(source);
  const economics = economicsFor(policy, {
    category: source.return.product.category,
    from: source.return.ship_from_region.country,
    to: source.order.ship_to_region.country,
  });
  return {
    currency: policy.currency,
    first_sale: firstSale,
    refund_gross: source.return.refund.amount.amount,
    ...(forward.intercept ? {} : { second_sale: secondSaleOf(source) }),
    carrier_leg: economics.forward_leg[source.distance],
    fee: policy.fees.per_forward,
    incentive: policy.refund.incentive,
    claim_value: shareOf(firstSale.net, economics.unit_cost_bp),
  };
}

/** The country whose tax is in the first sale. */
export function firstSaleTaxCountry(returned: Pick<Return, 'order_line' | 'ship_from_region'>): CountryCode {
  return returned.order_line.unit_price.tax_country ?? returned.ship_from_region.country;
}

/** The country whose tax is in the second sale. */
export function secondSaleTaxCountry(
  order: Pick<Order, 'full_price' | 'offered_price' | 'ship_to_region'>,
): CountryCode {
  return priceOfForward(order).tax_country ?? order.ship_to_region.country;
}

function firstSaleOf(source: SettlementSource): FirstSale {
  const price = source.return.order_line.unit_price;
  const country = firstSaleTaxCountry(source.return);
  return { gross: price.amount, ...taxOf(price, source.policy.tax, country), tax_country: country };
}

function secondSaleOf({ order, policy }: SettlementSource): SecondSale {
  const country = secondSaleTaxCountry(order);
  const due = priceOfForward(order);
  return {
    full: { gross: order.full_price.amount, ...taxOf(order.full_price, policy.tax, country) },
    due: { gross: due.amount, ...taxOf(due, policy.tax, country) },
    tax_country: country,
  };
}

/** What a matched buyer pays whatever follows; unlike `price_due` it does not change when the order ends. */
function priceOfForward(order: Pick<Order, 'full_price' | 'offered_price'>) {
  return order.offered_price ?? order.full_price;
}

function requireOneCurrency({ return: returned, order, policy }: SettlementSource): void {
  const prices = [
    returned.order_line.unit_price,
    returned.refund.amount,
    order.full_price,
    priceOfForward(order),
  ];
  const other = prices.find((price) => price.currency !== policy.currency);
  if (other !== undefined) {
    throw new SettlementCurrencyMismatch(
      `an amount is in ${other.currency}, the policy in ${policy.currency}`,
    );
  }
}
