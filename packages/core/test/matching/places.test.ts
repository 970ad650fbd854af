import type { DistanceClass, Zone } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBetween, type PostalPlace, zoneOf } from '../../src/matching/zone.ts';
import { readVectors } from '../pricing/read-vectors.ts';

describe('the zone of an address', () => {
  it.each(readVectors<PostalPlace, Zone>('matching/zone.json').cases)('$name', ({ input, expected }) => {
    expect(zoneOf(input)).toBe(expected);
  });

  it('is a zone whatever the postal code, never finer than two characters after the country', () => {
    const country = fc.constantFrom('NL', 'DE', 'GB', 'FR', 'IE', 'LT');
    fc.assert(
      fc.property(country, fc.string({ maxLength: 16 }), (at, postal_code) => {
        expect(zoneOf({ country: at, postal_code })).toMatch(/^[A-Z]{2}(-[A-Z0-9]{1,2})?$/);
      }),
    );
  });
});

describe('the distance between zones', () => {
  type Input = { from: Zone; to: Zone };
  it.each(readVectors<Input, DistanceClass>('matching/distance.json').cases)(
    '$name',
    ({ input, expected }) => {
      expect(distanceBetween(input.from, input.to)).toBe(expected);
      expect(distanceBetween(input.to, input.from)).toBe(expected);
    },
  );
});
