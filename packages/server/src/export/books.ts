import type { LedgerAccount, LedgerEntry, PairSide, Settlement } from '@open-return-forwarding/protocol';
import { type Days, dayOf, holds } from './days.ts';
import { decimal } from './decimal.ts';

/** One line of the books as finance reads it: days in UTC, amounts as decimals, empty text for what there is none of. */
export interface EntryRow {
  readonly day: string;
  readonly settlement_id: string;
  readonly forward_id: string;
  readonly return_id: string;
  readonly order_id: string;
  readonly entry_id: string;
  readonly cause: string;
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly currency: string;
  /** The retailer's references of the sale that was returned, and of the payment back. */
  readonly refund_ref: string;
  readonly refund_external_ref: string;
  /** The retailer's references of the sale to the next buyer. */
  readonly second_sale_ref: string;
  readonly second_sale_external_ref: string;
  /** Whose tax is in a line of a sale. */
  readonly tax_country: string;
  readonly ship_from_country: string;
  readonly ship_to_country: string;
}

/** What one account moved on one day, as decimals. */
export interface TotalRow {
  readonly day: string;
  readonly account: string;
  readonly currency: string;
  readonly entries: number;
  readonly debit: string;
  readonly credit: string;
  readonly balance: string;
}

/** What one account moved on one day, minor units. */
export interface Total {
  readonly day: string;
  readonly account: LedgerAccount;
  readonly currency: string;
  readonly entries: number;
  readonly debit: number;
  readonly credit: number;
}

/** The books of some days. */
export interface Books {
  readonly days: Days;
  /** Those with an entry in these days. */
  readonly settlements: readonly Settlement[];
  readonly rows: readonly EntryRow[];
  /** By day, then account, then currency. */
  readonly totals: readonly Total[];
}

interface Line {
  readonly settlement: Settlement;
  readonly entry: LedgerEntry;
}

/** Makes the books of some days from all the settlements that may have an entry in them. */
export function booksOf(all: readonly Settlement[], days: Days): Books {
  const settlements = all.filter(({ entries }) => entries.some((entry) => holds(days, entry.posted_at)));
  const lines = settlements.flatMap((settlement) =>
    settlement.entries
      .filter((entry) => holds(days, entry.posted_at))
      .map((entry): Line => ({ settlement, entry })),
  );
  return { days, settlements, rows: lines.map(rowOf), totals: totalsOf(lines) };
}

/** A total as finance reads it. */
export function totalRow({ debit, credit, ...total }: Total): TotalRow {
  const text = (amount: number) => decimal(amount, total.currency);
  return { ...total, debit: text(debit), credit: text(credit), balance: text(debit - credit) };
}

/** `day currency` of what does not add up to 0, which sound books do on every day. */
export function unevenDays(totals: readonly Total[]): string[] {
  const sums = new Map<string, number>();
  for (const { day, currency, debit, credit } of totals) {
    const key = `${day} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0) + debit - credit);
  }
  return [...sums].filter(([, sum]) => sum !== 0).map(([key]) => key);
}

function rowOf({ settlement, entry }: Line): EntryRow {
  const { pair } = settlement;
  const { amount, currency } = entry;
  return {
    day: dayOf(entry.posted_at),
    settlement_id: settlement.id,
    forward_id: settlement.forward_id,
    return_id: settlement.return_id,
    order_id: settlement.order_id,
    entry_id: entry.id,
    cause: entry.cause,
    account: entry.account,
    debit: amount > 0 ? decimal(amount, currency) : '',
    credit: amount < 0 ? decimal(-amount, currency) : '',
    amount: decimal(amount, currency),
    currency,
    refund_ref: pair.refund?.ref ?? '',
    refund_external_ref: pair.refund?.external_ref ?? '',
    second_sale_ref: pair.second_sale?.ref ?? '',
    second_sale_external_ref: pair.second_sale?.external_ref ?? '',
    tax_country: saleOf({ settlement, entry })?.tax_country ?? '',
    ship_from_country: pair.ship_from_country,
    ship_to_country: pair.ship_to_country,
  };
}

/** The sale that a line belongs to. A sale that is off the books again has no side in the pair any more. */
function saleOf({ settlement: { pair }, entry: { account, cause } }: Line): PairSide | undefined {
  if (account !== 'sale_1' && account !== 'sale_2' && account !== 'discount' && account !== 'tax') {
    return undefined;
  }
  switch (cause) {
    case 'handed_in':
    case 'second_sale_reversed':
      return pair.second_sale;
    case 'refund_requested':
    case 'refund_corrected':
      return pair.refund;
    default:
      return undefined;
  }
}

function totalsOf(lines: readonly Line[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { entry } of lines) {
    const { account, currency, amount } = entry;
    const day = dayOf(entry.posted_at);
    const key = `${day} ${account} ${currency}`;
    const before = totals.get(key) ?? { day, account, currency, entries: 0, debit: 0, credit: 0 };
    totals.set(key, {
      ...before,
      entries: before.entries + 1,
      debit: before.debit + Math.max(0, amount),
      credit: before.credit + Math.max(0, -amount),
    });
  }
  return [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}
