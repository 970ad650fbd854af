import type { Currency, LedgerAccount, LedgerCause } from '@open-return-forwarding/protocol';
import { divideHalfEven } from '../pricing/rounding.ts';
import type { SettlementFacts, TaxedGross } from './facts.ts';

/** One line to post: minor units, debit positive, credit negative, never 0. */
export interface PostingLine {
  readonly account: LedgerAccount;
  readonly amount: number;
  readonly currency: Currency;
}

/** A cause was posted whose facts are missing or impossible: the caller's mistake, never the retailer's data. */
export class PostingFactsInvalid extends RangeError {
  override readonly name = 'PostingFactsInvalid';
}

type Draft = readonly (readonly [LedgerAccount, number])[];

/**
 * The lines of one cause, in the order of the table; they add up to 0. Empty where nothing is to be booked. The caller
 * posts each cause once per forward (`refund_corrected` once per finding); nothing here remembers.
 * @throws {PostingFactsInvalid} when a correction is missing, not positive or more than is left of the refund.
 */
export function postings(cause: LedgerCause, facts: SettlementFacts): PostingLine[] {
  return draftOf[cause](facts)
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount, currency: facts.currency }));
}

/**
 * Takes the tax out of a part of the first sale, in proportion and rounded half to even. A refund of nothing that was
 * taxed has no tax in it.
 */
export function taxedPart(sale: TaxedGross, gross: number): TaxedGross {
  const tax = sale.gross === 0 ? 0 : divideHalfEven(BigInt(sale.tax) * BigInt(gross), BigInt(sale.gross));
  return { gross, net: gross - tax, tax };
}

const draftOf: Readonly<Record<LedgerCause, (facts: SettlementFacts) => Draft>> = {
  handed_in: (facts) => [
    ...saleLines(facts, 'clearing'),
    ['carrier_cost', facts.carrier_leg],
    ['clearing', -facts.carrier_leg],
  ],
  refund_requested: (facts) => {
    const refund = taxedPart(facts.first_sale, facts.refund_gross);
    return [
      ['sale_1', refund.net],
      ['tax', refund.tax],
      ['sender_payable', -refund.gross],
      ['fee', facts.fee],
      ['clearing', -facts.fee],
    ];
  },
  refund_posted: (facts) => transfer('sender_payable', 'clearing', facts.refund_gross),
  incentive_granted: (facts) => transfer('incentive', 'sender_payable', facts.incentive),
  incentive_paid: (facts) => transfer('sender_payable', 'clearing', facts.incentive),
  second_sale_reversed: (facts) =>
    saleLines(facts, 'buyer_payable').map(([account, amount]) => [account, -amount]),
  buyer_refunded: (facts) => transfer('buyer_payable', 'clearing', facts.second_sale?.due.gross ?? 0),
  fee_reversed: (facts) => transfer('clearing', 'fee', facts.fee),
  claim_opened: (facts) => transfer('carrier_claim', 'carrier_cost', facts.claim_value),
  refund_corrected: correctionLines,
};

/** The second sale at the full price, the discount apart; `counter` is what the buyer paid into, or is owed from. */
function saleLines({ second_sale: sale }: SettlementFacts, counter: 'clearing' | 'buyer_payable'): Draft {
  if (sale === undefined) return [];
  return [
    [counter, sale.due.gross],
    ['sale_2', -sale.full.net],
    ['discount', sale.full.net - sale.due.net],
    ['tax', -sale.due.tax],
  ];
}

/**
 * A finding takes part of a paid refund back. The retailer collects it in its own ledgers, hence `clearing`. The tax is
 * the difference of two proportions, so that the accounts end as if the refund had been reduced from the start.
 */
function correctionLines({ first_sale: sale, refund_gross: refund, correction }: SettlementFacts): Draft {
  if (correction === undefined) throw new PostingFactsInvalid('refund_corrected without a correction');
  const before = refund - correction.earlier_gross;
  const after = before - correction.gross;
  if (correction.gross <= 0 || correction.earlier_gross < 0 || after < 0) {
    throw new PostingFactsInvalid(
      `${correction.gross} cannot be taken from the ${before} that are left of the refund`,
    );
  }
  const tax = taxedPart(sale, before).tax - taxedPart(sale, after).tax;
  return [
    ['clearing', correction.gross],
    ['sale_1', tax - correction.gross],
    ['tax', -tax],
  ];
}

function transfer(debit: LedgerAccount, credit: LedgerAccount, amount: number): Draft {
  return [
    [debit, amount],
    [credit, -amount],
  ];
}
