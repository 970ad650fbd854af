import type { CountryCode } from '@open-return-forwarding/protocol';
import { withoutSeparators } from '../matching/zone.ts';

/** Columns of a line in the layout of GeoNames' postal code files, tabs between. */
const COLUMNS = 12;

/** Why a line is left out. */
export type LineFault =
  | 'too_long'
  | 'too_few_columns'
  | 'country_unreadable'
  | 'code_unreadable'
  | 'business_code'
  | 'count_unreadable';

/** A postal code, written without separators. */
export interface PostalLine {
  readonly country: CountryCode;
  readonly code: string;
}
/** How many addresses a postal code has. */
export interface CountLine {
  readonly country: CountryCode | undefined;
  readonly code: string;
  readonly addresses: number;
}

/** Reads a line of a postal code file: the country and the code, whatever the encoding of the names beside them. */
export function readPostalLine(line: string): PostalLine | LineFault {
  const columns = line.split('\t');
  if (columns.length < COLUMNS) return 'too_few_columns';
  const [country = '', written = ''] = columns;
  if (!/^[A-Z]{2}$/.test(country)) return 'country_unreadable';
  if (/CEDEX/i.test(written)) return 'business_code';
  const code = readCode(written);
  return code === undefined ? 'code_unreadable' : { country, code };
}

/** Reads `code, addresses` or `country, code, addresses`, with a tab, comma or semicolon between. */
export function readCountLine(line: string): CountLine | LineFault {
  const columns = line.split(/[\t,;]/).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  if (columns.length < 2 || columns.length > 3) return 'too_few_columns';
  const [count = '', written = '', country] = columns.toReversed();
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) return 'country_unreadable';
  const code = readCode(written);
  if (code === undefined) return 'code_unreadable';
  return /^[0-9]{1,9}$/.test(count) ? { country, code, addresses: Number(count) } : 'count_unreadable';
}

function readCode(written: string): string | undefined {
  const code = withoutSeparators(written);
  return /^[A-Z0-9]{2,10}$/.test(code) ? code : undefined;
}
