import { describe, expect, test } from 'vitest';
import { factsOf, SettlementCurrencyMismatch, type SettlementSource } from '../../src/settlement/facts.ts';
import { sales, terms } from './given.ts';

const source: SettlementSource = { ...sales, ...terms };

describe('the facts of a forward', () => {
  test('take the tax out of both sales and the costs from the policy', () => {
    expect(factsOf(source)).toEqual({
      currency: 'EUR',
      first_sale: { gross: 3499, net: 2892, tax: 607, tax_country: 'NL' },
      refund_gross: 3499,
      second_sale: {
        full: { gross: 3999, net: 3305, tax: 694 },
        due: { gross: 3799, net: 3140, tax: 659 },
        tax_country: 'NL',
      },
      carrier_leg: 495,
      fee: 150,
      incentive: 100,
      claim_value: 1301,
    });
  });

  test('tax the second sale where the buyer is, and pay the dearer parcel without the surcharge on matching', () => {
    const order = { ...sales.order, ship_to_region: { country: 'DE' } };
    const facts = factsOf({ ...source, order, distance: 'cross_border' });
    expect(facts.second_sale).toMatchObject({ due: { gross: 3799, net: 3192, tax: 607 }, tax_country: 'DE' });
    expect(facts.first_sale.tax_country).toBe('NL');
    expect(facts.carrier_leg).toBe(995);
  });

  test('keep the tax that a price brings along', () => {
    const own = { ...sales.order.full_price, tax_amount: 0, tax_country: 'CH' };
    const facts = factsOf({ ...source, order: { ...sales.order, full_price: own, offered_price: own } });
    expect(facts.second_sale).toMatchObject({ full: { net: 3999, tax: 0 }, tax_country: 'CH' });
  });

  test('follow the refund that a hold reduced', () => {
    const refund = { ...sales.return.refund, amount: { amount: 2000, currency: 'EUR' } };
    const facts = factsOf({ ...source, return: { ...sales.return, refund } });
    expect(facts).toMatchObject({ refund_gross: 2000, first_sale: { gross: 3499 } });
  });

  test('know no second sale where the retailer intercepts the parcel', () => {
    expect(factsOf({ ...source, forward: { intercept: true } })).not.toHaveProperty('second_sale');
  });

  test('charge the full price where no other was offered', () => {
    const { offered_price: _, ...order } = sales.order;
    expect(factsOf({ ...source, order }).second_sale?.due.gross).toBe(3999);
  });

  test('are refused in two currencies', () => {
    const order = { ...sales.order, full_price: { amount: 3999, currency: 'GBP' } };
    expect(() => factsOf({ ...source, order })).toThrow(SettlementCurrencyMismatch);
  });
});
