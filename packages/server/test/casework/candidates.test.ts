import type { DecisionDraft } from '@open-return-forwarding/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyWith } from '../support/requests.ts';
import { type Buyer, type Item, inHours, NOON, openShop, type Shop, type Street } from './street.ts';

let shop: Shop;
beforeAll(async () => {
  const policy = policyWith({});
  const demand = {
    ...policy.matching.demand,
    by_category: {},
    default: { general_per_day: 6, naming_per_day: 1 },
  };
  shop = await openShop({ ...policy, matching: { ...policy.matching, demand } });
});
afterAll(() => shop.close());

const people = ['anna', 'ben', 'cleo', 'dirk', 'evi'];
const person = fc.constantFrom(...people);
const zone = fc.constantFrom('NL-10', 'NL-35', 'DE-10', 'FR-75', 'NL', 'ES-28');
const price = fc.constantFrom(5_999, 7_999, 9_999);
const grade = fc.constantFrom('like_new' as const, 'open_box' as const);

const item: fc.Arbitrary<Item> = fc.record({
  sender: person,
  zone,
  grade,
  category: fc.oneof(
    { weight: 30, arbitrary: fc.constant('dresses') },
    { weight: 1, arbitrary: fc.constant('coats') },
  ),
  price,
  falls: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  opens: fc.integer({ min: -48, max: 0 }),
  closes: fc.integer({ min: -1, max: 72 }),
  status: fc.oneof(
    { weight: 8, arbitrary: fc.constant('active' as const) },
    { weight: 1, arbitrary: fc.constant('matched' as const) },
  ),
  isOld: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const waiting = fc.record({ buyer: person, zone, price, until: fc.integer({ min: 1, max: 60 }) });
const street: fc.Arbitrary<Street> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 200, size: 'max' }),
  waiting: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(waiting, { maxLength: 3 }) },
  ),
  past: fc.array(
    fc.record({ sender: person, verdict: fc.constantFrom('positive' as const, 'negative' as const) }),
    {
      maxLength: 6,
    },
  ),
});
const buyer: fc.Arbitrary<Buyer> = fc.record({
  buyer: fc.oneof(person, fc.constant('somebody')),
  zone,
  price,
  accepts: fc.constantFrom(['like_new'] as const, ['like_new', 'open_box'] as const),
});

/** What has to be the same, however the candidates were found. */
function essence(decision: DecisionDraft | undefined) {
  if (decision === undefined) return undefined;
  const { id: _, ...rest } = decision;
  return rest;
}

describe('the listings that a search puts on the table', () => {
  it('are those among which an order is decided as it would be among all of them', async () => {
    const moment = fc.constantFrom(NOON, inHours(-5));
    await fc.assert(
      fc.asyncProperty(street, buyer, moment, async (filled, order, at) => {
        await shop.fill(filled);
        const found = await shop.decide(order, 'search', at);
        expect(essence(found)).toEqual(essence(await shop.decide(order, 'everything', at)));
      }),
      { numRuns: 25 },
    );
  });
});
