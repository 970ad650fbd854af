import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../src/matching/zone.ts';
import { areasOf, type PostalCodes } from '../../src/zones/build.ts';
import { readCountLine, readPostalLine } from '../../src/zones/lines.ts';
import { MINIMUM_ADDRESSES, type ZoneTable, zonesBy, zoneTableFault } from '../../src/zones/table.ts';

describe('the areas of a country', () => {
  const areas = (counts: Record<string, number>, country = 'LT') =>
    areasOf({ country, codes: new Set(Object.keys(counts)), counts: new Map(Object.entries(counts)) })?.areas;

  it.each([
    ['too few addresses give the country alone', { '01100': 5_000, '02100': 4_999 }, {}],
    ['one area is the country', { '01100': 5_000, '02100': 5_000 }, { '': 10_000 }],
    [
      'each beginning is long enough where all are large',
      { '11': 10_000, '12': 12_000, '2': 10_000 },
      { '11': 10_000, '12': 12_000, '2': 10_000 },
    ],
    [
      'what is too small stays together under the common beginning',
      { '11': 20_000, '12': 6_000, '13': 6_000, '21': 30_000 },
      { '1': 12_000, '11': 20_000, '2': 30_000 },
    ],
    [
      'a rest that is too small keeps the smallest of the others',
      { '11': 20_000, '12': 15_000, '13': 6_000, '21': 30_000 },
      { '1': 21_000, '11': 20_000, '2': 30_000 },
    ],
    [
      'a code that nobody counted has no addresses and is no area',
      { '11': 20_000, '12': 15_000, '14': 0, '21': 30_000 },
      { '1': 15_000, '11': 20_000, '2': 30_000 },
    ],
    [
      'a single large code is named by the shortest beginning',
      { '11000': 90_000, '21000': 40_000 },
      { '1': 90_000, '2': 40_000 },
    ],
  ])('%s', (_, counts, expected) => {
    expect(areas(counts)).toEqual(expected);
  });

  it('stay as built in where nobody counted', () => {
    expect(areasOf({ country: 'NL', codes: new Set(['1011', '1012']) })).toBeUndefined();
  });

  it('may be finer than the built-in ones where counts prove them large enough', () => {
    const counted = areas({ '1011': 20_000, '1012': 30_000, '2011': 10_000 }, 'NL') ?? {};
    expect(Object.keys(counted).toSorted()).toEqual(['1011', '1012', '2']);
  });

  it.each([
    ['FI', 100, { basis: 'assumed', addresses_per_code: 100, areas: { '': 10_000 } }],
    ['FI', 99, { basis: 'assumed', areas: {} }],
    ['LT', 9_999, { basis: 'assumed', addresses_per_code: 1, areas: {} }],
    ['LT', 10_000, { basis: 'assumed', areas: { '': 10_000 } }],
  ])('of %s with %i codes that nobody counted rest on a cautious assumption', (country, number, expected) => {
    const codes = new Set(Array.from({ length: number }, (_, index) => String(10_000 + index)));
    expect(areasOf({ country, codes })).toMatchObject(expected);
  });

  it('never have fewer than 10,000 addresses, and every code is in the area that counts it', () => {
    fc.assert(
      fc.property(countries, (postal) => {
        const country = areasOf(postal);
        if (country === undefined) throw new Error('the country has no areas');
        const find = zonesBy(tableOf(postal.country, country));
        const counted = new Map<string, number>();
        for (const code of postal.codes) {
          const zone = find({ country: postal.country, postal_code: code });
          counted.set(zone, (counted.get(zone) ?? 0) + (postal.counts?.get(code) ?? 0));
        }
        const total = [...counted.values()].reduce((sum, each) => sum + each, 0);
        if (total < MINIMUM_ADDRESSES) {
          expect([...counted.keys()].filter((zone) => zone !== postal.country)).toEqual([]);
        } else {
          expect(Math.min(...counted.values())).toBeGreaterThanOrEqual(MINIMUM_ADDRESSES);
          const named = Object.entries(country.areas).map(([area, sum]) => [
            zoneName(postal.country, area),
            sum,
          ]);
          expect(new Map(named as [string, number][])).toEqual(counted);
        }
      }),
    );
  });

  it('do not depend on the order in which codes came', () => {
    fc.assert(
      fc.property(countries, ({ codes, ...rest }) => {
        const turned = new Set([...codes].toReversed());
        expect(areasOf({ ...rest, codes: turned })).toEqual(areasOf({ ...rest, codes }));
      }),
    );
  });
});

