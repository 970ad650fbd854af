import { expect, test } from 'vitest';
import type { Schemas } from '../../standard/examples.ts';
import { abridge } from '../abridge.ts';
import { render } from '../render.ts';
import { steady } from '../steady.ts';

const id = (digit: string) => digit.repeat(32);

/** Knows one schema: a parcel has a number, and a list of scans that is not empty. */
const schemas: Schemas = (name) => {
  if (name !== 'Parcel') return undefined;
  return (value) => {
    const { number, scans } = value as { number?: unknown; scans?: unknown[] };
    return typeof number === 'number' && scans?.length !== 0;
  };
};

test('two runs give one page: ids are numbered as they come, and what is drawn at random is put in other words', () => {
  const page = (first: string, second: string, drawn: string) =>
    `rtn_${id(first)} rtn_${id(second)} fwd_${id(second)} rtn_${id(first)} v1,${drawn.repeat(30)}=`;
  const one = steady(page('a', 'b', 'x'));
  expect(one).toBe(steady(page('c', 'd', 'y')));
  expect(one).toMatch(/^rtn_1 rtn_2 fwd_1 rtn_1 v1,/);
});

test('a body loses what its schema can do without, but for what the story speaks of, and stays valid', () => {
  const value = { number: 1, colour: 'red', status: 'lost', scans: [{ at: 'a', place: 'b' }, { at: 'c' }] };
  expect(abridge({ schema: 'Parcel', value }, schemas)).toEqual({ number: 1, status: 'lost' });
  expect(value.scans).toHaveLength(2);
});

test('a body that is not what its schema says ends the run', () => {
  expect(() => abridge({ schema: 'Parcel', value: { number: 'one' } }, schemas)).toThrow(
    'a body is no Parcel',
  );
  expect(() => abridge({ schema: 'Letter', value: {} }, schemas)).toThrow('no schema Letter');
});

test('a request is shown as it was sent, an answer abridged, and of the events the one that was asked for', () => {
  const value = { number: 1, colour: 'red' };
  const exchange = (head: string) => ({
    request: { head: [head], body: { schema: 'Parcel', value: { ...value, type: 'parcel.lost' } } },
    answer: { head: ['200 OK'], body: { schema: 'Parcel', value } },
  });
  const scene = {
    title: 'Lost',
    text: 'It is gone.',
    exchanges: [exchange('POST /v1/parcels')],
    webhooks: [exchange('POST /hooks')],
    shows: 'parcel.lost',
  };
  const page = render([scene], schemas);
  expect(page).toContain('## 1. Lost');
  expect(page).toContain('"colour": "red", "type": "parcel.lost"');
  expect(page).toContain('```json schema=Parcel\n{ "number": 1 }\n```');
  expect(page).toContain('Posted to the endpoint: `parcel.lost`. It reads:');
  expect(() => render([{ ...scene, shows: 'parcel.found' }], schemas)).toThrow('posted no parcel.found');
});
