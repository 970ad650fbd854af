import { rolloutBucket, zoneOf } from '@open-return-forwarding/core';
import { conditionGradeValues, returnReasonCodeValues } from '@open-return-forwarding/protocol';
import { type Finding, Findings } from '../intake/fault.ts';
import { type FileToRead, readFileRows } from '../intake/files.ts';
import type { ReturnLine, SaleLine } from '../intake/lines.ts';
import { textHash } from './draws.ts';
import { HashSet } from './hash-set.ts';
import { type Season, SeasonBuilder } from './season.ts';

/** What the files hold, and what is wrong with them. */
export interface LoadedSeason {
  readonly season: Season;
  readonly findings: readonly Finding[];
  /** Rows below the headers. */
  readonly rows: number;
  /** Rows of orders that were read, and of returns. */
  readonly used: number;
  /** Whether returns name the order that they come from: then it is looked for. */
  readonly returns_name_orders: boolean;
}

/** Told how far the reading is, in bytes of all files. */
export type LoadProgress = (read: number, whole: number) => void;

/**
 * Reads one file of both kinds, or returns and orders from one each, into a season. Throws `MappingError` where a mapping does
 * not fit its file, and the file system's error.
 */
export async function loadSeason(
  files: readonly FileToRead[],
  currency: string,
  progress: LoadProgress = () => {},
): Promise<LoadedSeason> {
  const loading = new Loading(currency);
  let rows = 0;
  // Of one moment, the returns come first.
  const inOrder = files.toSorted((a, b) => Number(b.kind === 'returns') - Number(a.kind === 'returns'));
  for (const file of inOrder) rows += (await loading.read(file, progress)).rows;
  return { ...loading.end(), rows };
}

class Loading {
  private readonly builder: SeasonBuilder;
  private readonly findings = new Findings();
  private readonly rowsSeen = new HashSet();
  private readonly ordered = new HashSet();
  /** Returns whose order is still to be found: hash, file and line. */
  private readonly awaited: { hash: number; line: number }[] = [];
  private file = '';
  private used = 0;

  constructor(currency: string) {
    this.builder = new SeasonBuilder(currency);
  }

  async read(file: FileToRead, progress: LoadProgress): Promise<{ rows: number }> {
    this.file = file.name;
    return readFileRows(
      file,
      {
        row: (row) => (row.kind === 'return' ? this.returned(row) : this.sold(row)),
        raw: (fields, line) => {
          if (!this.rowsSeen.add(textHash(fields.join('\u001F')))) this.found('duplicate_row', line);
        },
        progress,
      },
      this.findings,
    );
  }

  end(): Omit<LoadedSeason, 'rows'> {
    const missing = this.awaited.filter(({ hash }) => !this.ordered.has(hash));
    const isNamed = missing.length < this.awaited.length;
    if (isNamed) for (const { line } of missing) this.found('return_without_order', line);
    return {
      season: this.builder.build(),
      findings: this.findings.list(),
      used: this.used,
      returns_name_orders: isNamed,
    };
  }

  private returned(row: ReturnLine): void {
    this.used += 1;
    const isKnown = (returnReasonCodeValues as readonly string[]).includes(row.reason);
    if (!isKnown) this.found('reason_unknown', row.line, `"${row.reason}" is no reason.`);
    if (!(conditionGradeValues as readonly string[]).includes(row.grade)) {
      this.found('grade_unknown', row.line, `"${row.grade}" is no grade.`);
    }
    this.awaited.push({ hash: orderHash(row), line: row.line });
    this.builder.add({
      ...commonOf(row),
      bucket: rolloutBucket(row.consumer_ref),
      reason: isKnown ? row.reason : 'unknown',
      grade: row.grade,
    });
  }

  private sold(row: SaleLine): void {
    this.used += 1;
    this.ordered.add(orderHash(row));
    this.builder.add({ ...commonOf(row), bucket: 0, accepts: acceptsOf(row) });
  }

  private found(code: Finding['code'], line: number, reason?: string): void {
    this.findings.add(this.file, { code, line, ...(reason === undefined ? {} : { reason }) });
  }
}

function orderHash({ order_ref, sku }: SaleLine | ReturnLine): number {
  return textHash(`${order_ref}\u001F${sku}`);
}

function commonOf(row: SaleLine | ReturnLine) {
  return {
    at: Date.parse(row.time),
    sku: row.sku,
    category: row.category,
    price: row.unit_price.amount,
    zone: zoneOf(row.address),
    person: textHash(row.consumer_ref),
  };
}

/** Grades as bits; undefined where the file does not say. */
function acceptsOf({ accepts }: SaleLine): number | undefined {
  return accepts?.reduce((bits, grade) => {
    const at = (conditionGradeValues as readonly string[]).indexOf(grade);
    return at === -1 ? bits : bits | (1 << at);
  }, 0);
}
