import { parse } from 'yaml';
import type { NumberFormat } from './amount.ts';
import type { TimeFormat } from './local-time.ts';

/** What a file may tell about a row; the value is the file's own name of the column. */
export type Column =
  | 'order_ref'
  | 'sku'
  | 'time'
  | 'unit_price'
  | 'quantity'
  | 'title'
  | 'category'
  | 'consumer_ref'
  | 'country'
  | 'name'
  | 'street'
  | 'postal_code'
  | 'city'
  | 'purchased_at'
  | 'reason'
  | 'grade'
  | 'accepts'
  | 'currency';

export const REQUIRED_COLUMNS = ['order_ref', 'sku', 'time', 'unit_price'] as const;
const OPTIONAL_COLUMNS = [
  'quantity',
  'title',
  'category',
  'consumer_ref',
  'country',
  'name',
  'street',
  'postal_code',
  'city',
  'purchased_at',
  'reason',
  'grade',
  'accepts',
  'currency',
] as const;

const VALUE_COLUMNS = ['country', 'reason', 'grade', 'category', 'accepts'] as const;

/** A test of one column of a row. */
export interface Condition {
  column: string;
  starts_with?: string;
  equals?: string;
  matches?: string;
}

/** How a retailer's own file is to be read. */
export interface Mapping {
  csv: NumberFormat & {
    delimiter: string;
    /** Without it: what a byte order mark says, else UTF-8, else Windows-1252. */
    encoding?: string;
  };
  time: TimeFormat;
  columns: Record<(typeof REQUIRED_COLUMNS)[number], string> & Partial<Record<Column, string>>;
  /** What marks a return in a file that holds both; without it, the file holds one kind only. */
  return_when?: Condition;
  /** Rows that are no article: shipping, fees, corrections. */
  skip_when: Condition[];
  /** The file's own words for ours, per column. */
  values: Partial<Record<(typeof VALUE_COLUMNS)[number], Record<string, string>>>;
  defaults: Defaults;
}

/** What stands in where the file is silent. `{order_ref}` and `{consumer_ref}` are filled in. */
export interface Defaults {
  currency: string;
  category: string;
  country?: string;
  consumer_ref: string;
  name: string;
  street: string;
  postal_code: string;
  city: string;
  reason: string;
  grade: string;
  /** Answers of the condition checklist that senders are taken to confirm. */
  checks: string[];
  purchased_days_before: number;
}

/** The mapping cannot be used; the message names the member and what is wrong with it. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

/** Reads a mapping from YAML. Throws `MappingError` for a member that is missing, unknown or of the wrong type. */
export function parseMapping(yaml: string): Mapping {
  const top = members(parse(yaml), '', [
    'source',
    'csv',
    'time',
    'columns',
    'return_when',
    'skip_when',
    'values',
    'defaults',
  ]);
  const csv = members(top.csv ?? {}, 'csv', ['delimiter', 'decimal', 'encoding']);
  const time = members(top.time, 'time', ['format', 'zone']);
  const decimal = text(csv, 'csv.decimal', '.');
  if (decimal !== '.' && decimal !== ',') throw new MappingError('csv.decimal is neither "." nor ",".');
  return {
    csv: {
      delimiter: text(csv, 'csv.delimiter', ','),
      decimal,
      ...(csv.encoding === undefined ? {} : { encoding: text(csv, 'csv.encoding') }),
    },
    time: { format: formatsOf(time), zone: text(time, 'time.zone', 'UTC') },
    columns: columnsOf(top.columns),
    ...(top.return_when === undefined ? {} : { return_when: conditionOf(top.return_when, 'return_when') }),
    skip_when: list(top.skip_when ?? [], 'skip_when').map((item, at) => conditionOf(item, `skip_when.${at}`)),
    values: valuesOf(top.values ?? {}),
    defaults: defaultsOf(top.defaults ?? {}),
  };
}

/** One format, or a list of them that are tried in their order. */
function formatsOf(time: Record<string, unknown>): string | string[] {
  if (!Array.isArray(time.format)) return text(time, 'time.format');
  return list(time.format, 'time.format').map((format, at) => text({ [at]: format }, `time.format.${at}`));
}

