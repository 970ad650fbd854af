import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, aWarning, type PolicyRule, token } from './finding.ts';

/** Countries and currency exist, and what is said of a country is said of one that takes part. */
export const placeRules: readonly PolicyRule[] = [
  { reads: ['/currency'], find: findUnknownCurrency },
  {
    reads: ['/matching/countries'],
    find: ({ matching }) => unknownCountries('/matching/countries', matching.countries),
  },
  {
    reads: ['/shipping/return_address/country'],
    find: ({ shipping }) =>
      unknownCountry('/shipping/return_address/country', shipping.return_address.country),
  },
  { reads: ['/matching/countries', '/matching/cross_border'], find: findPairs },
  { reads: ['/matching/countries', '/tax/rate_bp_by_country'], find: findMissingRates },
  { reads: ['/tax/rate_bp_by_country'], find: findUnknownTaxCountries },
];

function findUnknownCurrency({ currency }: PolicySettings): PolicyFinding[] {
  if (Intl.supportedValuesOf('currency').includes(currency)) return [];
  return [
    anError('currency_unknown', {
      pointer: '/currency',
      detail: `${currency} is no currency.`,
      suggestion: 'Write the three letters of ISO 4217, such as EUR or GBP.',
    }),
  ];
}

function unknownCountries(pointer: string, codes: readonly string[]): PolicyFinding[] {
  return codes.flatMap((code, index) => unknownCountry(`${pointer}/${index}`, code));
}

/** `UK` and the like are understood by people, but parcels and taxes go by ISO 3166. */
function unknownCountry(pointer: string, code: string): PolicyFinding[] {
  const meant = new Intl.Locale(`und-${code}`).region ?? code;
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(meant);
  if (meant === code && name !== undefined) return [];
  return [
    anError('country_unknown', {
      pointer,
      detail: `${code} is no country of ISO 3166.`,
      suggestion:
        name === undefined ? 'Write its two letters, such as NL or GB.' : `Did you mean ${meant} (${name})?`,
    }),
  ];
}

function findPairs({ matching }: PolicySettings): PolicyFinding[] {
  const { countries, cross_border: pairs } = matching;
  return pairs.flatMap(({ from, to }, index) => {
    if (from === to) return [pairWithin(index, from)];
    return (['from', 'to'] as const)
      .filter((end) => !countries.includes({ from, to }[end]))
      .map((end) => {
        const country = { from, to }[end];
        return aWarning('cross_border_country_not_listed', {
          pointer: `/matching/cross_border/${index}/${end}`,
          detail: `No sender or buyer can be in ${country}: it is not in \`matching.countries\`.`,
          suggestion: `Add ${country} to \`matching.countries\`, or remove the pair.`,
        });
      });
  });
}

function pairWithin(index: number, country: string): PolicyFinding {
  return aWarning('cross_border_within_country', {
    pointer: `/matching/cross_border/${index}`,
    detail: `Within ${country} a parcel may always travel.`,
    suggestion: 'Remove the pair, or correct one end of it.',
  });
}

function findMissingRates({ matching, tax }: PolicySettings): PolicyFinding[] {
  return [...new Set(matching.countries)]
    .filter((country) => !Object.hasOwn(tax.rate_bp_by_country, country))
    .map((country) =>
      aWarning('tax_rate_missing', {
        pointer: `/tax/rate_bp_by_country/${country}`,
        detail: `Prices paid in ${country} would count as free of tax.`,
        suggestion: `Add the standard rate of ${country}, in basis points.`,
      }),
    );
}

function findUnknownTaxCountries({ tax }: PolicySettings): PolicyFinding[] {
  return Object.keys(tax.rate_bp_by_country).flatMap((code) => {
    const pointer = `/tax/rate_bp_by_country/${token(code)}`;
    if (/^[A-Z]{2}$/.test(code)) return unknownCountry(pointer, code);
    const suggestion = 'Write its two capital letters, such as NL or GB.';
    return [
      anError('country_unknown', { pointer, detail: `${code} is no country of ISO 3166.`, suggestion }),
    ];
  });
}
