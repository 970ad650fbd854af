import { stat } from 'node:fs/promises';
import { CsvSplitter } from './csv.ts';
import { textOf } from './decoding.ts';
import type { FaultCode, Findings } from './fault.ts';
import { type FileSample, type Layout, sampleOf } from './layouts.ts';
import type { FileKind, ReadRow } from './lines.ts';
import { type Mapping, MappingError } from './mapping.ts';
import { type RowReader, rowReader } from './rows.ts';
import type { Reshape } from './shopify.ts';

/** A file and how it is to be read. */
export interface FileToRead {
  readonly path: string;
  /** What the findings call it. */
  readonly name: string;
  readonly kind: FileKind;
  readonly mapping: Mapping;
  readonly layout?: Layout | undefined;
  readonly returnDays: number;
}

/** Told of the rows as they are read. */
export interface RowSink {
  row(row: Extract<ReadRow, { kind: 'sale' | 'return' }>): void;
  /** The raw cells of each row, before anything is made of them. */
  raw?(fields: readonly string[], line: number): void;
  progress?(bytesRead: number, bytes: number): void;
}

/** The first lines of a file. Throws `MappingError` for a file without any, and the file system's error. */
export async function peek(
  path: string,
  csv: { delimiter?: string; encoding?: string },
): Promise<FileSample> {
  for await (const { text } of textOf(path, csv.encoding)) {
    if (text.trim() !== '') return sampleOf(text.slice(0, 200_000), csv.delimiter);
  }
  throw new MappingError(`${path} is empty: there is no header.`);
}

/**
 * Reads a file from beginning to end in constant memory, and counts what is wrong with it. Throws `MappingError` where the
 * mapping does not fit the file, and the file system's error.
 */
export async function readFileRows(
  file: FileToRead,
  sink: RowSink,
  findings: Findings,
): Promise<{ rows: number }> {
  const { size } = await stat(file.path);
  const found = (fault: { code: FaultCode; line: number; reason?: string }) => findings.add(file.name, fault);
  const run = new Reading(file, sink, found);
  const splitter = new CsvSplitter(file.mapping.csv.delimiter, {
    record: (record) => run.record(record),
    unreadable: found,
  });
  const pieces = textOf(file.path, file.mapping.csv.encoding, {
    onMark: () => found({ code: 'byte_order_mark', line: 1 }),
    onFallback: () => found({ code: 'not_utf8', line: run.lastLine + 1 }),
  });
  for await (const { text, bytesRead } of pieces) {
    splitter.write(text);
    sink.progress?.(bytesRead, size);
  }
  splitter.end();
  run.end();
  return { rows: run.rows };
}

class Reading {
  rows = 0;
  lastLine = 0;
  private readonly file: FileToRead;
  private readonly sink: RowSink;
  private readonly found: (fault: { code: FaultCode; line: number; reason?: string }) => void;
  private reader: RowReader | undefined;
  private reshape: Reshape | undefined;
  private width = 0;

  constructor(file: FileToRead, sink: RowSink, found: Reading['found']) {
    this.file = file;
    this.sink = sink;
    this.found = found;
  }

  record(record: { line: number; fields: string[] }): void {
    this.lastLine = record.line;
    if (this.reader === undefined) {
      this.begin(record.fields.map((name) => name.trim()));
      return;
    }
    this.rows += 1;
    this.sink.raw?.(record.fields, record.line);
    if (this.reshape === undefined) this.read(record);
    else if (record.fields.length === this.width) this.reshape.record(record);
    else {
      const reason = `The row has ${record.fields.length} fields instead of ${this.width}.`;
      this.found({ code: 'row_width', line: record.line, reason });
    }
  }

  end(): void {
    this.reshape?.end();
    if (this.reader === undefined) throw new MappingError(`${this.file.path} is empty: there is no header.`);
  }

  private begin(names: string[]): void {
    const { mapping, kind, layout, returnDays } = this.file;
    this.width = names.length;
    this.reshape = layout?.reshape?.(
      names,
      { record: (record) => this.read(record), found: (fault) => this.found(fault) },
      { returnDays },
    );
    this.reader = rowReader(this.reshape?.header ?? names, mapping, { kind });
  }

  private read(record: { line: number; fields: string[] }): void {
    const row = this.reader?.read(record);
    if (row === undefined) return;
    if (row.kind === 'sale' || row.kind === 'return') this.sink.row(row);
    else if (row.kind === 'faulty') this.found({ code: row.code, line: row.line, reason: row.reason });
    else this.found({ code: row.code, line: row.line });
  }
}