function columnsOf(value: unknown): Mapping['columns'] {
  const given = members(value, 'columns', [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS]);
  const optional = OPTIONAL_COLUMNS.filter((column) => given[column] !== undefined);
  return {
    order_ref: text(given, 'columns.order_ref'),
    sku: text(given, 'columns.sku'),
    time: text(given, 'columns.time'),
    unit_price: text(given, 'columns.unit_price'),
    ...Object.fromEntries(optional.map((column) => [column, text(given, `columns.${column}`)])),
  };
}

function conditionOf(value: unknown, path: string): Condition {
  const given = members(value, path, ['column', 'starts_with', 'equals', 'matches']);
  const tests = ['starts_with', 'equals', 'matches'].filter((test) => given[test] !== undefined);
  if (tests.length !== 1) throw new MappingError(`${path} needs one of starts_with, equals, matches.`);
  const condition: Condition = { column: text(given, `${path}.column`) };
  for (const test of tests) Object.assign(condition, { [test]: text(given, `${path}.${test}`) });
  if (condition.matches !== undefined) checkPattern(condition.matches, path);
  return condition;
}

function checkPattern(pattern: string, path: string): void {
  try {
    new RegExp(pattern);
  } catch {
    throw new MappingError(`${path}.matches is no regular expression.`);
  }
}

function valuesOf(value: unknown): Mapping['values'] {
  const given = members(value, 'values', VALUE_COLUMNS);
  const tables = Object.entries(given).map(([column, table]) => {
    const path = `values.${column}`;
    const words = members(table, path);
    return [
      column,
      Object.fromEntries(Object.keys(words).map((word) => [word, text(words, `${path}.${word}`)])),
    ];
  });
  return Object.fromEntries(tables);
}

function defaultsOf(value: unknown): Defaults {
  const given = members(value, 'defaults', [
    ...['currency', 'category', 'country', 'consumer_ref', 'name', 'street', 'postal_code', 'city'],
    ...['reason', 'grade', 'checks', 'purchased_days_before'],
  ]);
  const days = given.purchased_days_before ?? 7;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 0) {
    throw new MappingError('defaults.purchased_days_before is no whole number of days.');
  }
  return {
    currency: currencyOf(given),
    category: text(given, 'defaults.category', 'general'),
    ...(given.country === undefined ? {} : { country: text(given, 'defaults.country') }),
    consumer_ref: text(given, 'defaults.consumer_ref', 'guest-{order_ref}'),
    name: text(given, 'defaults.name', 'Consumer {consumer_ref}'),
    street: text(given, 'defaults.street', 'Street 1'),
    postal_code: text(given, 'defaults.postal_code', '-'),
    city: text(given, 'defaults.city', 'Town'),
    reason: text(given, 'defaults.reason', 'unwanted'),
    grade: text(given, 'defaults.grade', 'like_new'),
    checks: list(given.checks ?? [], 'defaults.checks').map(String),
    purchased_days_before: days,
  };
}

function currencyOf(given: Record<string, unknown>): string {
  const currency = text(given, 'defaults.currency');
  if (!/^[A-Z]{3}$/.test(currency)) throw new MappingError('defaults.currency is no ISO 4217 code.');
  return currency;
}

function members(value: unknown, path: string, known?: readonly string[]): Record<string, unknown> {
  const name = path === '' ? 'The mapping' : path;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new MappingError(`${name} is missing or has no members.`);
  }
  const unknown = Object.keys(value).find((member) => known !== undefined && !known.includes(member));
  if (unknown !== undefined) throw new MappingError(`${name} has an unknown member ${unknown}.`);
  return { ...value };
}

function list(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new MappingError(`${path} is no list.`);
  return value;
}

function text(given: Record<string, unknown>, path: string, fallback?: string): string {
  const value = given[path.slice(path.lastIndexOf('.') + 1)] ?? fallback;
  if (typeof value !== 'string' || value === '') throw new MappingError(`${path} is missing or no text.`);
  return value;
}
