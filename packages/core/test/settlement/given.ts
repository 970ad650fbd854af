import type { LedgerCause } from '@open-return-forwarding/protocol';
import type { SettlementFacts, SettlementSource } from '../../src/settlement/facts.ts';
import type { CausedLine, PairedSales } from '../../src/settlement/pair.ts';
import { postings } from '../../src/settlement/postings.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A dress of 34.99, sold in the Netherlands, bought again at 37.99 instead of 39.99. */
export const sales: PairedSales & Pick<SettlementSource, 'return'> = {
  return: {
    id: 'ret_1',
    order_line: { order_ref: 'SO-5001', unit_price: eur(3499), purchased_at: '2027-02-20T10:00:00Z' },
    ship_from_region: { country: 'NL' },
    product: { category: 'dresses' },
    refund: {
      id: 'rfd_1',
      return_id: 'ret_1',
      amount: eur(3499),
      resolution_type: 'refund',
      trigger: 'rated',
      status: 'not_due',
    },
  },
  order: {
    id: 'ord_1',
    external_id: 'SO-6001-1',
    full_price: eur(3999),
    offered_price: eur(3799),
    ship_to_region: { country: 'NL' },
  },
};

/** The rest of what the facts are read from: only the members that the books use matter. */
export const terms = {
  forward: {},
  distance: 'same_country',
  policy: {
    currency: 'EUR',
    tax: { rate_bp_by_country: { NL: 2100, DE: 1900 } },
    fees: { per_forward: 150 },
    refund: { trigger: 'rated', rating_window_days: 3, hold_review_days: 10, incentive: 100 },
    matching: {
      economics: {
        unit_cost_bp: 4500,
        forward_leg: { same_zone: 450, same_country: 495, cross_border: 995 },
        cross_border_surcharge: 200,
      },
    },
  },
} as unknown as Pick<SettlementSource, 'forward' | 'distance' | 'policy'>;

/** Posts causes one after the other. */
export function post(facts: SettlementFacts, ...causes: readonly LedgerCause[]): CausedLine[] {
  return causes.flatMap((cause) => postings(cause, facts).map((line) => ({ cause, ...line })));
}
