import { describe, expect, it } from 'vitest';
import { addDays, addSeconds } from '../src/time.ts';

describe('an instant that would lie outside what can be written', () => {
  it.each([
    { from: '9999-12-25T00:00:00.000Z', days: 14, to: '9999-12-31T23:59:59.999Z' },
    { from: '0000-01-01T00:00:00.000Z', days: -1, to: '0000-01-01T00:00:00.000Z' },
    { from: '9999-12-17T23:59:59.999Z', days: 14, to: '9999-12-31T23:59:59.999Z' },
  ])('$from and $days days is $to', ({ from, days, to }) => {
    expect(addDays(from, days)).toBe(to);
    expect(addSeconds(from, days * 86_400)).toBe(to);
  });
});
