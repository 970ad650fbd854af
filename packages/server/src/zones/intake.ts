import { type LineFault, readCountLine, readPostalLine } from '@open-return-forwarding/core';
import type { CountryCode } from '@open-return-forwarding/protocol';
import { ConfigError } from '../config.ts';
import { linesOf } from './lines.ts';

/** How many line numbers of each fault are told. */
const TOLD = 5;

/** Lines that were left out: how many, and which ones first. */
export type Faults = ReadonlyMap<LineFault, { readonly count: number; readonly lines: readonly number[] }>;

/** The postal codes of a file, by country. */
export interface PostalIntake {
  readonly lines: number;
  readonly codes: ReadonlyMap<CountryCode, ReadonlySet<string>>;
  /** Lines of countries that were not asked for. */
  readonly passedOver: number;
  readonly faults: Faults;
}

/** Addresses per postal code of a file, by country. */
export interface CountIntake {
  readonly counts: ReadonlyMap<CountryCode, ReadonlyMap<string, number>>;
  readonly faults: Faults;
}

/** Reads a postal code file; with `wanted`, of those countries only. A code that stands there twice is one code. */
export async function readPostalFile(
  file: string,
  wanted: ReadonlySet<CountryCode> | undefined,
): Promise<PostalIntake> {
  const codes = new Map<CountryCode, Set<string>>();
  const faults = new FaultTally();
  let lines = 0;
  let passedOver = 0;
  for await (const { number, text } of linesOf(file)) {
    lines += 1;
    const read = text === undefined ? 'too_long' : readPostalLine(text);
    if (typeof read === 'string') faults.add(read, number);
    else if (wanted !== undefined && !wanted.has(read.country)) passedOver += 1;
    else within(codes, read.country, () => new Set()).add(read.code);
  }
  return { lines, codes, passedOver, faults: faults.found };
}

/**
 * Reads a file of address counts. Lines without a country are of the only one that is wanted. Of a code that is counted
 * twice the lower count holds.
 */
export async function readCountFile(
  file: string,
  wanted: ReadonlySet<CountryCode> | undefined,
): Promise<CountIntake> {
  const counts = new Map<CountryCode, Map<string, number>>();
  const faults = new FaultTally();
  const [only, ...others] = wanted ?? [];
  for await (const { number, text } of linesOf(file)) {
    const read = text === undefined ? 'too_long' : readCountLine(text);
    if (typeof read === 'string') {
      faults.add(read, number);
      continue;
    }
    const country = read.country ?? (others.length === 0 ? only : undefined);
    if (country === undefined) {
      throw new ConfigError(
        `${file}:${number} names no country: write it before the code, or say --country with one.`,
      );
    }
    const known = within(counts, country, () => new Map<string, number>());
    known.set(read.code, Math.min(read.addresses, known.get(read.code) ?? read.addresses));
  }
  return { counts, faults: faults.found };
}

function within<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

class FaultTally {
  readonly found = new Map<LineFault, { count: number; lines: number[] }>();

  add(fault: LineFault, line: number): void {
    const tally = within(this.found, fault, () => ({ count: 0, lines: [] as number[] }));
    tally.count += 1;
    if (tally.lines.length < TOLD) tally.lines.push(line);
  }
}
