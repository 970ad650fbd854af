import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clairvoyantOutcome } from '../../src/market/clairvoyant.ts';
import { greedyPlayer } from '../../src/market/greedy.ts';
import { type Arrival, type Market, type OpenWindow, play } from '../../src/market/market.ts';

interface Item extends OpenWindow {
  readonly kind: number;
}
interface Wish extends Arrival {
  readonly kind: number;
}

const worthBy = (values: readonly number[]) => (item: Item, wish: Wish) =>
  values[3 * item.kind + wish.kind] ?? 0;
const kind = fc.integer({ min: 0, max: 2 });
const moment = fc.integer({ min: 0, max: 8 });

const anyMarket: fc.Arbitrary<Market<Item, Wish>> = fc
  .record({
    listings: fc.array(
      fc
        .record({ opens: moment, days: fc.integer({ min: 0, max: 5 }), kind })
        .map(({ opens, days, kind }) => ({ opens, closes: opens + days, kind })),
      { maxLength: 5 },
    ),
    orders: fc.array(fc.record({ at: moment, kind }), { maxLength: 6 }),
    values: fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ listings, orders, values }) => ({
    listings,
    orders: orders.toSorted((a, b) => a.at - b.at),
    value: worthBy(values),
  }));

/** Tries for every order each listing that is open then, and none. */
function byTrying({ listings, orders, value }: Market<Item, Wish>, gone = 0, index = 0): number {
  const order = orders[index];
  if (order === undefined) return 0;
  const market = { listings, orders, value };
  const choices = listings.flatMap((listing, i) => {
    const open = listing.opens <= order.at && order.at < listing.closes && (gone & (1 << i)) === 0;
    const gain = value(listing, order);
    return open && gain > 0 ? [gain + byTrying(market, gone | (1 << i), index + 1)] : [];
  });
  return Math.max(byTrying(market, gone, index + 1), ...choices);
}

describe('perfect knowledge', () => {
  it('does as well as the best of all plays', () => {
    fc.assert(
      fc.property(anyMarket, (market) => {
        expect(clairvoyantOutcome(market).value).toBe(byTrying(market));
      }),
      { numRuns: 300 },
    );
  });

  it('is reached by playing what it says', () => {
    fc.assert(
      fc.property(anyMarket, (market) => {
        const { value, listingOf } = clairvoyantOutcome(market);
        const asTold = {
          opened: () => undefined,
          closed: () => undefined,
          choose: (order: number) => (listingOf[order] === -1 ? undefined : listingOf[order]),
        };
        expect(play(market, asTold).value).toBe(value);
      }),
    );
  });
});

describe('taking the first gain', () => {
  const fixed = (values: Record<string, number>, listings: Item[], orders: Wish[]) => ({
    listings,
    orders,
    value: (item: Item, wish: Wish) => values[`${item.kind}${wish.kind}`] ?? 0,
  });
  it.each([
    ['what is worth most now', { '00': 3, '10': 5 }, [1]],
    ['of equals what closes first', { '00': 5, '10': 5 }, [0]],
    ['nothing at a loss', { '00': -1, '10': 0 }, [-1]],
  ])('gives an order %s', (_, values, expected) => {
    const listings = [
      { opens: 0, closes: 2, kind: 0 },
      { opens: 0, closes: 3, kind: 1 },
    ];
    const market = fixed(values, listings, [{ at: 1, kind: 0 }]);
    expect([...play(market, greedyPlayer(market)).listingOf]).toEqual(expected);
  });

  it('gives nothing before a window opens nor when it has ended', () => {
    const market = fixed(
      { '00': 5 },
      [{ opens: 1, closes: 2, kind: 0 }],
      [
        { at: 0.5, kind: 0 },
        { at: 2, kind: 0 },
      ],
    );
    expect([...play(market, greedyPlayer(market)).listingOf]).toEqual([-1, -1]);
  });

  it('never does better than perfect knowledge', () => {
    fc.assert(
      fc.property(anyMarket, (market) => {
        const { value } = play(market, greedyPlayer(market));
        expect(value).toBeLessThanOrEqual(clairvoyantOutcome(market).value);
      }),
    );
  });
});

describe('a market', () => {
  const market = {
    listings: [{ opens: 0, closes: 1, kind: 0 }],
    orders: [
      { at: 0.5, kind: 0 },
      { at: 0.6, kind: 0 },
    ],
    value: () => 5,
  };
  const always = { opened: () => undefined, closed: () => undefined, choose: () => 0 };

  it('lets nobody give an item twice', () => {
    expect(() => play(market, always)).toThrow('listing 0 is not open');
  });

  it('lets nobody forward at a loss', () => {
    expect(() => play({ ...market, value: () => 0 }, always)).toThrow('worth nothing');
  });
});
