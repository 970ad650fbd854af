import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Figures, halfEven, linesOf } from '../src/checks/settlement/table.ts';
import { specificationFolder } from '../src/specification.ts';

interface Sale {
  readonly gross: number;
  readonly tax: number;
}

interface Vector {
  readonly name: string;
  readonly facts: {
    readonly first_sale: Sale;
    readonly second_sale?: { readonly full: Sale; readonly due: Sale };
    readonly refund_gross: number;
    readonly carrier_leg: number;
    readonly fee: number;
    readonly incentive: number;
  };
  readonly causes: readonly string[];
  readonly entries: readonly { readonly cause: string; readonly account: string; readonly amount: number }[];
}

const folder = join(specificationFolder(), 'vectors', 'settlement');

const vectors = readdirSync(folder).flatMap((file) => {
  const { cases } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { cases: readonly Vector[] };
  return cases.filter(({ facts }) => facts.second_sale !== undefined).map((each) => ({ file, ...each }));
});

/** Neither is in the table of the suite: no operation corrects, and the claim is reckoned from the policy. */
const LEFT_OUT = ['refund_corrected', 'claim_opened'];

describe('the posting table of the suite', () => {
  it.each(vectors)('books what $file says: $name', ({ facts, causes, entries }) => {
    const { second_sale: second } = facts;
    const figures: Figures = {
      sale: facts.first_sale,
      full: second?.full ?? facts.first_sale,
      due: second?.due ?? facts.first_sale,
      refund: facts.refund_gross,
      leg: facts.carrier_leg,
      fee: facts.fee,
      incentive: facts.incentive,
      unit_cost_bp: 0,
    };
    for (const cause of causes.filter((each) => !LEFT_OUT.includes(each))) {
      const expected = entries.filter((line) => line.cause === cause);
      expect(linesOf(figures)[cause]).toEqual(expected.map(({ account, amount }) => [account, amount]));
    }
  });

  it.each([
    [5, 2, 2],
    [7, 2, 4],
    [9, 4, 2],
    [11, 4, 3],
    [37_210, 20, 1860],
  ])('%i divided by %i is %i, halves to the even neighbour', (dividend, divisor, quotient) => {
    expect(halfEven(dividend, divisor)).toBe(quotient);
  });
});
