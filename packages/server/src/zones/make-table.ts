import { areasOf, type CountryAreas, type ZoneTable } from '@open-return-forwarding/core';
import type { CountryCode } from '@open-return-forwarding/protocol';
import { type CountIntake, type PostalIntake, readCountFile, readPostalFile } from './intake.ts';

/** What an operator's table says of its data; the layout is that of GeoNames, whose licence asks to be named. */
export const SOURCE =
  'Made from a postal code file in the layout of GeoNames (https://www.geonames.org). GeoNames data is licensed under CC BY 4.0: name it where you show or pass on what you made of it.';

/** The files to read and the countries to read of them. */
export interface ZoneFiles {
  readonly postal: string;
  readonly addresses?: string | undefined;
  readonly countries?: ReadonlySet<CountryCode> | undefined;
}

/** What became of one country. */
export interface CountryOutcome {
  readonly country: CountryCode;
  readonly codes: number;
  /** Codes that were counted but are in no postal code file: they are left out. */
  readonly unknown: number;
  /** Undefined: the built-in areas stay. */
  readonly areas: CountryAreas | undefined;
}

/** What became of the files. */
export interface ZoneWork {
  readonly postal: PostalIntake;
  readonly counted: CountIntake | undefined;
  readonly countries: readonly CountryOutcome[];
}

/** Reads the files and makes the areas of every country in them, by country code. Throws ConfigError. */
export async function makeZones({ postal, addresses, countries }: ZoneFiles): Promise<ZoneWork> {
  const read = await readPostalFile(postal, countries);
  const counted = addresses === undefined ? undefined : await readCountFile(addresses, countries);
  const outcomes = [...read.codes].map(([country, codes]) => {
    const counts = counted?.counts.get(country);
    const unknown = [...(counts?.keys() ?? [])].filter((code) => !codes.has(code)).length;
    return { country, codes: codes.size, unknown, areas: areasOf({ country, codes, counts }) };
  });
  const sorted = outcomes.toSorted((a, b) => (a.country < b.country ? -1 : 1));
  return { postal: read, counted, countries: sorted };
}

/** The table with what was made. Countries that it had and that were not read stay; one that keeps its built-in areas goes. */
export function tableWith(before: ZoneTable | undefined, { countries }: ZoneWork): ZoneTable {
  const all = new Map(Object.entries(before?.countries ?? {}));
  for (const { country, areas } of countries) {
    if (areas === undefined) all.delete(country);
    else all.set(country, areas);
  }
  return {
    format: 'orf-zones-1',
    source: SOURCE,
    countries: Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
