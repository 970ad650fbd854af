import { minorUnits, wholeNumber } from './amount.ts';
import { countryCode } from './countries.ts';
import { type CsvRecord, readRecords } from './csv.ts';
import { decoded } from './decoding.ts';
import { type FaultCode, orFault, RowFault } from './fault.ts';
import { conditionTest, type Header, headerOf } from './header.ts';
import type { FileKind, FileLine, ReadRow, ReturnLine, SaleLine } from './lines.ts';
import { timeReader } from './local-time.ts';
import { type Column, type Mapping, MappingError } from './mapping.ts';

/** Reads the rows of one file, one by one. */
export interface RowReader {
  read(record: CsvRecord): ReadRow;
}

/** What a reader of rows may be told beside the mapping. */
export interface RowReaderChoice {
  readonly kind: FileKind;
  /**
   * Numbers the rows of each order, which takes memory for every order there is. Without it the line of the file is the
   * number.
   */
  readonly numbered?: boolean;
}

/** Matches a header with a mapping. Throws `MappingError` where they do not fit: columns, time zone, kind. */
export function rowReader(names: readonly string[], mapping: Mapping, choice: RowReaderChoice): RowReader {
  if (choice.kind === 'mixed' && mapping.return_when === undefined) {
    throw new MappingError('A file of both kinds needs return_when.');
  }
  const header = headerOf(names, mapping);
  const skips = mapping.skip_when.map((condition) => conditionTest(header, condition));
  const marked = mapping.return_when === undefined ? () => false : conditionTest(header, mapping.return_when);
  const cells: Cells = { header, mapping, utc: timeReaderOf(mapping) };
  const linesOf = choice.numbered === true ? new Map<string, number>() : undefined;
  const lineOf = (record: CsvRecord): SaleLine | ReturnLine | FaultCode => {
    if (record.fields.length !== header.width) {
      const counted = `The row has ${record.fields.length} fields instead of ${header.width}.`;
      throw new RowFault('row_width', counted);
    }
    const number =
      linesOf === undefined ? record.line : countLine(linesOf, header.column(record, 'order_ref'));
    if (skips.some((holds) => holds(record))) return 'not_an_article';
    const isReturn = choice.kind === 'returns' || (choice.kind === 'mixed' && marked(record));
    return isReturn ? returnLine(cells, record, number) : saleLine(cells, record, number);
  };
  return { read: (record) => rowOf(record, lineOf) };
}

function rowOf(record: CsvRecord, lineOf: (record: CsvRecord) => SaleLine | ReturnLine | FaultCode): ReadRow {
  const { line } = record;
  try {
    const found = lineOf(record);
    return typeof found === 'string' ? { kind: 'skipped', line, code: found } : found;
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return { kind: 'faulty', line, code: error.code, reason: error.message };
  }
}

/** What became of every row of a small file. */
export interface FileReading {
  sales: SaleLine[];
  returns: ReturnLine[];
  skipped: { line: number; reason: FaultCode }[];
  unreadable: { line: number; reason: string }[];
}

/**
 * Reads a retailer's own CSV file that is at hand as a whole. A row that cannot be read is reported with its line and the
 * reason; the rest goes on. Throws `MappingError` where the mapping does not fit the file: encoding, time zone, columns.
 */
export function readFileLines(bytes: Uint8Array, mapping: Mapping, kind: FileKind): FileReading {
  const { records, unreadable } = readRecords(decoded(bytes, mapping.csv.encoding), mapping.csv.delimiter);
  const reading: FileReading = {
    ...{ sales: [], returns: [], skipped: [] },
    unreadable: unreadable.map(({ line, reason }) => ({ line, reason })),
  };
  const [header, ...rows] = records;
  if (header === undefined) throw new MappingError('The file has no header.');
  const reader = rowReader(header.fields, mapping, { kind, numbered: true });
  for (const row of rows) place(reading, reader.read(row));
  reading.unreadable.sort((one, other) => one.line - other.line);
  return reading;
}

function place(reading: FileReading, row: ReadRow): void {
  switch (row.kind) {
    case 'sale':
      reading.sales.push(row);
      break;
    case 'return':
      reading.returns.push(row);
      break;
    case 'skipped':
      reading.skipped.push({ line: row.line, reason: row.code });
      break;
    case 'faulty':
      reading.unreadable.push({ line: row.line, reason: row.reason });
      break;
    default:
      row satisfies never;
  }
}

/** The running number of the row within its order: an article may stand there twice, a number may not. */
function countLine(linesOf: Map<string, number>, orderRef: string): number {
  const number = (linesOf.get(orderRef) ?? 0) + 1;
  linesOf.set(orderRef, number);
  return number;
}

interface Cells {
  readonly header: Header;
  readonly mapping: Mapping;
  readonly utc: (text: string) => string;
}

