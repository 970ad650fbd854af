import type { CreateReturn, Listing, Order, Return } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aReturn, mark, orderNaming, policyWith } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import {
  type Deal,
  deliver,
  drain,
  list,
  listingOf,
  look,
  match,
  offer,
  pay,
  rate,
  reset,
} from '../support/shop.ts';

const allowing = (maximum_generations = 3) =>
  policyWith({ reforwarding: { allowed: true, maximum_generations, minimum_grade: 'like_new' } });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox, allowing()));

interface Passed {
  readonly sku: string;
  readonly deal: Deal;
  readonly holders: readonly string[];
}

const articleOf = (sku: string) => ({ ...aReturn().product, sku });

/** An item that the first of these people sent, and each of the others got by a forward, the last one as well. */
async function passed(...holders: string[]): Promise<Passed> {
  const sku = `DRESS-${mark()}`;
  let deal: Deal | undefined;
  for (const [index, buyer_ref] of holders.slice(1).entries()) {
    const from: Partial<CreateReturn> = deal === undefined ? {} : { forwarded_from: deal.forward_id };
    const returned = { ...from, product: articleOf(sku), consumer: { ref: holders[index] ?? '' } };
    deal = await match(sandbox, { returned, ordered: { buyer_ref } });
    await deliver(sandbox, deal);
  }
  if (deal === undefined) throw new Error('nobody got it');
  return { sku, deal, holders };
}

const back = (
  { sku, deal, holders }: Passed,
  changes: Partial<CreateReturn> = {},
): Partial<CreateReturn> => ({
  product: articleOf(sku),
  consumer: { ref: holders.at(-1) ?? '' },
  forwarded_from: deal.forward_id,
  ...changes,
});

const general = (listing: Listing, buyer_ref: string): Promise<Order> => {
  const { listing_id: _, ...order } = orderNaming(listing, { buyer_ref });
  return sandbox.ask('createOrder', { body: order });
};
const named = (listing: Listing, buyer_ref: string): Promise<Order> =>
  sandbox.ask('createOrder', { body: orderNaming(listing, { buyer_ref }) });
const codesOf = ({ assessment }: Return) => assessment?.criteria.map(({ code }) => code) ?? [];

describe('a forwarded item that comes back', () => {
  it('is forwarded again, a generation on, and what was before is not touched', async () => {
    const first = await passed('anna', 'ben');
    await rate(sandbox, first.deal, { verdict: 'positive' });
    await pay(sandbox, first.deal);
    const before = await look(sandbox, first.deal);
    const deal = await match(sandbox, { returned: back(first), ordered: { buyer_ref: 'cleo' } });
    const again = await look(sandbox, deal);
    expect([again.return.generation, again.listing.generation, again.forward.generation]).toEqual([2, 2, 2]);
    expect(again.return.refund.amount.amount).toBe(before.order.price_due.amount);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'positive' });
    await pay(sandbox, deal);
    expect((await look(sandbox, deal)).forward.status).toBe('settled');
    expect(await look(sandbox, first.deal)).toEqual(before);
  });

  it.each([
    ['reforwarding_not_supported', policyWith({}), {}],
    ['generation_limit', allowing(1), {}],
    ['grade_too_low', allowing(), { condition: { ...aReturn().condition, grade: 'open_box' as const } }],
  ])('is not offered forwarding: %s', async (code, policy, changes) => {
    await reset(sandbox, policy);
    const item = await passed('anna', 'ben');
    const returned = await offer(sandbox, back(item, changes));
    expect(returned.status).toBe('to_warehouse');
    expect(codesOf(returned)).toContain(code);
    expect(returned.generation).toBe(2);
  });

  it('with a failure is a verdict on its forward, and goes to the warehouse', async () => {
    const item = await passed('anna', 'ben');
    const returned = await offer(sandbox, back(item, { reason: { code: 'defective' } }));
    expect(returned.status).toBe('to_warehouse');
    const { forward } = await look(sandbox, item.deal);
    expect(forward).toMatchObject({
      status: 'rated',
      rating: { verdict: 'negative', source: 'return', issues: ['damaged'] },
      refund: { status: 'held' },
      hold: { cause: 'returned_by_buyer' },
    });
  });
});

describe('an order of somebody who has held the item', () => {
  it.each([
    ['sent it first', 'anna'],
    ['had it in between', 'ben'],
    ['sends it now', 'cleo'],
  ])('is not matched with it: who %s', async (_, holder) => {
    const item = await passed('anna', 'ben', 'cleo');
    const listing = await listingOf(sandbox, await list(sandbox, back(item)));
    for (const order of [await named(listing, holder), await general(listing, holder)]) {
      expect(order).toMatchObject({ status: 'warehouse', fulfilment: { reason_code: 'own_item' } });
      const path = { decision_id: order.decision_id ?? '' };
      const { candidates, inputs } = await sandbox.ask('getDecision', { path });
      const code = holder === 'cleo' ? 'own_item' : 'earlier_holder';
      expect(candidates.map((candidate) => candidate.code)).toEqual([code]);
      expect(inputs.rejected).toEqual({ [code]: 1 });
    }
    expect((await general(listing, 'dirk')).status).toBe('forward');
  });

  it('gets another one of the same article that they have not held', async () => {
    const item = await passed('anna', 'ben');
    const held = await listingOf(sandbox, await list(sandbox, back(item)));
    const other = await list(sandbox, { product: articleOf(item.sku), consumer: { ref: 'evi' } });
    const order = await general(held, 'anna');
    expect(order.status).toBe('forward');
    expect((await listingOf(sandbox, other)).status).toBe('matched');
    await drain(sandbox);
    expect((await listingOf(sandbox, { ...other, listing_id: held.id })).status).toBe('active');
  });
});
