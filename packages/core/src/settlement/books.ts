import type { LedgerAccount } from '@open-return-forwarding/protocol';
import type { PostingLine } from './postings.ts';

/** Lines of more than one currency were added up. */
export class MixedCurrencies extends RangeError {
  override readonly name = 'MixedCurrencies';
}

/** Balance of every account that was posted to, in minor units; debit positive. One that was cleared is there with 0. */
export type Balances = Partial<Record<LedgerAccount, number>>;

const netAccounts: readonly LedgerAccount[] = [
  'sale_1',
  'sale_2',
  'discount',
  'carrier_cost',
  'fee',
  'incentive',
];

/**
 * Adds up lines per account.
 * @throws {MixedCurrencies} when the lines are not all in one currency.
 */
export function balances(entries: readonly PostingLine[]): Balances {
  const sums: Balances = {};
  const currency = entries[0]?.currency;
  for (const entry of entries) {
    if (entry.currency !== currency) throw new MixedCurrencies(`${entry.currency} among ${currency}`);
    sums[entry.account] = (sums[entry.account] ?? 0) + entry.amount;
  }
  return sums;
}

/**
 * What a forward brings the retailer, minor units net of tax: second sale less first sale, discount, carrier, fee and
 * incentive. What a carrier owes for a lost parcel is taken off the carrier's cost.
 * @throws {MixedCurrencies} when the lines are not all in one currency.
 */
export function netOf(entries: readonly PostingLine[]): number {
  const sums = balances(entries);
  return netAccounts.reduce((net, account) => net - (sums[account] ?? 0), 0);
}
