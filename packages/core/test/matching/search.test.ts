import { readFileSync } from 'node:fs';
import type { ConditionGrade } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decideMatch, type Pair } from '../../src/matching/choose.ts';
import { type ListingFacts, type MatchPolicy, type OrderFacts, termsOf } from '../../src/matching/facts.ts';
import { ListingIndex } from '../../src/matching/listing-index.ts';
import type { PendingOrder, SearchQuestion } from '../../src/matching/question.ts';
import { byClosing, type ClassHead, shortlist } from '../../src/matching/search.ts';
import { forwardValue } from '../../src/matching/value.ts';
import { parseValueClass, shownPrice, valueClass } from '../../src/matching/value-class.ts';

const policy: MatchPolicy = parse(
  readFileSync(new URL('../../../../spec/policies/default.yaml', import.meta.url), 'utf8'),
);
const now = '2027-03-01T12:00:00.000Z';
const none = { acceptable: 0, unacceptable: 0 };

describe('the search for the best listing', () => {
  it('finds what weighing every listing finds, in memory and from the heads of classes', () => {
    fc.assert(
      fc.property(anyShelf, anyOrder, anyPending, (shelf, order, pending) => {
        const question = asked(order, shelf, pending);
        const exact = decideMatch(policy, everyPair(shelf, question)).chosen?.listing_id;
        expect(decided(indexOf(shelf).best(policy, question).listings, question)).toBe(exact);
        const { listing_ids } = shortlist(policy, question, headsOf(shelf, question));
        const loaded = shelf.filter(({ listing_id }) => listing_ids.includes(listing_id));
        expect(decided(loaded, question)).toBe(exact);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order in which listings come, nor on those that have gone', () => {
    fc.assert(
      fc.property(anyShelf, anyOrder, (shelf, order) => {
        const question = asked(order, shelf, []);
        const index = indexOf(shelf.toReversed());
        index.add({ ...shelf[0], listing_id: 'lst_gone' } as ListingFacts);
        index.remove('lst_gone');
        index.remove('lst_never');
        expect(index.count('A')).toBe(shelf.length);
        expect(index.best(policy, question)).toEqual(indexOf(shelf).best(policy, question));
        const { closings: _, ...untold } = question;
        expect(index.best(policy, untold).closings.toSorted()).toEqual(question.closings?.toSorted());
      }),
      { numRuns: 50 },
    );
  });

  it('accounts for every listing once', () => {
    fc.assert(
      fc.property(anyShelf, anyOrder, (shelf, order) => {
        const question = asked(order, shelf, []);
        const { listings, tally } = indexOf(shelf).best(policy, question);
        const rejected = Object.values(tally.rejected).reduce((sum, each) => sum + each, 0);
        const chosen = decided(listings, question) === undefined ? 0 : 1;
        expect(tally.considered).toBe(shelf.length);
        expect(rejected + tally.outscored + chosen).toBe(shelf.length);
      }),
      { numRuns: 50 },
    );
  });

  it('looks at no listing that has closed', () => {
    const shelf = [listing({ listing_id: 'lst_a', closes_at: now })];
    expect(indexOf(shelf).best(policy, asked(orderTo('NL-25'), shelf, [])).listings).toEqual([]);
  });
});

describe('one listing more', () => {
  it('never lowers what an order is worth at best, whoever else is there', () => {
    fc.assert(
      fc.property(anyShelf, anyOrder, (shelf, order) => {
        const best = (listings: readonly ListingFacts[]) =>
          Math.max(
            ...decideMatch(policy, everyPair(listings, asked(order, listings, []))).candidates.map(
              ({ margin, outcome }) => (outcome === 'rejected' ? 0 : (margin ?? 0)),
            ),
            0,
          );
        expect(best(shelf)).toBeGreaterThanOrEqual(best(shelf.slice(1)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a value class', () => {
  it('reads back as it was written', () => {
    const steps = [
      { from: now, price: { amount: 3324, currency: 'EUR' } },
      { from: '2027-03-02T12:00:00.000Z', price: { amount: 3200, currency: 'EUR' } },
    ];
    const one = listing({ category: 'a, "b" ]', price_steps: steps, terms: termsOf(policy) });
    const read = parseValueClass(valueClass(one));
    expect(read).toMatchObject({
      category: 'a, "b" ]',
      zone: 'NL-10',
      terms: termsOf(policy),
      grade: 'like_new',
    });
    expect(shownPrice(read, 3 * 86_400_000).amount).toBe(3324);
    expect(shownPrice(read, 1.5 * 86_400_000).amount).toBe(3200);
  });

  it('is refused where it is none', () => {
    expect(() => parseValueClass('[1]')).toThrow(SyntaxError);
  });
});

function asked(
  order: OrderFacts,
  shelf: readonly ListingFacts[],
  pending: readonly PendingOrder[],
): SearchQuestion {
  const closings = shelf.map(({ closes_at }) => closes_at);
  return { kind: 'order_arrived', now, sku: 'A', order, active_listings: shelf.length, closings, pending };
}

function everyPair(shelf: readonly ListingFacts[], question: SearchQuestion) {
  const pairs: Pair[] = shelf.map((each) => ({
    listing: each,
    order: question.order,
    pending_values: (question.pending ?? [])
      .filter(
        ({ order, hold_until }) =>
          hold_until > each.closes_at &&
          order.buyer_ref !== each.sender_ref &&
          order.accepts.includes(each.grade),
      )
      .map(({ order }) => forwardValue(policy, each, order).forward_value),
  }));
  const { kind, active_listings, closings } = question;
  return { kind, now, pairs, active_listings, closings };
}

function decided(listings: readonly ListingFacts[], question: SearchQuestion): string | undefined {
  return decideMatch(policy, everyPair(listings, question)).chosen?.listing_id;
}

function indexOf(shelf: readonly ListingFacts[]): ListingIndex {
  const index = new ListingIndex();
  for (const each of shelf) index.add(each);
  return index;
}

/** The two earliest of each class, as a database would answer, and all that a pending order may outlast. */
function headsOf(shelf: readonly ListingFacts[], { order, pending = [] }: SearchQuestion): ClassHead[] {
  const latest =
    pending
      .map(({ hold_until }) => hold_until)
      .toSorted()
      .at(-1) ?? '';
  const others = shelf.filter(({ sender_ref }) => sender_ref !== order.buyer_ref).toSorted(byClosing);
  const classes = Map.groupBy(others, valueClass);
  return [...classes].map(([value_class, listings]) => ({
    value_class,
    count: listings.length,
    listings: [
      ...listings.filter(({ closes_at }) => closes_at < latest),
      ...listings.filter(({ closes_at }) => closes_at >= latest).slice(0, 2),
    ],
  }));
}

function listing(facts: Partial<ListingFacts>): ListingFacts {
  const price = { amount: 3499, currency: 'EUR' };
  return {
    listing_id: 'lst_1',
    sku: 'A',
    category: 'dresses',
    grade: 'like_new',
    reference_price: price,
    price: { ...price, amount: 3324 },
    closes_at: '2027-03-04T12:00:00.000Z',
    zone: 'NL-10',
    sender_ref: 'C-1',
    earlier_holders: [],
    ratings: { sender: none, category: none },
    ...facts,
  };
}

function orderTo(zone: string, facts: Partial<OrderFacts> = {}): OrderFacts {
  return {
    order_id: 'ord_1',
    buyer_ref: 'C-3',
    accepts: ['like_new', 'open_box'],
    full_price: { amount: 3499, currency: 'EUR' },
    offered_price: { amount: 3324, currency: 'EUR' },
    zone,
    ...facts,
  };
}

const zone = fc.constantFrom('NL-10', 'NL-25', 'DE-10', 'BE-1', 'FR-75', 'NL');
const grade = fc.constantFrom<ConditionGrade>('like_new', 'open_box');
const soon = fc
  .integer({ min: 1, max: 90 })
  .map((hours) => new Date(Date.parse(now) + hours * 3_600_000).toISOString());

const anyListing = fc.record({
  zone,
  grade,
  closes_at: soon,
  sender_ref: fc.constantFrom('C-1', 'C-2', 'C-3'),
  reference_price: fc.constantFrom({ amount: 3499, currency: 'EUR' }, { amount: 5999, currency: 'EUR' }),
  ratings: fc.constantFrom(
    { sender: none, category: none },
    { sender: { acceptable: 2, unacceptable: 3 }, category: none },
  ),
});

const anyShelf = fc
  .array(anyListing, { minLength: 1, maxLength: 30 })
  .map((all) => all.map((facts, i) => listing({ ...facts, listing_id: `lst_${i}` })));

const anyOrder = fc
  .record({ zone, accepts: fc.subarray<ConditionGrade>(['like_new', 'open_box'], { minLength: 1 }) })
  .map(({ zone: to, accepts }) => orderTo(to, { accepts }));

const anyPending = fc.array(fc.record({ zone, hold_until: soon }), { maxLength: 2 }).map((all) =>
  all.map(({ zone: to, hold_until }, i) => ({
    order: orderTo(to, { order_id: `ord_p${i}`, buyer_ref: 'C-8' }),
    hold_until,
  })),
);
