import type { LedgerCause } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balances, MixedCurrencies } from '../../src/settlement/books.ts';
import { factsOf, type SettlementFacts } from '../../src/settlement/facts.ts';
import { PostingFactsInvalid, postings, taxedPart } from '../../src/settlement/postings.ts';
import { post, sales, terms } from './given.ts';

const causes: readonly LedgerCause[] = [
  'handed_in',
  'refund_requested',
  'refund_posted',
  'incentive_granted',
  'incentive_paid',
  'second_sale_reversed',
  'buyer_refunded',
  'fee_reversed',
  'claim_opened',
  'refund_corrected',
];

const cost = fc.integer({ min: 0, max: 100_000_000 });
const taxed = fc
  .tuple(fc.integer({ min: 0, max: 100_000_000_000 }), fc.integer({ min: 0, max: 10_000 }))
  .map(([gross, share]) => {
    const tax = Math.floor((gross * share) / 10_000);
    return { gross, net: gross - tax, tax };
  });
const firstSale = taxed.map((sale) => ({ ...sale, tax_country: 'NL' }));
const secondSale = fc.record({ full: taxed, due: taxed, tax_country: fc.constant('DE') });

const anyFacts: fc.Arbitrary<SettlementFacts> = fc
  .record({
    first_sale: firstSale,
    sale: fc.option(secondSale, { nil: undefined }),
    costs: fc.tuple(cost, cost, cost, cost),
    share: fc.tuple(fc.nat(10_000), fc.nat(10_000)),
  })
  .map(({ first_sale, sale, costs: [carrier_leg, fee, incentive, claim_value], share }) => {
    const refund_gross = Math.max(1, Math.floor((first_sale.gross * share[0]) / 10_000));
    const gross = Math.max(1, Math.floor((refund_gross * share[1]) / 10_000));
    const facts = { currency: 'EUR', first_sale, refund_gross, carrier_leg, fee, incentive, claim_value };
    return { ...facts, ...(sale && { second_sale: sale }), correction: { gross, earlier_gross: 0 } };
  });

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('whatever is posted', () => {
  test('each cause adds up to 0, in whole minor units, without an empty line', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...causes), (facts, cause) => {
        const amounts = postings(cause, facts).map(({ amount }) => amount);
        expect(sum(amounts)).toBe(0);
        expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount !== 0)).toBe(true);
      }),
    );
  });

  test('any sequence of causes leaves the books at 0', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(fc.constantFrom(...causes)), (facts, sequence) => {
        expect(sum(Object.values(balances(post(facts, ...sequence))))).toBe(0);
      }),
    );
  });

  test('what is owed to people is cleared by paying it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const owed: LedgerCause[] = ['refund_requested', 'incentive_granted', 'second_sale_reversed'];
        const paid: LedgerCause[] = ['refund_posted', 'incentive_paid', 'buyer_refunded'];
        const left = balances(post(facts, ...owed, ...paid));
        expect([left.sender_payable ?? 0, left.buyer_payable ?? 0]).toEqual([0, 0]);
      }),
    );
  });

  test('a reversed sale leaves nothing of the sale', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const left = balances(post(facts, 'handed_in', 'second_sale_reversed', 'buyer_refunded'));
        expect([left.sale_2 ?? 0, left.discount ?? 0, left.tax ?? 0]).toEqual([0, 0, 0]);
        expect(left.clearing ?? 0).toBe(0 - facts.carrier_leg);
      }),
    );
  });
});

describe('a reduced refund', () => {
  test('never holds more tax or net than the sale, and the whole holds all of it', () => {
    fc.assert(
      fc.property(firstSale, fc.nat(10_000), (sale, share) => {
        const part = taxedPart(sale, Math.floor((sale.gross * share) / 10_000));
        expect(part.tax).toBeGreaterThanOrEqual(0);
        expect(part.tax).toBeLessThanOrEqual(Math.min(sale.tax, part.gross));
        expect(part.net).toBeLessThanOrEqual(sale.net);
        expect(taxedPart(sale, sale.gross)).toMatchObject({ net: sale.net, tax: sale.tax });
      }),
    );
  });

  test('of an item that cost nothing holds no tax', () => {
    expect(taxedPart({ gross: 0, net: 0, tax: 0 }, 500)).toEqual({ gross: 500, net: 500, tax: 0 });
  });
});

describe('a correction', () => {
  const facts = factsOf({ ...sales, ...terms });

  test('in any number of findings ends like a refund reduced from the start', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 4 }),
        (any, findings) => {
          fc.pre(sum(findings) <= any.refund_gross);
          const refunded = post(any, 'refund_requested', 'refund_posted');
          const corrected = findings.flatMap((gross, index) =>
            post(
              { ...any, correction: { gross, earlier_gross: sum(findings.slice(0, index)) } },
              'refund_corrected',
            ),
          );
          const reduced = { ...any, refund_gross: any.refund_gross - sum(findings) };
          const wanted = balances(post(reduced, 'refund_requested', 'refund_posted'));
          const found = balances([...refunded, ...corrected]);
          for (const account of ['sale_1', 'tax', 'sender_payable', 'clearing', 'fee'] as const) {
            expect(found[account] ?? 0).toBe(wanted[account] ?? 0);
          }
        },
      ),
    );
  });

  test.each([
    { why: 'there is none', correction: undefined },
    { why: 'it takes nothing', correction: { gross: 0, earlier_gross: 0 } },
    { why: 'it takes more than was refunded', correction: { gross: 3500, earlier_gross: 0 } },
    { why: 'it takes more than earlier ones left', correction: { gross: 1000, earlier_gross: 2500 } },
  ])('is refused when $why', ({ correction }) => {
    const given = { ...facts, ...(correction && { correction }) };
    expect(() => postings('refund_corrected', given)).toThrow(PostingFactsInvalid);
  });
});

test('lines of two currencies are never added up', () => {
  const lines = (['EUR', 'GBP'] as const).map((currency) => ({
    account: 'fee' as const,
    amount: 1,
    currency,
  }));
  expect(() => balances(lines)).toThrow(MixedCurrencies);
});
