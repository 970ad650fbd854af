import { describe, expect, it } from 'vitest';
import { momentsOf } from '../lines.ts';
import { readOptions, UsageError } from '../options.ts';
import { progressLine, progressOf } from '../progress.ts';
import { returned, sale } from './lines.ts';

describe('the moments of a history', () => {
  it('keep lines of one article in a row, and let articles stand side by side', () => {
    const at = '2010-07-02T10:00:00Z';
    const [first, second, other] = [sale(2), returned(3, { time: at }), sale(4, { sku: 'OTHER' })];
    const later = sale(5, { time: '2010-07-02T10:01:00Z' });
    expect(momentsOf([first, second, other, later])).toEqual([
      { at, chains: [[first, second], [other]] },
      { at: later.time, chains: [[later]] },
    ]);
  });
});

describe('progress', () => {
  it.each([
    [{ done: 0, total: 10, seconds: 0 }, '0 of 10 lines, 0 a second, time left unknown'],
    [{ done: 500, total: 2000, seconds: 2 }, '500 of 2000 lines, 250 a second, 6 s left'],
    [{ done: 2000, total: 2000, seconds: 8 }, '2000 of 2000 lines, 250 a second, 0 s left'],
  ])('%j', (state, text) => {
    expect(progressLine(state)).toBe(text);
  });

  it('speaks once a second at most, and at the end', () => {
    let now = 0;
    const written: string[] = [];
    const progress = progressOf(30, { write: (text) => written.push(text) }, () => now);
    for (now = 0; now < 1500; now += 100) progress.add(2);
    progress.end();
    expect(written.map((line) => line.split(',')[0])).toEqual(['22 of 30 lines', '30 of 30 lines']);
  });
});

describe('the command line', () => {
  it('needs the orders and the mapping; the rest has defaults', () => {
    expect(readOptions(['--', '--orders', 'o.csv', '--mapping', 'm.yaml'])).toMatchObject({
      ...{ orders: 'o.csv', mapping: 'm.yaml', accept: 'all', ignoreValue: false },
      ...{ token: 'orf_test_sandbox', testControl: 'orf_test_control', url: undefined, returns: undefined },
    });
  });

  it.each([
    ['no orders', ['--mapping', 'm.yaml'], '--orders is missing.'],
    ['no mapping', ['--orders', 'o.csv'], '--mapping is missing.'],
    ['an unknown option', ['--order', 'o.csv'], "Unknown option '--order'"],
    ['another acceptance', ['--orders', 'o', '--mapping', 'm', '--accept', 'some'], '--accept is "some"'],
  ])('with %s is not understood', (_, args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
