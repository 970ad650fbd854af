import { minorUnits, wholeNumber } from './amount.ts';
import { timeReader } from './local-time.ts';
import { type Column, type Condition, type Mapping, MappingError } from './mapping.ts';
import { type CsvRecord, readRecords } from './records.ts';

/** One row of the file as one unit; the file's quantity is kept for the report only. */
export interface FileLine {
  /** Line of the file, counted from 1. */
  line: number;
  /** UTC instant. */
  time: string;
  /** Unique among the rows of its kind, however often an article repeats within an order. */
  external_id: string;
  order_ref: string;
  line_ref: string;
  sku: string;
  title: string;
  category: string;
  /** Above 0. */
  quantity: number;
  /** Gross price of one unit, minor units. */
  unit_price: { amount: number; currency: string };
  consumer_ref: string;
  address: { name: string; street: string; postal_code: string; city: string; country: string };
}

export interface SaleLine extends FileLine {
  kind: 'sale';
  /** Words for the grades that the buyer accepts, where the mapping names a column for them. */
  accepts?: string[];
}

export interface ReturnLine extends FileLine {
  kind: 'return';
  reason: string;
  grade: string;
  checks: string[];
  purchased_at: string;
}

/** `not_an_article`: the mapping leaves it out. `not_a_sale`: no quantity or no price above 0, and no return. */
export type SkipReason = 'not_an_article' | 'not_a_sale';

export interface FileReading {
  sales: SaleLine[];
  returns: ReturnLine[];
  skipped: { line: number; reason: SkipReason }[];
  unreadable: { line: number; reason: string }[];
}

/** What the rows of a file are; `mixed` files need the mapping's `return_when`. */
export type FileKind = 'mixed' | 'sales' | 'returns';

/**
 * Reads a retailer's own CSV file. A row that cannot be read is reported with its line and the reason; the rest goes
 * on. Throws `MappingError` where the mapping does not fit the file: encoding, time zone, columns.
 */
export function readFileLines(bytes: Uint8Array, mapping: Mapping, kind: FileKind): FileReading {
  if (kind === 'mixed' && mapping.return_when === undefined) {
    throw new MappingError('A file of both kinds needs return_when.');
  }
  const { records, unreadable } = readRecords(decode(bytes, mapping.csv.encoding), mapping.csv.delimiter);
  const reading: FileReading = { sales: [], returns: [], skipped: [], unreadable };
  const [header, ...rows] = records;
  if (header === undefined) throw new MappingError('The file has no header.');
  const reader = rowReader(header.fields, mapping);
  for (const row of rows) readRow(row, { reader, kind, reading });
  reading.unreadable.sort((one, other) => one.line - other.line);
  return reading;
}

interface RowReader {
  readonly width: number;
  readonly mapping: Mapping;
  readonly utc: (text: string) => string;
  readonly linesOf: Map<string, number>;
  cell(row: CsvRecord, name: string): string;
  column(row: CsvRecord, column: Column): string;
}

function rowReader(header: string[], mapping: Mapping): RowReader {
  const places = new Map(header.map((name, at) => [name.trim(), at]));
  const conditions = [...mapping.skip_when, ...(mapping.return_when ? [mapping.return_when] : [])];
  const named = [...Object.values(mapping.columns), ...conditions.map(({ column }) => column)];
  const missing = [...new Set(named)].filter((name) => !places.has(name));
  if (missing.length > 0) {
    throw new MappingError(
      `The file has no column ${missing.join(', ')}; it has ${[...places.keys()].join(', ')}.`,
    );
  }
  const cell = (row: CsvRecord, name: string) => (row.fields[places.get(name) ?? -1] ?? '').trim();
  return {
    width: header.length,
    mapping,
    utc: timeReaderOf(mapping),
    linesOf: new Map(),
    cell,
    column: (row, column) => {
      const name = mapping.columns[column];
      return name === undefined ? '' : cell(row, name);
    },
  };
}

