import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import s10 from '../../../../spec/vectors/barcodes/s10.json' with { type: 'json' };
import sscc from '../../../../spec/vectors/barcodes/sscc.json' with { type: 'json' };
import { gs1CheckDigit, isS10Number, isSscc, s10CheckDigit, s10Number } from '../../src/carriers/barcodes.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('S10 numbers', () => {
  it.each(s10.valid)('$name: $number', ({ service, serial, country, check, number }) => {
    expect(s10CheckDigit(serial)).toBe(check);
    expect(s10Number({ service, serial, country })).toBe(number);
    expect(isS10Number(number)).toBe(true);
  });

  it.each(s10.invalid)('refuses $name', ({ number }) => {
    expect(isS10Number(number)).toBe(false);
  });

  it('detects every single wrong digit, unless the check digit is 5, which two remainders share', () => {
    fc.assert(
      fc.property(digits(8), fc.nat(7), fc.integer({ min: 1, max: 9 }), (serial, at, by) => {
        const wrong = `${serial.slice(0, at)}${(Number(serial[at]) + by) % 10}${serial.slice(at + 1)}`;
        const check = s10CheckDigit(serial);
        fc.pre(check !== '5');
        expect(isS10Number(`RR${wrong}${check}XX`)).toBe(false);
      }),
    );
  });

  it.each([
    ['1234567', 'RR', 'IN'],
    ['1234567a', 'RR', 'IN'],
    ['12345678', 'R1', 'IN'],
    ['12345678', 'RR', 'in'],
  ])('makes none of %s %s %s', (serial, service, country) => {
    expect(() => s10Number({ service, serial, country })).toThrow(RangeError);
  });
});

describe('SSCC', () => {
  it.each(sscc.valid)('$name: $number', ({ digits: before, check, number }) => {
    expect(gs1CheckDigit(before)).toBe(check);
    expect(isSscc(number)).toBe(true);
  });

  it.each(sscc.invalid)('refuses $name', ({ number }) => {
    expect(isSscc(number)).toBe(false);
  });

  it('accepts exactly one check digit of ten', () => {
    fc.assert(
      fc.property(digits(17), (before) => {
        expect([...'0123456789'].filter((check) => isSscc(before + check))).toHaveLength(1);
      }),
    );
  });

  it('has no check digit for letters', () => {
    expect(() => gs1CheckDigit('12a')).toThrow(RangeError);
  });
});
