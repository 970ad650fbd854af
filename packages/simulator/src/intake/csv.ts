import type { FaultCode } from './fault.ts';

/** A record and the line of the file on which it starts, counted from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/** A line that is no record. */
export interface UnreadableLine {
  line: number;
  code: FaultCode;
  reason: string;
}

/** Told of everything that is found, in the order of the file. */
export interface CsvSink {
  record(record: CsvRecord): void;
  unreadable(fault: UnreadableLine): void;
}

/** How far the closing of a quote is looked for; what is further away is another mistake. */
const MOST_LINES = 100;

/**
 * Splits CSV text that comes in pieces of any size. A line whose quotes are wrong is read by itself, its stray quotes taken
 * as they are; a quote that is not closed within 100 lines costs the line on which it stands, not the rest of the file.
 */
export class CsvSplitter {
  private readonly delimiter: string;
  private readonly sink: CsvSink;
  private rest = '';
  private line = 0;
  /** Lines of a record whose quote is still open. */
  private open: string[] = [];

  constructor(delimiter: string, sink: CsvSink) {
    this.delimiter = delimiter;
    this.sink = sink;
  }

  write(text: string): void {
    const all = this.rest + text;
    // The second half of a line break may come with the next piece.
    const end = all.endsWith('\r') ? all.length - 1 : all.length;
    const lines = all.slice(0, end).split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? '') + all.slice(end);
    for (const line of lines) this.take(line);
  }

  end(): void {
    const last = this.rest.endsWith('\r') ? this.rest.slice(0, -1) : this.rest;
    this.rest = '';
    if (last !== '') this.take(last);
    while (this.open.length > 0) this.giveUp();
  }

  private take(text: string): void {
    this.line += 1;
    if (this.open.length > 0) this.extend(text);
    else this.begin(text);
  }

  private begin(text: string): void {
    if (text === '') return;
    const fields = text.includes('"')
      ? quotedFields(text, { delimiter: this.delimiter, relaxed: false })
      : text.split(this.delimiter);
    if (fields === 'open') this.open = [text];
    else if (fields === 'malformed') this.alone(text, this.line);
    else this.sink.record({ line: this.line, fields });
  }

  private extend(text: string): void {
    this.open.push(text);
    if (text.includes('"')) {
      const joined = this.open.join('\n');
      const fields = quotedFields(joined, { delimiter: this.delimiter, relaxed: false });
      if (fields === 'malformed') {
        this.giveUp();
        return;
      }
      if (fields !== 'open') {
        const line = this.line - this.open.length + 1;
        this.open = [];
        this.sink.record({ line, fields });
        return;
      }
    }
    if (this.open.length >= MOST_LINES) this.giveUp();
  }

  /** Reads the first of the open lines by itself, and the others anew. */
  private giveUp(): void {
    const [first = '', ...others] = this.open;
    this.open = [];
    this.line -= others.length;
    this.alone(first, this.line);
    for (const text of others) this.take(text);
  }

  private alone(text: string, line: number): void {
    const fields = quotedFields(text, { delimiter: this.delimiter, relaxed: true });
    if (typeof fields === 'string') {
      const reason = 'A quote is opened and never closed.';
      this.sink.unreadable({ line, code: 'quote_unclosed', reason });
    } else this.sink.record({ line, fields });
  }
}

/** Fields of one record; `open` where its last quote is not closed, `malformed` where quotes stand where they may not. */
function quotedFields(
  text: string,
  { delimiter, relaxed }: { readonly delimiter: string; readonly relaxed: boolean },
): string[] | 'open' | 'malformed' {
  const fields: string[] = [];
  for (let from = 0; ; ) {
    const quoted = text[from] === '"';
    const close = quoted ? closingQuote(text, from + 1) : from - 1;
    if (close === -1 && quoted) return 'open';
    const stop = text.indexOf(delimiter, close + 1);
    const end = stop === -1 ? text.length : stop;
    const tail = text.slice(close + 1, end);
    const isStray = quoted ? tail !== '' : tail.includes('"');
    if (isStray && !relaxed) return 'malformed';
    const inner = quoted ? text.slice(from + 1, close).replaceAll('""', '"') : '';
    fields.push(quoted && isStray ? `"${inner}"${tail}` : inner + tail);
    if (stop === -1) return fields;
    from = stop + delimiter.length;
  }
}

/** Where a quoted field ends, doubled quotes passed over; -1 where it does not. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** Everything in a text that is already at hand, for small files. */
export function readRecords(
  text: string,
  delimiter: string,
): { records: CsvRecord[]; unreadable: UnreadableLine[] } {
  const records: CsvRecord[] = [];
  const unreadable: UnreadableLine[] = [];
  const splitter = new CsvSplitter(delimiter, {
    record: (record) => records.push(record),
    unreadable: (fault) => unreadable.push(fault),
  });
  splitter.write(text.replace(/^\uFEFF/, ''));
  splitter.end();
  return { records, unreadable };
}