function readRow(row: CsvRecord, run: { reader: RowReader; kind: FileKind; reading: FileReading }): void {
  const { reader, reading } = run;
  const { mapping } = reader;
  try {
    if (row.fields.length !== reader.width) {
      throw new RangeError(`The row has ${row.fields.length} fields instead of ${reader.width}.`);
    }
    const number = countLine(reader, row);
    if (mapping.skip_when.some((condition) => holds(reader, row, condition))) {
      reading.skipped.push({ line: row.line, reason: 'not_an_article' });
      return;
    }
    const marked = mapping.return_when !== undefined && holds(reader, row, mapping.return_when);
    if (run.kind === 'returns' || (run.kind === 'mixed' && marked)) {
      reading.returns.push(returnLine(reader, row, number));
    } else {
      const sale = saleLine(reader, row, number);
      if (sale === undefined) reading.skipped.push({ line: row.line, reason: 'not_a_sale' });
      else reading.sales.push(sale);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reading.unreadable.push({ line: row.line, reason: error.message });
  }
}

/** The running number of the row within its order: an article may stand there twice, a number may not. */
function countLine(reader: RowReader, row: CsvRecord): number {
  const orderRef = reader.column(row, 'order_ref');
  const number = (reader.linesOf.get(orderRef) ?? 0) + 1;
  reader.linesOf.set(orderRef, number);
  return number;
}

function saleLine(reader: RowReader, row: CsvRecord, number: number): SaleLine | undefined {
  const quantity = quantityOf(reader, row);
  const price = priceOf(reader, row);
  if (quantity <= 0 || price <= 0) return undefined;
  const sale: SaleLine = { kind: 'sale', ...commonOf(reader, row, { number, quantity, price }) };
  const { columns, values } = reader.mapping;
  if (columns.accepts === undefined) return sale;
  const accepts = translate(reader.column(row, 'accepts'), values.accepts);
  return { ...sale, accepts: accepts.split(/[\s,|]+/).filter((grade) => grade !== '') };
}

function returnLine(reader: RowReader, row: CsvRecord, number: number): ReturnLine {
  const quantity = Math.abs(quantityOf(reader, row));
  if (quantity === 0) throw new RangeError('The returned quantity is 0.');
  const price = priceOf(reader, row);
  if (price < 0) throw new RangeError('The unit price of a return is negative.');
  const common = commonOf(reader, row, { number, quantity, price });
  const { values, defaults } = reader.mapping;
  const bought = reader.column(row, 'purchased_at');
  const before = new Date(Date.parse(common.time) - defaults.purchased_days_before * 86_400_000);
  return {
    kind: 'return',
    ...common,
    reason: translate(reader.column(row, 'reason'), values.reason) || defaults.reason,
    grade: translate(reader.column(row, 'grade'), values.grade) || defaults.grade,
    checks: defaults.checks,
    purchased_at: bought === '' ? `${before.toISOString().slice(0, 19)}Z` : reader.utc(bought),
  };
}

function commonOf(
  reader: RowReader,
  row: CsvRecord,
  found: { number: number; quantity: number; price: number },
): FileLine {
  const { values, defaults } = reader.mapping;
  const orderRef = required(reader, row, 'order_ref');
  const consumerRef =
    reader.column(row, 'consumer_ref') || defaults.consumer_ref.replaceAll('{order_ref}', orderRef);
  return {
    line: row.line,
    time: reader.utc(reader.column(row, 'time')),
    external_id: `${orderRef}-${found.number}`,
    order_ref: orderRef,
    line_ref: String(found.number),
    sku: required(reader, row, 'sku'),
    title: reader.column(row, 'title'),
    category: translate(reader.column(row, 'category'), values.category) || defaults.category,
    quantity: found.quantity,
    unit_price: { amount: found.price, currency: defaults.currency },
    consumer_ref: consumerRef,
    address: addressOf(reader, row, consumerRef),
  };
}

function addressOf(reader: RowReader, row: CsvRecord, consumerRef: string): FileLine['address'] {
  const { defaults } = reader.mapping;
  return {
    name: reader.column(row, 'name') || defaults.name.replaceAll('{consumer_ref}', consumerRef),
    street: reader.column(row, 'street') || defaults.street,
    postal_code: reader.column(row, 'postal_code') || defaults.postal_code,
    city: reader.column(row, 'city') || defaults.city,
    country: countryOf(reader, row),
  };
}

function countryOf(reader: RowReader, row: CsvRecord): string {
  const written = reader.column(row, 'country');
  const country =
    written === '' ? reader.mapping.defaults.country : translate(written, reader.mapping.values.country);
  if (country === undefined) throw new RangeError('The row has no country.');
  if (!/^[A-Z]{2}$/.test(country)) throw new RangeError(`The mapping has no country for "${written}".`);
  return country;
}

function required(reader: RowReader, row: CsvRecord, column: Column): string {
  const value = reader.column(row, column);
  if (value === '') throw new RangeError(`The column ${reader.mapping.columns[column]} is empty.`);
  return value;
}

function quantityOf(reader: RowReader, row: CsvRecord): number {
  if (reader.mapping.columns.quantity === undefined) return 1;
  return wholeNumber(reader.column(row, 'quantity'), reader.mapping.csv);
}

function priceOf(reader: RowReader, row: CsvRecord): number {
  return minorUnits(reader.column(row, 'unit_price'), reader.mapping.defaults.currency, reader.mapping.csv);
}

function translate(written: string, words: Record<string, string> | undefined): string {
  return words !== undefined && Object.hasOwn(words, written) ? (words[written] ?? written) : written;
}

function holds(reader: RowReader, row: CsvRecord, condition: Condition): boolean {
  const value = reader.cell(row, condition.column);
  if (condition.starts_with !== undefined) return value.startsWith(condition.starts_with);
  if (condition.equals !== undefined) return value === condition.equals;
  return condition.matches !== undefined && new RegExp(condition.matches).test(value);
}

function timeReaderOf(mapping: Mapping): (text: string) => string {
  try {
    return timeReader(mapping.time);
  } catch {
    throw new MappingError(
      `time.zone or time.format cannot be used: ${mapping.time.zone}, ${mapping.time.format}.`,
    );
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new MappingError(`The file is not ${encoding}; set csv.encoding.`);
  }
}
