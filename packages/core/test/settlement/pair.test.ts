import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/settlement/facts.ts';
import { pairOf } from '../../src/settlement/pair.ts';
import { post, sales, terms } from './given.ts';

const facts = factsOf({ ...sales, ...terms });
const eur = (amount: number) => ({ amount, currency: 'EUR' });

describe('the coordinated pair', () => {
  test('names each sale and carries the reference of the other', () => {
    expect(pairOf(sales, post(facts, 'handed_in', 'refund_requested'))).toEqual({
      refund: {
        kind: 'refund',
        ref: 'SO-5001',
        gross: eur(3499),
        net: eur(2892),
        tax: eur(607),
        tax_country: 'NL',
        counterpart_ref: 'ord_1',
      },
      second_sale: {
        kind: 'second_sale',
        ref: 'SO-6001-1',
        gross: eur(3799),
        net: eur(3140),
        tax: eur(659),
        tax_country: 'NL',
        counterpart_ref: 'ret_1',
      },
      ship_from_country: 'NL',
      ship_to_country: 'NL',
    });
  });

  test.each([
    { when: 'the refund was not requested', causes: ['handed_in'], sides: ['second_sale'] },
    { when: 'nothing was booked', causes: [], sides: [] },
    {
      when: 'the buyer has the money back',
      causes: ['handed_in', 'refund_requested', 'second_sale_reversed'],
      sides: ['refund'],
    },
  ] as const)('has the sides $sides when $when', ({ causes, sides }) => {
    const { ship_from_country: _, ship_to_country: __, ...found } = pairOf(sales, post(facts, ...causes));
    expect(Object.keys(found)).toEqual(sides);
  });

  test('shows what a correction left of the refund, and the retailer’s reference of the payment', () => {
    const corrected = { ...facts, correction: { gross: 1499, earlier_gross: 0 } };
    const entries = [...post(facts, 'handed_in', 'refund_requested'), ...post(corrected, 'refund_corrected')];
    const refund = { ...sales.return.refund, external_ref: 'PSP-88231' };
    expect(pairOf({ ...sales, return: { ...sales.return, refund } }, entries).refund).toMatchObject({
      gross: eur(2000),
      net: eur(1653),
      tax: eur(347),
      external_ref: 'PSP-88231',
    });
  });

  test.each([
    { what: 'a buyer who owes nothing', side: 'second_sale', price: 0, corrected: [] },
    { what: 'a refund that was corrected to nothing', side: 'refund', price: 3799, corrected: [3499] },
  ] as const)('has no side for $what', ({ side, price, corrected }) => {
    const order = { ...sales.order, offered_price: { amount: price, currency: 'EUR' } };
    const booked = factsOf({ ...sales, order, ...terms });
    const entries = [
      ...post(booked, 'handed_in', 'refund_requested'),
      ...corrected.flatMap((gross) =>
        post({ ...booked, correction: { gross, earlier_gross: 0 } }, 'refund_corrected'),
      ),
    ];
    expect(pairOf({ ...sales, order }, entries)).not.toHaveProperty(side);
  });
});
