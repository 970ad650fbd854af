import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scheduleOf } from '../../src/checks/prices/schedule.ts';
import type { JsonObject } from '../../src/contract/documents.ts';

interface Case {
  readonly name: string;
  readonly input: {
    readonly discount: JsonObject;
    readonly reference_price: { readonly amount: number };
    readonly opens_at: string;
    readonly closes_at: string;
    readonly demand: Record<'general' | 'naming', Demand> & { readonly waiting_cost_per_day: number };
    readonly tax_rate_bp: number;
  };
  readonly expected: readonly { readonly from: string; readonly price: { readonly amount: number } }[];
}

interface Demand {
  readonly per_day: number;
  readonly outcomes: readonly { readonly value: number; readonly share: number }[];
}

const file = new URL('../../../../spec/vectors/pricing/price-schedule.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

const stream = ({ per_day, outcomes }: Demand) => ({
  rate: BigInt(Math.round(per_day * 1_000_000)),
  outcomes: outcomes.map(({ value, share }) => ({
    value: BigInt(value),
    share: BigInt(Math.round(share * 10_000)),
  })),
});

test.each(cases)('the schedule of the published case: $name', ({ input, expected }) => {
  const opens = Date.parse(input.opens_at);
  const shown = scheduleOf({
    discount: input.discount,
    reference: BigInt(input.reference_price.amount),
    length: BigInt(Date.parse(input.closes_at) - opens),
    general: stream(input.demand.general),
    naming: stream(input.demand.naming),
    waiting: BigInt(input.demand.waiting_cost_per_day),
    tax: BigInt(input.tax_rate_bp),
  });
  expect(shown.map(({ after, price }) => [opens + Number(after), Number(price)])).toEqual(
    expected.map(({ from, price }) => [Date.parse(from), price.amount]),
  );
});
