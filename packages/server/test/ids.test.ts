import { expect, it } from 'vitest';
import { newId } from '../src/ids.ts';

it('makes ids that differ and sort in the order in which they were made', () => {
  const ids = Array.from({ length: 5_000 }, () => newId('rtn'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

it('makes UUIDs of version 7 under a prefix, carrying the time', () => {
  const before = Date.now();
  const id = newId('fwd');
  expect(id).toMatch(/^fwd_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(Number.parseInt(id.slice(4, 16), 16)).toBeGreaterThanOrEqual(before);
});
