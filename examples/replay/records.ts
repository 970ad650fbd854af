import { CsvError, parse } from 'csv-parse/sync';

/** A record and the line of the file on which it starts, counted from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

export interface CsvReading {
  records: CsvRecord[];
  unreadable: { line: number; reason: string }[];
}

/**
 * Splits CSV text into records. A line whose quotes are wrong is read by itself, its stray quotes taken as they are;
 * a quote that is never closed costs the line on which it stands, not the rest of the file.
 */
export function readRecords(text: string, delimiter: string): CsvReading {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const reading: CsvReading = { records: [], unreadable: [] };
  let from = 0;
  while (from < lines.length) {
    const { records, fault } = parseLines(lines.slice(from), { delimiter, relax_quotes: false });
    for (const { line, fields } of records) reading.records.push({ line: from + line, fields });
    if (fault === undefined) break;
    const at = lines.findIndex((line, index) => index >= from + fault.after && line.trim() !== '');
    readAlone(lines[at] ?? '', { line: at + 1, delimiter, reading });
    from = Math.max(at, from + fault.after) + 1;
  }
  return reading;
}

function readAlone(text: string, run: { line: number; delimiter: string; reading: CsvReading }): void {
  const { records, fault } = parseLines([text], { delimiter: run.delimiter, relax_quotes: true });
  if (fault !== undefined) run.reading.unreadable.push({ line: run.line, reason: fault.reason });
  else for (const { fields } of records) run.reading.records.push({ line: run.line, fields });
}

/** Reads until the end or the first fault, which comes `after` so many lines. */
function parseLines(
  lines: string[],
  options: { delimiter: string; relax_quotes: boolean },
): { records: CsvRecord[]; fault?: { after: number; reason: string } } {
  const records: CsvRecord[] = [];
  let after = 0;
  try {
    parse(lines.join('\n'), {
      ...options,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], context) => {
        after = context.lines;
        const breaks = fields.reduce((total, field) => total + field.split('\n').length - 1, 0);
        records.push({ line: after - breaks, fields });
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    return {
      records,
      fault: { after, reason: unclosed ? 'A quote is opened and never closed.' : error.message },
    };
  }
}
