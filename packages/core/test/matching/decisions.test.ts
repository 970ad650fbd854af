import { readFileSync } from 'node:fs';
import type { DiscountPolicy } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decideMatch, type MatchDecision, type MatchQuestion } from '../../src/matching/choose.ts';
import type { ForwardableUnit, MatchPolicy, PricedOrder } from '../../src/matching/facts.ts';
import { valuesTowards, waitingProblem } from '../../src/matching/figures.ts';
import { demandRate } from '../../src/matching/prospects.ts';
import { matchProbability } from '../../src/matching/threshold.ts';
import { discountOf, expectedValue, type ForwardValue, forwardValue } from '../../src/matching/value.ts';
import { validateBrackets } from '../../src/pricing/bracket-conflicts.ts';
import { priceListing } from '../../src/pricing/listing-price.ts';
import { readVectors } from '../pricing/read-vectors.ts';

describe('the value of a forward', () => {
  type Input = { policy: string; unit: ForwardableUnit; order: PricedOrder };
  const vectors = readVectors<Input, ForwardValue>('matching/value.json');
  it.each(vectors.cases)('$name', ({ input, expected }) => {
    const value = forwardValue(vectors.policies?.[input.policy] as MatchPolicy, input.unit, input.order);
    expect(value).toEqual(expected);
    expect(expectedValue(value.components)).toBe(expected.forward_value);
  });
});

describe('the choice', () => {
  type Input = { policy: string; question: MatchQuestion };
  const vectors = readVectors<Input, MatchDecision>('matching/decide.json');
  it.each(vectors.cases)('$name', ({ input, expected }) => {
    expect(decideMatch(vectors.policies?.[input.policy] as MatchPolicy, input.question)).toEqual(expected);
  });

  it('does not depend on the order in which the pairs come', () => {
    const several = vectors.cases.filter(({ input }) => input.question.pairs.length > 1);
    for (const { input, expected } of several) {
      const question = { ...input.question, pairs: input.question.pairs.toReversed() };
      const decision = decideMatch(vectors.policies?.[input.policy] as MatchPolicy, question);
      expect(decision.chosen).toEqual(expected.chosen);
      expect(decision.code).toEqual(expected.code);
    }
  });
});

const noRatings = {
  sender: { acceptable: 0, unacceptable: 0 },
  category: { acceptable: 0, unacceptable: 0 },
};

type PublishedPolicy = MatchPolicy & { readonly discount: DiscountPolicy };

function published(file: string): PublishedPolicy {
  return parse(readFileSync(new URL(`../../../../spec/policies/${file}`, import.meta.url), 'utf8'));
}

/** A unit at `amount` gross in `zone`, priced by the policy. */
function unitAt(policy: PublishedPolicy, amount: number, zone: string): ForwardableUnit {
  const reference_price = { amount, currency: policy.currency };
  const article = { sku: 'A', category: 'dresses' };
  const pricing = priceListing(policy.discount, reference_price, article);
  if (!pricing.priced) throw new Error(pricing.code);
  return { ...article, reference_price, price: pricing.price, zone, ratings: noRatings };
}

function generalValue(policy: PublishedPolicy, unit: ForwardableUnit, zone: string): number {
  return forwardValue(policy, unit, { full_price: unit.reference_price, offered_price: unit.price, zone })
    .forward_value;
}

describe('the default policy', () => {
  const policy = published('default.yaml');

  it.each([
    [3499, 'NL-10', 'NL-25', 206],
    [3499, 'NL-10', 'DE-10', 26],
    [3499, 'DE-10', 'FR-75', -13],
    [500, 'NL-10', 'NL-25', -12],
    [1999, 'NL-10', 'BE-1', -44],
  ])('%d cents from %s to %s is worth %d', (amount, from, to, expected) => {
    expect(generalValue(policy, unitAt(policy, amount, from), to)).toBe(expected);
  });

  it('shows a listing only where it may go and is worth a forward', () => {
    const unit = unitAt(policy, 3499, 'NL-10');
    expect(valuesTowards(policy, unit, ['FR', 'NL', 'ES', 'DE'])).toEqual([351, 173]);
  });

  it('makes a match within three days likely for a dress, and no match for a trifle', () => {
    expect(matchProbability(waitingProblem(policy, unitAt(policy, 3499, 'NL-10')), 3)).toBeCloseTo(0.8955, 3);
    expect(matchProbability(waitingProblem(policy, unitAt(policy, 100, 'NL-10')), 3)).toBe(0);
  });
});

describe('the policy for UK home goods', () => {
  const policy = published('uk-gbp.yaml');
  it.each([20, 85, 295, 995, 1999])('saves on an article of %d pence within the country', (amount) => {
    expect(generalValue(policy, unitAt(policy, amount, 'GB-SW'), 'GB-M')).toBeGreaterThan(200);
  });
});

describe.each(['default.yaml', 'uk-gbp.yaml'])('the figures of %s', (file) => {
  const policy = published(file);
  it('are consistent', () => {
    const { destinations } = policy.matching.demand;
    expect(destinations.same_zone_bp + destinations.same_country_bp + destinations.cross_border_bp).toBe(
      10_000,
    );
    expect(validateBrackets(policy.discount.brackets)).toEqual([]);
    const handIn = policy.matching.economics.hand_in_bp_by_day;
    expect(handIn).toEqual(handIn.toSorted((a, b) => a - b));
  });
});

describe('demand and discount', () => {
  const policy = published('default.yaml');

  it('takes the rate of the article before that of its category before the default', () => {
    const rate = { general_per_day: 9, naming_per_day: 9 };
    const own = {
      ...policy,
      matching: { ...policy.matching, demand: { ...policy.matching.demand, by_sku: { A: rate } } },
    };
    expect(demandRate(own, { sku: 'A', category: 'dresses' })).toEqual(rate);
    expect(demandRate(own, { sku: 'B', category: 'dresses' })).toEqual(
      policy.matching.demand.by_category.dresses,
    );
    expect(demandRate(own, { sku: 'B', category: 'hats' })).toEqual(policy.matching.demand.default);
  });

  it('is worth less with every cent of discount and never negative', () => {
    const unit = unitAt(policy, 5000, 'NL-10');
    const order = (offered: number): PricedOrder => {
      const full_price = { amount: 5000, currency: 'EUR' };
      return { full_price, offered_price: { ...full_price, amount: offered }, zone: 'NL-25' };
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5500 }), (offered) => {
        const discount = discountOf(policy, order(offered));
        expect(discount).toBeGreaterThanOrEqual(0);
        const undiscounted = forwardValue(policy, unit, order(5000)).forward_value;
        expect(forwardValue(policy, unit, order(offered)).forward_value).toBe(undiscounted - discount);
      }),
    );
  });
});
