import { type Books, type EntryRow, type TotalRow, totalRow } from './books.ts';
import { type Columns, csvOf } from './csv.ts';

/** The books line by line, or what each account moved on each day. */
export type ExportKind = 'settlements' | 'ledger';
export type ExportFormat = 'csv' | 'json';

const entryColumns: Columns<EntryRow> = {
  day: 'text',
  settlement_id: 'text',
  forward_id: 'text',
  return_id: 'text',
  order_id: 'text',
  entry_id: 'text',
  cause: 'text',
  account: 'text',
  debit: 'number',
  credit: 'number',
  amount: 'number',
  currency: 'text',
  refund_ref: 'text',
  refund_external_ref: 'text',
  second_sale_ref: 'text',
  second_sale_external_ref: 'text',
  tax_country: 'text',
  ship_from_country: 'text',
  ship_to_country: 'text',
};

const totalColumns: Columns<TotalRow> = {
  day: 'text',
  account: 'text',
  currency: 'text',
  entries: 'number',
  debit: 'number',
  credit: 'number',
  balance: 'number',
};

/** The books as a file. JSON has the totals beside the entries, and the settlements as the API shows them. */
export function documentOf(
  { days, rows, totals, settlements }: Books,
  kind: ExportKind,
  format: ExportFormat,
): string {
  const totalRows = totals.map(totalRow);
  if (format === 'csv') {
    return kind === 'ledger' ? csvOf(totalColumns, totalRows) : csvOf(entryColumns, rows);
  }
  const period = { from: days.from ?? null, to: days.to ?? null };
  const shown =
    kind === 'ledger'
      ? { ...period, totals: totalRows }
      : { ...period, entries: rows, totals: totalRows, settlements };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
