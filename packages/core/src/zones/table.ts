import type { CountryCode, Zone } from '@open-return-forwarding/protocol';
import { builtInForm, type PostalPlace, postalCodeOf, zoneOf } from '../matching/zone.ts';

/** No zone has fewer addresses. */
export const MINIMUM_ADDRESSES = 10_000;

/** Postal areas that an operator made from data of their own. */
export interface ZoneTable {
  readonly format: 'orf-zones-1';
  /** Where the data is from, and what its licence asks. */
  readonly source: string;
  /** Countries that are not here keep their built-in areas. */
  readonly countries: Readonly<Record<CountryCode, CountryAreas>>;
}

/** The areas of one country. */
export interface CountryAreas {
  /** `counted`: from the operator's address counts. `assumed`: every postal code stands for `addresses_per_code`. */
  readonly basis: 'counted' | 'assumed';
  readonly addresses_per_code?: number | undefined;
  /** How postal codes look: `N` for a digit, `A` for a letter. Codes that do not begin so give the country alone. */
  readonly forms: readonly string[];
  /** Addresses by the beginning of the postal code; the longest that fits counts. Under `''`: the country alone. */
  readonly areas: Readonly<Record<string, number>>;
}

/** Finds zones: by a table where it has the country, else by the built-in areas. */
export function zonesBy(table: ZoneTable): (place: PostalPlace) => Zone {
  const countries = new Map(Object.entries(table.countries));
  return (place) => {
    const country = countries.get(place.country);
    return country === undefined ? zoneOf(place) : zoneIn(country, place);
  };
}

/** What is wrong with a table, in words; undefined where it may be used. */
export function zoneTableFault(value: unknown): string | undefined {
  if (!isRecord(value) || value.format !== 'orf-zones-1') return 'it is no table made by `orf zones load`';
  if (!isRecord(value.countries)) return 'it has no countries';
  for (const [code, country] of Object.entries(value.countries)) {
    const fault = /^[A-Z]{2}$/.test(code) ? countryFault(country) : 'is no country code';
    if (fault !== undefined) return `${code} ${fault}`;
  }
  return undefined;
}

/** How a postal code looks: `10115` is `NNNNN`, `1015DV` is `NNNNAA`. */
export function formOf(code: string): string {
  return code.replace(/[A-Z0-9]/g, (sign) => (sign >= '0' && sign <= '9' ? 'N' : 'A'));
}

function zoneIn({ forms, areas }: CountryAreas, place: PostalPlace): Zone {
  const form = builtInForm(place.country);
  const fits = (code: string) =>
    form === undefined ? forms.some((each) => formOf(code).startsWith(each)) : form.test(code);
  const code = postalCodeOf(place, fits) ?? '';
  for (let length = Math.min(code.length, 8); length > 0; length -= 1) {
    const area = code.slice(0, length);
    if (Object.hasOwn(areas, area)) return `${place.country}-${area}`;
  }
  return place.country;
}

function countryFault(country: unknown): string | undefined {
  if (!isRecord(country) || !isRecord(country.areas) || !Array.isArray(country.forms)) return 'has no areas';
  if (!country.forms.every((form) => typeof form === 'string' && form !== ''))
    return 'has a form that is empty';
  for (const [area, addresses] of Object.entries(country.areas)) {
    if (!/^[A-Z0-9]{0,8}$/.test(area)) return `has an area "${area}", which is no beginning of a postal code`;
    if (!Number.isSafeInteger(addresses) || Number(addresses) < MINIMUM_ADDRESSES) {
      return `has an area "${area}" of fewer than ${MINIMUM_ADDRESSES} addresses`;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