describe('a zone by a table', () => {
  const table: ZoneTable = {
    format: 'orf-zones-1',
    source: 'made up',
    countries: {
      NL: { basis: 'counted', forms: ['NNNN'], areas: { '10': 50_000, '101': 20_000, '2': 70_000 } },
      LT: { basis: 'assumed', addresses_per_code: 1, forms: ['NNNNN'], areas: { '0': 12_000 } },
      FI: { basis: 'assumed', addresses_per_code: 100, forms: ['NNNNN'], areas: {} },
    },
  };
  it.each([
    ['NL', '1015 DV', 'NL-101'],
    ['NL', '1099', 'NL-10'],
    ['NL', 'NL-2011 AB', 'NL-2'],
    ['NL', '3011 AB', 'NL'],
    ['NL', '10', 'NL'],
    ['NL', '10155', 'NL'],
    ['LT', 'LT-01100', 'LT-0'],
    ['LT', '01100', 'LT-0'],
    ['LT', '011', 'LT'],
    ['LT', '91100', 'LT'],
    ['FI', '00100', 'FI'],
    ['DE', '10115', 'DE-10'],
    ['SM', '47890', 'SM'],
    ['NL', '', 'NL'],
  ])('puts %s %s into %s', (country, postal_code, zone) => {
    expect(zonesBy(table)({ country, postal_code })).toBe(zone);
  });

  it('is the built-in one where the table has no country', () => {
    const none = zonesBy({ ...table, countries: {} });
    fc.assert(
      fc.property(
        fc.constantFrom('NL', 'DE', 'GB', 'LT'),
        fc.string({ maxLength: 9 }),
        (country, postal_code) => {
          expect(none({ country, postal_code })).toBe(zoneOf({ country, postal_code }));
        },
      ),
    );
  });

  it.each([
    [undefined, /no table/],
    [{ format: 'orf-zones-2', countries: {} }, /no table/],
    [{ format: 'orf-zones-1' }, /no countries/],
    [{ ...table, countries: { Nl: table.countries.NL } }, /Nl is no country code/],
    [{ ...table, countries: { NL: { forms: [] } } }, /NL has no areas/],
    [
      { ...table, countries: { NL: { ...table.countries.NL, areas: { '1015': 9_999 } } } },
      /fewer than 10000/,
    ],
    [
      { ...table, countries: { NL: { ...table.countries.NL, areas: { '1015 DV': 10_000 } } } },
      /no beginning/,
    ],
    [{ ...table, countries: { NL: { ...table.countries.NL, forms: [''] } } }, /a form that is empty/],
  ])('is refused where the table is wrong: %j', (value, fault) => {
    expect(zoneTableFault(value)).toMatch(fault);
  });

  it('is found by a table that is right', () => {
    expect(zoneTableFault(JSON.parse(JSON.stringify(table)))).toBeUndefined();
  });
});

describe('a line of a postal code file', () => {
  const line = (country: string, code: string) =>
    [country, code, 'Plaats', 'Noord', '07', '', '', '', '', '52.1', '4.9', '6'].join('\t');
  it.each([
    [line('NL', '1015'), { country: 'NL', code: '1015' }],
    [line('PT', '1000-001'), { country: 'PT', code: '1000001' }],
    [line('GB', 'ab10'), { country: 'GB', code: 'AB10' }],
    [line('NL', ''), 'code_unreadable'],
    [line('NL', '١٠١٥'), 'code_unreadable'],
    [line('FR', '75901 CEDEX 09'), 'business_code'],
    [line('nl', '1015'), 'country_unreadable'],
    ['NL\t1015\tPlaats', 'too_few_columns'],
    ['', 'too_few_columns'],
  ])('%j is read as %j', (text, expected) => {
    expect(readPostalLine(text)).toEqual(expected);
  });

  it.each([
    ['1015,4200', { country: undefined, code: '1015', addresses: 4200 }],
    ['NL;1015;4200', { country: 'NL', code: '1015', addresses: 4200 }],
    ['NL\t"1015 DV"\t7', { country: 'NL', code: '1015DV', addresses: 7 }],
    ['postal_code,addresses', 'code_unreadable'],
    ['1015,-3', 'count_unreadable'],
    ['1015,3.5', 'count_unreadable'],
    ['1015', 'too_few_columns'],
    ['Nl,1015,3', 'country_unreadable'],
    ['?,3', 'code_unreadable'],
  ])('counts: %j is read as %j', (text, expected) => {
    expect(readCountLine(text)).toEqual(expected);
  });
});

const codes = fc.stringMatching(/^[12][0-3A]{1,4}$/);
const countries: fc.Arbitrary<PostalCodes> = fc
  .dictionary(codes, fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(30_000)), { minKeys: 1, maxKeys: 40 })
  .map((counts) => ({
    country: 'LT',
    codes: new Set(Object.keys(counts)),
    counts: new Map(Object.entries(counts)),
  }));

function tableOf(country: string, areas: NonNullable<ReturnType<typeof areasOf>>): ZoneTable {
  return { format: 'orf-zones-1', source: 'made up', countries: { [country]: areas } };
}

function zoneName(country: string, area: string): string {
  return area === '' ? country : `${country}-${area}`;
}
