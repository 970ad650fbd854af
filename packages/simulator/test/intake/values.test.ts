import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnits, wholeNumber } from '../../src/intake/amount.ts';
import { timeReader } from '../../src/intake/local-time.ts';

describe('minor units', () => {
  it.each([
    ['2,55', 'EUR', ',', 255],
    ['2,5', 'EUR', ',', 250],
    ['2', 'EUR', ',', 200],
    ['-0,03', 'EUR', ',', -3],
    ['0', 'EUR', '.', 0],
    ['1.250', 'EUR', '.', 125],
    ['1250', 'JPY', '.', 1250],
    ['1.250', 'KWD', '.', 1250],
  ] as const)('%s %s are %s %i', (text, currency, decimal, expected) => {
    expect(minorUnits(text, currency, { decimal })).toBe(expected);
  });

  it.each(['', ' ', 'x', '1.2.3', '1,2', '1e3', '1 000', '0x10', '+1', '.5', '99999999999999999', '1.255'])(
    'are not in %j',
    (text) => {
      expect(() => minorUnits(text, 'EUR', { decimal: '.' })).toThrow(RangeError);
    },
  );

  it('survive being written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(',', '.'), (amount, decimal) => {
        const digits = String(Math.abs(amount)).padStart(3, '0');
        const text = `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}${decimal}${digits.slice(-2)}`;
        expect(minorUnits(text, 'EUR', { decimal })).toBe(amount);
      }),
    );
  });
});

describe('whole numbers', () => {
  it.each([
    ['-12', -12],
    ['3,0', 3],
    ['-0', 0],
  ])('%s is %i', (text, expected) => {
    expect(wholeNumber(text, { decimal: ',' })).toBe(expected);
  });
});

describe('local times', () => {
  it.each([
    ['D/M/YYYY HH:mm', 'Europe/London', '1/12/2010 08:26', '2010-12-01T08:26:00Z'],
    ['D/M/YYYY HH:mm', 'Europe/London', '1/7/2010 08:26', '2010-07-01T07:26:00Z'],
    ['MM/DD/YYYY', 'America/New_York', '03/01/2027', '2027-03-01T05:00:00Z'],
    ['DD.MM.YYYY H:mm:ss', 'Europe/Berlin', '28.03.2027 1:59:59', '2027-03-28T00:59:59Z'],
    ['DD.MM.YYYY H:mm:ss', 'Europe/Berlin', '28.03.2027 3:00:00', '2027-03-28T01:00:00Z'],
    ['DD.MM.YYYY H:mm:ss', 'Europe/Berlin', '31.10.2027 2:30:00', '2027-10-31T00:30:00Z'],
    ['DD.MM.YYYY H:mm:ss', 'Europe/Berlin', '31.10.2027 3:00:00', '2027-10-31T02:00:00Z'],
    ['YYYY-MM-DDTHH:mm:ss', 'Asia/Kathmandu', '2027-03-01T00:00:00', '2027-02-28T18:15:00Z'],
    ['YYYY-MM-DD HH:mm', 'UTC', '2028-02-29 23:59', '2028-02-29T23:59:00Z'],
  ])('written %s in %s: %s is %s', (format, zone, text, expected) => {
    expect(timeReader({ format, zone })(text)).toBe(expected);
  });

  it.each(['2027-02-29', '2027-13-01', '2027-00-10', '27-01-01', '2027-1-1', '2027-01-01 10:00', ''])(
    '%j is none',
    (text) => {
      expect(() => timeReader({ format: 'YYYY-MM-DD', zone: 'UTC' })(text)).toThrow(RangeError);
    },
  );
});