function saleLine(cells: Cells, row: CsvRecord, number: number): SaleLine | FaultCode {
  const quantity = quantityOf(cells, row);
  if (quantity <= 0) return 'quantity_not_positive';
  const price = priceOf(cells, row);
  if (price < 0) return 'price_negative';
  if (price === 0) return 'price_absent';
  const sale: SaleLine = { kind: 'sale', ...commonOf(cells, row, { number, quantity, price }) };
  const { columns, values } = cells.mapping;
  if (columns.accepts === undefined) return sale;
  const accepts = translate(cells.header.column(row, 'accepts'), values.accepts);
  return { ...sale, accepts: accepts.split(/[\s,|]+/).filter((grade) => grade !== '') };
}

function returnLine(cells: Cells, row: CsvRecord, number: number): ReturnLine {
  const quantity = Math.abs(quantityOf(cells, row));
  if (quantity === 0) throw new RowFault('quantity_not_positive', 'The returned quantity is 0.');
  const price = priceOf(cells, row);
  if (price < 0) throw new RowFault('price_negative', 'The unit price of a return is negative.');
  const common = commonOf(cells, row, { number, quantity, price });
  const { values, defaults } = cells.mapping;
  const bought = cells.header.column(row, 'purchased_at');
  const before = new Date(Date.parse(common.time) - defaults.purchased_days_before * 86_400_000);
  return {
    kind: 'return',
    ...common,
    reason: translate(cells.header.column(row, 'reason'), values.reason) || defaults.reason,
    grade: translate(cells.header.column(row, 'grade'), values.grade) || defaults.grade,
    checks: defaults.checks,
    purchased_at: bought === '' ? `${before.toISOString().slice(0, 19)}Z` : timeOf(cells, bought),
  };
}

function commonOf(
  cells: Cells,
  row: CsvRecord,
  found: { number: number; quantity: number; price: number },
): FileLine {
  const { values, defaults } = cells.mapping;
  const { header } = cells;
  const orderRef = required(cells, row, 'order_ref');
  const consumerRef =
    header.column(row, 'consumer_ref') || defaults.consumer_ref.replaceAll('{order_ref}', orderRef);
  return {
    line: row.line,
    time: timeOf(cells, header.column(row, 'time')),
    external_id: `${orderRef}-${found.number}`,
    order_ref: orderRef,
    line_ref: String(found.number),
    sku: required(cells, row, 'sku'),
    title: header.column(row, 'title'),
    category: translate(header.column(row, 'category'), values.category) || defaults.category,
    quantity: found.quantity,
    unit_price: { amount: found.price, currency: currencyOf(cells, row) },
    consumer_ref: consumerRef,
    address: addressOf(cells, row, consumerRef),
  };
}

function addressOf({ header, mapping }: Cells, row: CsvRecord, consumerRef: string): FileLine['address'] {
  const { defaults } = mapping;
  return {
    name: header.column(row, 'name') || defaults.name.replaceAll('{consumer_ref}', consumerRef),
    street: header.column(row, 'street') || defaults.street,
    postal_code: header.column(row, 'postal_code') || defaults.postal_code,
    city: header.column(row, 'city') || defaults.city,
    country: countryOf({ header, mapping }, row),
  };
}

function countryOf({ header, mapping }: Pick<Cells, 'header' | 'mapping'>, row: CsvRecord): string {
  const written = header.column(row, 'country');
  const { defaults, values } = mapping;
  const country = written === '' ? defaults.country : countryCode(translate(written, values.country));
  if (country !== undefined) return country;
  const why = written === '' ? 'The row has no country.' : `The mapping has no country for "${written}".`;
  throw new RowFault('country_unknown', why);
}

function currencyOf({ header, mapping }: Cells, row: CsvRecord): string {
  const written = header.column(row, 'currency');
  const { currency } = mapping.defaults;
  if (written === '' || written === currency) return currency;
  throw new RowFault('currency_other', `The row is in ${written}, not in ${currency}.`);
}

function required({ header, mapping }: Cells, row: CsvRecord, column: Column): string {
  const value = header.column(row, column);
  if (value === '') throw new RowFault('cell_empty', `The column ${mapping.columns[column]} is empty.`);
  return value;
}

function timeOf({ utc }: Cells, text: string): string {
  return orFault('time_unreadable', () => utc(text));
}

function quantityOf({ header, mapping }: Cells, row: CsvRecord): number {
  if (mapping.columns.quantity === undefined) return 1;
  return orFault('quantity_unreadable', () => wholeNumber(header.column(row, 'quantity'), mapping.csv));
}

function priceOf({ header, mapping }: Cells, row: CsvRecord): number {
  const written = header.column(row, 'unit_price');
  const code = written === '' ? 'price_absent' : 'price_unreadable';
  return orFault(code, () => minorUnits(written, mapping.defaults.currency, mapping.csv));
}

function translate(written: string, words: Record<string, string> | undefined): string {
  return words !== undefined && Object.hasOwn(words, written) ? (words[written] ?? written) : written;
}

function timeReaderOf({ time }: Mapping): (text: string) => string {
  try {
    return timeReader(time);
  } catch {
    throw new MappingError(`time.zone or time.format cannot be used: ${time.zone}, ${time.format}.`);
  }
}
