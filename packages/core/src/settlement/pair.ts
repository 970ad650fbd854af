import type { LedgerCause, Order, PairSide, Return, SettlementPair } from '@open-return-forwarding/protocol';
import { balances } from './books.ts';
import { firstSaleTaxCountry, secondSaleTaxCountry } from './facts.ts';
import type { PostingLine } from './postings.ts';

/** A posted line with what it was posted for. */
export interface CausedLine extends PostingLine {
  readonly cause: LedgerCause;
}

/** The two sales of a forward. */
export interface PairedSales {
  readonly return: Pick<Return, 'id' | 'order_line' | 'ship_from_region' | 'refund'>;
  readonly order: Pick<Order, 'id' | 'external_id' | 'full_price' | 'offered_price' | 'ship_to_region'>;
}

/** Whose sale a side is, and where it is found. */
type SideLabels = Omit<PairSide, 'gross' | 'net' | 'tax'>;

/**
 * The coordinated pair as the books show it, each side with the other's reference. A side is there while its sale is on
 * the books: no refund side before the refund was requested or after it was denied, no second sale where the buyer was
 * served otherwise or has the money back. Amounts are positive; the retailer's own references are left out by whoever
 * shows them without the scope for it.
 */
export function pairOf(sales: PairedSales, entries: readonly CausedLine[]): SettlementPair {
  const refund = refundSide(sales, entries);
  const secondSale = secondSaleSide(sales, entries);
  return {
    ...(refund === undefined ? {} : { refund }),
    ...(secondSale === undefined ? {} : { second_sale: secondSale }),
    ship_from_country: sales.return.ship_from_region.country,
    ship_to_country: sales.order.ship_to_region.country,
  };
}

function refundSide(
  { return: returned, order }: PairedSales,
  entries: readonly CausedLine[],
): PairSide | undefined {
  const lines = entries.filter(({ cause }) => cause === 'refund_requested' || cause === 'refund_corrected');
  const labels: SideLabels = {
    kind: 'refund',
    ...given('ref', returned.order_line.order_ref),
    ...given('external_ref', returned.refund.external_ref),
    tax_country: firstSaleTaxCountry(returned),
    counterpart_ref: order.id,
  };
  return sideOf(labels, lines);
}

function secondSaleSide(
  { return: returned, order }: PairedSales,
  entries: readonly CausedLine[],
): PairSide | undefined {
  if (entries.some(({ cause }) => cause === 'second_sale_reversed')) return undefined;
  const lines = entries.filter(({ cause }) => cause === 'handed_in');
  const labels: SideLabels = {
    kind: 'second_sale',
    ...given('ref', order.external_id),
    tax_country: secondSaleTaxCountry(order),
    counterpart_ref: returned.id,
  };
  return sideOf(labels, lines);
}

/** The amounts of a sale from its lines: a refund stands in debit, a sale in credit. No side of nothing. */
function sideOf(labels: SideLabels, lines: readonly CausedLine[]): PairSide | undefined {
  const currency = lines.find(({ account }) => account === 'sale_1' || account === 'sale_2')?.currency;
  if (currency === undefined) return undefined;
  const { sale_1: refunded = 0, sale_2: sold = 0, discount = 0, tax: taxed = 0 } = balances(lines);
  const net = Math.abs(refunded + sold + discount);
  const tax = Math.abs(taxed);
  if (net + tax === 0) return undefined;
  const money = (amount: number) => ({ amount, currency });
  return { ...labels, gross: money(net + tax), net: money(net), tax: money(tax) };
}

function given<Name extends 'ref' | 'external_ref'>(
  name: Name,
  value: string | undefined,
): { [N in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]: string });
}
