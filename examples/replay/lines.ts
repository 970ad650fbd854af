import { readFile } from 'node:fs/promises';
import {
  type FileKind,
  type FileReading,
  type Mapping,
  parseMapping,
  type ReturnLine,
  readFileLines,
  type SaleLine,
} from '@open-return-forwarding/simulator';
import type { ReplayOptions } from './options.ts';

export type Line = SaleLine | ReturnLine;

/** A row that takes no part, and why. */
export interface LeftOut {
  file: 'orders' | 'returns';
  line: number;
  reason: string;
}

/** All that the files say, in the order in which it happened. */
export interface History {
  lines: Line[];
  skipped: LeftOut[];
  unreadable: LeftOut[];
}

/** Lines of one instant: those of one article in a row keep their order, articles do not meet. */
export interface Moment {
  at: string;
  chains: Line[][];
}

/** Reads the mapping. Throws `MappingError`, or the file system's error. */
export async function readMapping(file: string): Promise<Mapping> {
  return parseMapping(await readFile(file, 'utf8'));
}

/**
 * Reads one file of both kinds, or one of each. Lines of the same minute keep the order of their file; where there are
 * two, the returns come first. Throws `MappingError`, or the file system's error.
 */
export async function readHistory(
  { orders, returns }: Pick<ReplayOptions, 'orders' | 'returns'>,
  mapping: Mapping,
): Promise<History> {
  const read = async (file: string, kind: FileKind) => readFileLines(await readFile(file), mapping, kind);
  if (returns === undefined) return historyOf({ orders: await read(orders, 'mixed') });
  return historyOf({ returns: await read(returns, 'returns'), orders: await read(orders, 'sales') });
}

function historyOf(readings: { returns?: FileReading; orders: FileReading }): History {
  const files = Object.entries(readings) as [LeftOut['file'], FileReading][];
  const named = (of: 'skipped' | 'unreadable') =>
    files.flatMap(([file, reading]) => reading[of].map((row) => ({ file, ...row })));
  const lines = files.flatMap(([, { sales, returns }]): Line[] =>
    [...sales, ...returns].sort((one, other) => one.line - other.line),
  );
  return {
    // The sort is stable: lines of the same time stay in the order of their file.
    lines: lines.sort((one, other) => Date.parse(one.time) - Date.parse(other.time)),
    skipped: named('skipped'),
    unreadable: named('unreadable'),
  };
}

/** Groups lines, already in order, by instant and article. */
export function momentsOf(lines: readonly Line[]): Moment[] {
  return [...Map.groupBy(lines, ({ time }) => time)].map(([at, ofMoment]) => ({
    at,
    chains: [...Map.groupBy(ofMoment, ({ sku }) => sku).values()],
  }));
}
