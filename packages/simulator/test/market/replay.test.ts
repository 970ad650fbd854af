import type { ListingFacts, MatchPolicy, OrderFacts } from '@open-return-forwarding/core';
import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { play } from '../../src/market/market.ts';
import { referencePlayer } from '../../src/market/reference.ts';
import { replay } from '../../src/market/replay.ts';
import type { ReplayListing, ReplayMatch, ReplayOrder } from '../../src/market/replay-events.ts';
import { instantAt, shopMarket, valuesOf } from '../../src/market/shop.ts';

const policy: MatchPolicy = defaultPolicySettings;
const euros = (amount: number) => ({ amount, currency: 'EUR', basis: 'current_price' as const });
const nobody = { acceptable: 0, unacceptable: 0 };
const moment = (days: number) => Date.parse(instantAt(days));

function listing(
  id: string,
  [opens, closes]: readonly [number, number],
  own: Partial<ListingFacts> = {},
): ReplayListing {
  const facts: ListingFacts = {
    listing_id: id,
    sku: 'dress',
    category: 'dresses',
    reference_price: euros(3_499),
    price: euros(3_324),
    zone: 'NL-10',
    ratings: { sender: nobody, category: nobody },
    grade: 'like_new',
    closes_at: instantAt(closes),
    sender_ref: `sender-${id}`,
    earlier_holders: [],
    ...own,
  };
  return { facts, opens: moment(opens), closes: moment(closes) };
}

function order(
  id: string,
  at: number,
  own: Partial<OrderFacts> & { sku?: string; holds?: number } = {},
): ReplayOrder {
  const { sku = 'dress', holds, ...facts } = own;
  return {
    sku,
    at: moment(at),
    hold_until: holds === undefined ? undefined : moment(at + holds),
    facts: {
      order_id: id,
      buyer_ref: `buyer-${id}`,
      accepts: ['like_new', 'open_box'],
      full_price: euros(3_499),
      offered_price: euros(3_324),
      zone: 'NL-10',
      ...facts,
    },
  };
}

/** What happened, in words and in order. */
function told(listings: ReplayListing[], orders: ReplayOrder[], asked: MatchPolicy = policy): string[] {
  const happened: string[] = [];
  replay(
    { listings, orders },
    { policy: asked, seed: 1 },
    {
      matched: (match) =>
        happened.push(`${match.listing.facts.listing_id} to ${match.order.facts.order_id}: ${match.kind}`),
      expired: (gone, _, reason) => happened.push(`${gone.facts.listing_id}: ${reason}`),
      served: (left, _, reason) => happened.push(`${left.facts.order_id} from stock: ${reason}`),
    },
  );
  return happened;
}

const dear = structuredClone(policy);
dear.matching.economics.waiting_cost_per_day = 5_000;

describe('a replay', () => {
  it.each([
    [
      'matches an order with a listing that is open',
      told([listing('L', [0, 3])], [order('O', 2.99)]),
      ['L to O: order_arrived'],
    ],
    [
      'leaves an order of the last moment to the stock',
      told([listing('L', [0, 3])], [order('O', 3)]),
      ['L: window_ended', 'O from stock: no_candidate'],
    ],
    [
      'matches an order of the moment of the opening',
      told([listing('L', [1, 3])], [order('O', 1)]),
      ['L to O: order_arrived'],
    ],
    [
      'keeps articles apart',
      told([listing('L', [0, 3])], [order('O', 1, { sku: 'coat' })]),
      ['O from stock: no_candidate', 'L: window_ended'],
    ],
    [
      'gives nobody their own item back',
      told([listing('L', [0, 3])], [order('O', 1, { buyer_ref: 'sender-L' })]),
      ['O from stock: own_item', 'L: window_ended'],
    ],
    [
      'lets an order wait for a listing',
      told([listing('L', [2, 5])], [order('O', 1, { holds: 2 })]),
      ['L to O: listing_opened'],
    ],
    [
      'lets no order wait for longer than it would',
      told([listing('L', [2, 5])], [order('O', 1, { holds: 1 })]),
      ['O from stock: no_candidate', 'L: window_ended'],
    ],
    [
      'keeps a listing only where that can be worth something',
      told([listing('L', [0, 3])], [order('O', 1)], dear),
      ['L: not_worth_waiting', 'O from stock: no_candidate'],
    ],
    [
      'knows of a listing that opens after the last order',
      told([listing('L', [2, 3])], [order('O', 1)]),
      ['O from stock: no_candidate', 'L: window_ended'],
    ],
  ])('%s', (_, happened, expected) => {
    expect(happened).toEqual(expected);
  });

  it('weighs an order again when its hold ends, the bar being lower by then', () => {
    const far = { zone: 'BE-9', holds: 2.5 };
    const happened = told([listing('L', [0, 3])], [order('O', 0.2, far)]);
    expect(happened).toEqual(['L to O: hold_ended']);
  });

  it.each([
    ['listings', [listing('L', [1, 3]), listing('M', [0, 3])], []],
    ['orders', [], [order('O', 2), order('P', 1)]],
  ])('refuses %s that are not in the order of time', (_, listings, orders) => {
    expect(() => replay({ listings, orders }, { policy, seed: 1 })).toThrow(RangeError);
  });
});

const learning = structuredClone(policy);
learning.matching.demand.learning = { prior_days: 10, half_life_days: 30 };
const fixed = structuredClone(policy);
delete fixed.matching.demand.learning;

