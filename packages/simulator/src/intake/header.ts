import type { CsvRecord } from './csv.ts';
import { type Column, type Condition, type Mapping, MappingError } from './mapping.ts';

/** Finds the cells of a record by the names of the header. */
export interface Header {
  readonly width: number;
  /** Trimmed; empty where the record has no such cell. */
  cell(record: CsvRecord, name: string): string;
  /** The cell that the mapping names for a column of ours; empty where it names none. */
  column(record: CsvRecord, column: Column): string;
}

/** Matches a header with a mapping. Throws `MappingError` with the columns that are missing, and a guess where the delimiter is wrong. */
export function headerOf(names: readonly string[], mapping: Mapping): Header {
  const places = new Map(names.map((name, at) => [name.trim(), at]));
  const conditions = [...mapping.skip_when, ...(mapping.return_when ? [mapping.return_when] : [])];
  const named = [...Object.values(mapping.columns), ...conditions.map(({ column }) => column)];
  const missing = [...new Set(named)].filter((name) => !places.has(name));
  if (missing.length > 0) {
    const has = `The file has no column ${missing.join(', ')}; it has ${[...places.keys()].join(', ')}.`;
    throw new MappingError(`${has}${otherDelimiter(names, mapping.csv.delimiter)}`);
  }
  const cell = (record: CsvRecord, name: string) => (record.fields[places.get(name) ?? -1] ?? '').trim();
  return {
    width: names.length,
    cell,
    column: (record, column) => {
      const name = mapping.columns[column];
      return name === undefined ? '' : cell(record, name);
    },
  };
}

const delimiters = [',', ';', '\t', '|'];

/** The delimiter that makes the most columns of a header line. */
export function guessedDelimiter(line: string): string {
  const widths = delimiters.map((each) => line.split(each).length);
  return delimiters[widths.indexOf(Math.max(...widths))] ?? ',';
}

function otherDelimiter(names: readonly string[], delimiter: string): string {
  const guess = guessedDelimiter(names.join(delimiter));
  if (names.length > 1 || guess === delimiter) return '';
  return ` It looks as if the delimiter were ${guess === '\t' ? 'a tab' : `"${guess}"`}.`;
}

/** A test of one column, with its pattern compiled once. */
export function conditionTest(header: Header, condition: Condition): (record: CsvRecord) => boolean {
  const { column, starts_with, equals, matches } = condition;
  if (starts_with !== undefined) return (record) => header.cell(record, column).startsWith(starts_with);
  if (equals !== undefined) return (record) => header.cell(record, column) === equals;
  const pattern = new RegExp(matches ?? '');
  return (record) => pattern.test(header.cell(record, column));
}
