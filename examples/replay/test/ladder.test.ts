import type { Forward, Return } from '@open-return-forwarding/client';
import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../ladder.ts';
import type { FilePair, Verdict } from '../pairs.ts';
import type { ReturnTrace } from '../replay.ts';
import { returned, sale } from './lines.ts';

function pair(line: ReturnLine, order: SaleLine, verdict: Verdict = 'match'): FilePair {
  return { return: line, sale: order, verdict };
}

function trace(line: ReturnLine, reason_code = 'window_expired'): ReturnTrace {
  return {
    line,
    return: { status: 'to_warehouse', route: { destination: 'warehouse', reason_code } } as Return,
  };
}

function matched(line: ReturnLine, order: SaleLine): ReturnTrace {
  return { ...trace(line), forward: {} as Forward, order };
}

const [r1, r2] = [returned(2), returned(3)];
const [s1, s2] = [sale(4), sale(5)];
const both = new Set([s1, s2]);

describe('the reason of a return without a match', () => {
  it.each<[string, ReturnTrace[], FilePair[], string]>([
    ['nobody ordered the article', [trace(r1)], [], 'no_order'],
    ['its only buyer is its sender', [trace(r1)], [pair(r1, s1, 'own_item')], 'own_item'],
    ['the server refused it', [{ line: r1 }], [pair(r1, s1)], 'refused'],
    ['it was never offered', [trace(r1, 'ineligible')], [pair(r1, s1)], 'ineligible'],
    ['it was never worth it', [trace(r1)], [pair(r1, s1, 'value_below_warehouse')], 'value_below_warehouse'],
    [
      'waiting on was worth more',
      [trace(r1)],
      [pair(r1, s1, 'below_waiting_threshold')],
      'below_waiting_threshold',
    ],
    [
      'one order, two returns',
      [trace(r1), matched(r2, s1)],
      [pair(r1, s1), pair(r2, s1)],
      'fewer_orders_than_returns',
    ],
    [
      'the other could have waited',
      [trace(r1), matched(r2, s1)],
      [pair(r1, s1), pair(r2, s1), pair(r2, s2)],
      'arrival_order',
    ],
    [
      'the other could have gone where only the border stands',
      [trace(r1), matched(r2, s1)],
      [pair(r1, s1), pair(r2, s1), pair(r2, s2, 'cross_border_not_permitted')],
      'cross_border_not_permitted',
    ],
    [
      'two orders, each out for another reason: the one that looks last',
      [trace(r1)],
      [pair(r1, s1, 'own_item'), pair(r1, s2, 'value_below_warehouse')],
      'value_below_warehouse',
    ],
  ])('%s', (_, traces, pairs, reason) => {
    expect(explain({ traces, orders: both }, pairs).reasons).toEqual(new Map([[r1, reason]]));
  });

  it('an order that the server refused cannot have it', () => {
    const { reasons } = explain({ traces: [trace(r1)], orders: new Set() }, [pair(r1, s1)]);
    expect(reasons.get(r1)).toBe('order_refused');
  });
});

const verdict = fc.constantFrom<Verdict>(
  'match',
  'own_item',
  'cross_border_not_permitted',
  'value_below_warehouse',
);
const drawn = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), verdict), { maxLength: 3 }), {
  maxLength: 6,
});

describe('the ladder', () => {
  it('adds up from all returns to the matched ones, with one reason for each of the others', () => {
    fc.assert(
      fc.property(drawn, (wishes) => {
        const sales = [0, 1, 2, 3].map((at) => sale(100 + at));
        const lines = wishes.map((_, at) => returned(at + 2));
        const pairs = wishes.flatMap((list, at) => {
          const line = lines[at];
          return list.flatMap(([to, said]) => {
            const order = sales[to];
            return line === undefined || order === undefined ? [] : [pair(line, order, said)];
          });
        });
        const taken = new Set<SaleLine>();
        const traces = lines.map((line) => {
          const found = pairs.find(
            (each) => each.return === line && each.verdict === 'match' && !taken.has(each.sale),
          );
          if (found === undefined) return trace(line);
          taken.add(found.sale);
          return matched(line, found.sale);
        });
        const { ladder, reasons } = explain({ traces, orders: new Set(sales) }, pairs);
        const unmatched = traces.filter(({ order }) => order === undefined).map(({ line }) => line);
        expect(new Set(reasons.keys())).toEqual(new Set(unmatched));
        expect(ladder.reduce((sum, { lost }) => sum + lost, 0)).toBe(unmatched.length);
        expect(ladder.at(-1)?.left ?? traces.length).toBe(traces.length - unmatched.length);
      }),
    );
  });
});