describe('a policy that learns', () => {
  const far = order('far', 60, { zone: 'BE-9' });
  const often = Array.from({ length: 600 }, (_, i) => order(`O${i}`, i / 10));

  it.each([
    [
      'waits for more where many orders were seen',
      learning,
      often,
      'far from stock: below_waiting_threshold',
    ],
    ['waits for no more where few were', learning, [order('O', 1)], 'L to far: order_arrived'],
    [
      'where one that does not learn goes by what is written',
      fixed,
      [order('O', 1)],
      'far from stock: below_waiting_threshold',
    ],
  ])('%s', (_, asked, before, expected) => {
    expect(told([listing('L', [60, 61])], [...before, far], asked)).toContain(expected);
  });
});

describe('whatever is replayed', () => {
  const anyListing = fc.record({
    opens: fc.integer({ min: 0, max: 20 }),
    days: fc.integer({ min: 1, max: 6 }),
    zone: fc.constantFrom('NL-10', 'NL-56', 'BE-9'),
    sku: fc.constantFrom('dress', 'coat'),
  });
  const anyOrder = fc.record({
    at: fc.integer({ min: 0, max: 25 }),
    holds: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    zone: fc.constantFrom('NL-10', 'NL-56', 'BE-9', 'US'),
    sku: fc.constantFrom('dress', 'coat'),
  });
  const anyInput = fc.record({
    listings: fc.array(anyListing, { maxLength: 12 }),
    orders: fc.array(anyOrder, { maxLength: 20 }),
  });
  const built = ({ listings, orders }: { listings: AnyListing[]; orders: AnyOrder[] }) => ({
    listings: listings
      .toSorted((a, b) => a.opens - b.opens)
      .map(({ opens, days, ...own }, i) => listing(`L${i}`, [opens, opens + days], own)),
    orders: orders.toSorted((a, b) => a.at - b.at).map(({ at, ...own }, i) => order(`O${i}`, at, own)),
  });

  it('ends each listing and serves each order once, and forwards nothing at a loss', () => {
    fc.assert(
      fc.property(anyInput, (drawn) => {
        const { listings, orders } = built(drawn);
        const matches: ReplayMatch[] = [];
        const ended: string[] = [];
        const served: string[] = [];
        const totals = replay(
          { listings, orders },
          { policy, seed: 1 },
          {
            matched: (match) => matches.push(match),
            expired: ({ facts }) => ended.push(facts.listing_id),
            served: ({ facts }) => served.push(facts.order_id),
          },
        );
        const gone = [...ended, ...matches.map((match) => match.listing.facts.listing_id)];
        const done = [...served, ...matches.map((match) => match.order.facts.order_id)];
        expect(gone.toSorted()).toEqual(listings.map(({ facts }) => facts.listing_id).toSorted());
        expect(done.toSorted()).toEqual(orders.map(({ facts }) => facts.order_id).toSorted());
        expect(matches.every(({ forward_value }) => forward_value > 0)).toBe(true);
        expect(matches.every(({ at, listing: { opens, closes } }) => at >= opens && at <= closes)).toBe(true);
        expect(totals.expected_value).toBe(matches.reduce((sum, match) => sum + match.forward_value, 0));
        expect(totals.realised_value).toBe(
          matches.reduce((sum, { aftermath }) => sum + aftermath.realised, 0),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('comes out the same from the same seed, and a sender does the same under another rule', () => {
    fc.assert(
      fc.property(anyInput, fc.integer(), (drawn, seed) => {
        const run = (rule: 'reference' | 'first_gain') => {
          const days = new Map<string, number | undefined>();
          const totals = replay(
            built(drawn),
            { policy, seed, rule },
            {
              matched: ({ listing: { facts }, aftermath }) =>
                days.set(facts.listing_id, aftermath.hand_in_days),
            },
          );
          return { totals, days };
        };
        expect(run('reference')).toEqual(run('reference'));
        const other = run('first_gain').days;
        for (const [id, day] of run('reference').days) if (other.has(id)) expect(other.get(id)).toBe(day);
      }),
      { numRuns: 30 },
    );
  });

  it('decides as the player of one article does', () => {
    const costless = structuredClone(fixed);
    costless.matching.economics.waiting_cost_per_day = 0;
    const shop = {
      policy: costless,
      listingKinds: [listing('L', [0, 3]).facts],
      orderKinds: ['NL-10', 'NL-56', 'BE-9'].map((zone) => order('O', 0, { zone }).facts),
    };
    const values = valuesOf(shop);
    fc.assert(
      fc.property(anyInput, ({ listings, orders }) => {
        const windows = listings
          .map(({ opens, days }) => ({ opens, closes: opens + days, kind: 0 }))
          .toSorted((a, b) => a.opens - b.opens);
        const wishes = orders
          .map(({ at, zone }) => ({ at, kind: Math.max(0, ['NL-10', 'NL-56', 'BE-9'].indexOf(zone)) }))
          .toSorted((a, b) => a.at - b.at);
        const market = shopMarket(values, { listings: windows, orders: wishes });
        const input = {
          listings: windows.map(({ opens, closes }, i) => listing(String(i), [opens, closes])),
          orders: wishes.map(({ at, kind }, i) =>
            order(String(i), at, { zone: ['NL-10', 'NL-56', 'BE-9'][kind] ?? '' }),
          ),
        };
        const totals = replay(input, { policy: shop.policy, seed: 1 });
        expect(totals.expected_value).toBe(play(market, referencePlayer(shop, market)).value);
      }),
      { numRuns: 60 },
    );
  });
});

interface AnyListing {
  readonly opens: number;
  readonly days: number;
  readonly zone: string;
  readonly sku: string;
}

interface AnyOrder {
  readonly at: number;
  readonly holds: number | undefined;
  readonly zone: string;
  readonly sku: string;
}
