import { describe, expect, it } from 'vitest';
import { MappingError, parseMapping } from '../../src/intake/mapping.ts';

const LEAST = `
time: { format: YYYY-MM-DD }
columns: { order_ref: a, sku: b, time: c, unit_price: d }
defaults: { currency: EUR }
`;

describe('a mapping', () => {
  it('needs the time format, four columns and a currency; the rest has defaults', () => {
    expect(parseMapping(LEAST)).toMatchObject({
      csv: { delimiter: ',', decimal: '.' },
      time: { format: 'YYYY-MM-DD', zone: 'UTC' },
      skip_when: [],
      defaults: { currency: 'EUR', reason: 'unwanted', purchased_days_before: 7 },
    });
  });

  it.each([
    ['nothing', '', 'The mapping is missing'],
    ['an unknown member', `${LEAST}colums: {}`, 'The mapping has an unknown member colums.'],
    [
      'an unknown column',
      LEAST.replace('unit_price: d', 'unit_price: d, colour: e'),
      'columns has an unknown member colour.',
    ],
    ['a column missing', LEAST.replace('sku: b, ', ''), 'columns.sku is missing or no text.'],
    ['a number for a column', LEAST.replace('sku: b', 'sku: 3'), 'columns.sku is missing or no text.'],
    ['no currency', LEAST.replace('{ currency: EUR }', '{}'), 'defaults.currency is missing or no text.'],
    ['a currency that is none', LEAST.replace('EUR', 'euro'), 'defaults.currency is no ISO 4217 code.'],
    ['another decimal sign', `${LEAST}csv: { decimal: "'" }`, 'csv.decimal is neither'],
    ['a condition without test', `${LEAST}return_when: { column: a }`, 'return_when needs one of'],
    [
      'a condition with two tests',
      `${LEAST}return_when: { column: a, equals: x, starts_with: x }`,
      'return_when needs one of',
    ],
    [
      'a broken pattern',
      `${LEAST}skip_when: [{ column: a, matches: '(' }]`,
      'skip_when.0.matches is no regular expression.',
    ],
    ['one condition for a list', `${LEAST}skip_when: { column: a, equals: x }`, 'skip_when is no list.'],
    [
      'a YAML trap: NO is false',
      `${LEAST}values: { country: { Norway: false } }`,
      'values.country.Norway is missing or no text.',
    ],
    ['one check for a list', LEAST.replace('EUR', 'EUR, checks: complete'), 'defaults.checks is no list.'],
    [
      'half a day',
      LEAST.replace('EUR', 'EUR, purchased_days_before: 0.5'),
      'defaults.purchased_days_before is no whole',
    ],
  ])('with %s is refused by name', (_, yaml, message) => {
    expect(() => parseMapping(yaml)).toThrow(MappingError);
    expect(() => parseMapping(yaml)).toThrow(message);
  });
});
