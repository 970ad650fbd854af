import type { CountryCode, DistanceClass, Zone } from '@open-return-forwarding/protocol';

/**
 * How a country's postal codes look once written without separators, and the leading part that names an area of at least
 * 10,000 addresses. A country that is not here is one zone.
 */
const postalAreas: ReadonlyMap<CountryCode, RegExp> = new Map([
  ['AT', /^([0-9])[0-9]{3}$/],
  ['BE', /^([0-9])[0-9]{3}$/],
  ['CH', /^([0-9])[0-9]{3}$/],
  ['CZ', /^([0-9])[0-9]{4}$/],
  ['DE', /^([0-9]{2})[0-9]{3}$/],
  ['DK', /^([0-9])[0-9]{3}$/],
  ['ES', /^([0-9]{2})[0-9]{3}$/],
  ['FR', /^([0-9]{2})[0-9]{3}$/],
  // The letters of the outward code. BF and GX are no areas of the country: forces' post and Gibraltar.
  ['GB', /^(?!BF|GX)([A-Z]{1,2})[0-9][A-Z0-9]?[0-9][A-Z]{2}$/],
  ['IE', /^([A-Z])[0-9][0-9W][A-Z0-9]{4}$/],
  ['IT', /^([0-9]{2})[0-9]{3}$/],
  ['NL', /^([0-9]{2})[0-9]{2}(?:[A-Z]{2})?$/],
  ['NO', /^([0-9])[0-9]{3}$/],
  ['PL', /^([0-9]{2})[0-9]{3}$/],
  ['PT', /^([0-9])[0-9]{3}(?:[0-9]{3})?$/],
  ['SE', /^([0-9])[0-9]{4}$/],
]);

/** The parts of an address that a zone depends on. */
export interface PostalPlace {
  readonly country: CountryCode;
  readonly postal_code: string;
}

/**
 * The zone of an address: the country and, where its postal code is well formed, its postal area. A postal code that
 * cannot be read gives the country alone, never an error and never a finer place.
 */
export function zoneOf(place: PostalPlace): Zone {
  const form = postalAreas.get(place.country);
  const code = form && postalCodeOf(place, (written) => form.test(written));
  const area = code && form.exec(code)?.[1];
  return area === undefined ? place.country : `${place.country}-${area}`;
}

/** How the postal codes of a country look, where there are areas for it without any table. */
export function builtInForm(country: CountryCode): RegExp | undefined {
  return postalAreas.get(country);
}

/** A postal code in upper case, without the separators that people write. */
export function withoutSeparators(code: string): string {
  return code.toUpperCase().replace(/[\s.-]/g, '');
}

/** The postal code of an address in the form that fits, the country's letters in front dropped where they have to be. */
export function postalCodeOf(place: PostalPlace, fits: (code: string) => boolean): string | undefined {
  const code = withoutSeparators(place.postal_code);
  return [code, withoutCountryPrefix(place.country, code)].find((written) => fits(written));
}

/** The country of a zone. */
export function countryOf(zone: Zone): CountryCode {
  return zone.slice(0, 2);
}

/** How far it is between two zones. Two zones that are a country alone are not known to be the same area. */
export function distanceBetween(from: Zone, to: Zone): DistanceClass {
  if (countryOf(from) !== countryOf(to)) return 'cross_border';
  return from === to && from.length > 2 ? 'same_zone' : 'same_country';
}

/** `D-10115` and `NL 1015 DV` are common ways of writing: one or two letters of the country before the first digit. */
function withoutCountryPrefix(country: CountryCode, code: string): string {
  const prefix = code.startsWith(country) ? country : country.slice(0, 1);
  const rest = code.slice(prefix.length);
  return code.startsWith(prefix) && /^[0-9]/.test(rest) ? rest : code;
}
