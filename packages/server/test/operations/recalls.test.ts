import type { Recall } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aReturn, mark, orderFor, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  deliver,
  eventsOf,
  list,
  listingOf,
  look,
  match,
  offer,
  rate,
  reset,
  scan,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const replacing = policyWith({ refund: { trigger: 'rated', incentive: 500 } });
beforeEach(() => reset(sandbox, replacing));

const nothing = {
  returns_rerouted: [],
  forwards_reverted: [],
  forwards_intercepted: [],
  forwards_delivered: [],
};
const recall = (...skus: string[]): Promise<Recall> =>
  sandbox.ask('issueRecall', { body: { skus, reason: 'The zip may come off.' } });
const skuOf = async ({ return_id }: Pick<Deal, 'return_id'>) =>
  (await sandbox.ask('getReturn', { path: { return_id } })).product.sku;
const handedIn = async () => {
  const deal = await match(sandbox);
  await scan(sandbox, deal, 'picked_up');
  return deal;
};

describe('a recall finds', () => {
  it('a return that is offered or listed, and sends it to the warehouse', async () => {
    const product = { ...aReturn().product, sku: `DRESS-${mark()}` };
    const offered = await offer(sandbox, { product });
    const listed = await list(sandbox, { product });
    const other = await list(sandbox);
    const { effects } = await recall(product.sku);
    expect(effects).toEqual({ ...nothing, returns_rerouted: [offered.id, listed.id] });
    for (const { id } of [offered, listed]) {
      expect(await sandbox.ask('getReturn', { path: { return_id: id } })).toMatchObject({
        status: 'to_warehouse',
        route: { destination: 'warehouse', reason_code: 'recalled' },
        refund: { status: 'external' },
      });
    }
    expect(await listingOf(sandbox, listed)).toMatchObject({
      status: 'withdrawn',
      closed_reason: 'recalled',
    });
    expect((await listingOf(sandbox, other)).status).toBe('active');
  });

  it('a forward that is not handed in, and reverts it', async () => {
    const deal = await match(sandbox);
    const { effects } = await recall(await skuOf(deal));
    expect(effects).toEqual({ ...nothing, forwards_reverted: [deal.forward_id] });
    expect(await look(sandbox, deal)).toMatchObject({
      forward: { status: 'reverted', revert_reason: 'recalled' },
      return: { status: 'to_warehouse', route: { reason_code: 'recalled' } },
      order: { status: 'warehouse', fulfilment: { reason_code: 'recalled' } },
    });
  });

  it.each([
    ['goes back', 'undeliverable'],
    ['is lost', 'lost'],
  ] as const)('a parcel on its way: the sender is paid, and the buyer if it %s', async (_, end) => {
    const deal = await handedIn();
    const { effects } = await recall(await skuOf(deal));
    expect(effects).toEqual({ ...nothing, forwards_intercepted: [deal.forward_id] });
    const found = await look(sandbox, deal);
    expect(found.forward).toMatchObject({ status: 'handed_in', intercept: true });
    expect(found.return.refund).toMatchObject({ status: 'requested', cause: 'recalled' });
    if (end === 'undeliverable') await scan(sandbox, deal, 'return_to_sender');
    else await sandbox.ask('reportLost', { path: { forward_id: deal.forward_id }, body: {} });
    const { forward, order, settlement } = await look(sandbox, deal);
    expect(forward.status).toBe(end);
    expect(order.buyer_refund_due).toEqual({ amount: order.price_due.amount, currency: 'EUR' });
    const causes = settlement?.entries.map(({ cause }) => cause) ?? [];
    expect(causes).toEqual(expect.arrayContaining(['fee_reversed', 'second_sale_reversed']));
    expect(causes).not.toContain('incentive_granted');
  });

  it('a parcel with its buyer, and changes nothing but what is paid for it', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    const before = await look(sandbox, deal);
    const { effects } = await recall(await skuOf(deal));
    expect(effects).toEqual({ ...nothing, forwards_delivered: [deal.forward_id] });
    expect(await look(sandbox, deal)).toEqual(before);
    await rate(sandbox, deal, { verdict: 'positive' });
    const { forward, settlement } = await look(sandbox, deal);
    expect(forward).toMatchObject({ status: 'rated', refund: { status: 'requested', cause: 'rated' } });
    expect(settlement?.entries.map(({ cause }) => cause)).not.toContain('incentive_granted');
  });
});

describe('a recalled parcel that is delivered after all', () => {
  it('is rated and settled as any other, without an incentive, and with a dispute if it is refused', async () => {
    const deal = await handedIn();
    await recall(await skuOf(deal));
    await scan(sandbox, deal, 'delivered');
    await rate(sandbox, deal, { verdict: 'negative' });
    const { forward, settlement } = await look(sandbox, deal);
    expect(forward).toMatchObject({ status: 'rated', refund: { status: 'requested', cause: 'recalled' } });
    expect((await sandbox.ask('listDisputes')).items).toHaveLength(1);
    expect(settlement?.entries.map(({ cause }) => cause)).not.toContain('incentive_granted');
  });
});

describe('a hand-in that comes to light after the recall', () => {
  it('is late and intercepted, and the sender paid at once, whatever the forward had been reverted for', async () => {
    for (const when of ['by the recall', 'before the recall'] as const) {
      await reset(sandbox, replacing);
      const deal = await match(sandbox);
      const sku = await skuOf(deal);
      if (when === 'before the recall') await advanceTo(sandbox, after(START, { days: 4 }));
      await recall(sku);
      expect((await look(sandbox, deal)).forward.status).toBe('reverted');
      await scan(sandbox, deal, 'picked_up', after(START, { hours: 0 }));
      expect(await look(sandbox, deal)).toMatchObject({
        forward: { status: 'late', intercept: true },
        return: { status: 'in_forward', refund: { status: 'requested', cause: 'recalled' } },
        order: { status: 'warehouse' },
      });
    }
  });
});

describe('a recalled article', () => {
  it('is not forwarded again', async () => {
    const product = { ...aReturn().product, sku: `DRESS-${mark()}` };
    await recall(product.sku);
    const later = await offer(sandbox, { product });
    expect(later).toMatchObject({ status: 'to_warehouse', route: { reason_code: 'recalled' } });
    expect(later.assessment?.criteria[0]).toMatchObject({
      criterion: 'product',
      outcome: 'fail',
      code: 'sku_excluded',
    });
    const { condition } = aReturn();
    const preview = await sandbox.ask('checkEligibility', {
      body: {
        product,
        condition,
        unit_price: { amount: 7_999, currency: 'EUR' },
        reason_code: 'style',
        ship_from_country: 'NL',
      },
    });
    expect(preview.assessment).toMatchObject({ eligible: false, route_reason: 'recalled' });
    const order = await sandbox.ask('createOrder', { body: orderFor(product.sku) });
    expect(order.status).toBe('warehouse');
  });
});

describe('recalls', () => {
  it('are listed, the newest first, and each is announced', async () => {
    const made = [await recall('A', 'B'), await recall('B'), await recall('C')];
    const ids = (recalls: readonly Recall[]) => recalls.map(({ id }) => id);
    const page = await sandbox.ask('listRecalls', { query: { limit: 2 } });
    expect(ids(page.items)).toEqual(ids(made.slice(1).reverse()));
    const rest = await sandbox.ask('listRecalls', { query: { limit: 2, cursor: page.next_cursor ?? '' } });
    expect([ids(rest.items), rest.next_cursor]).toEqual([ids(made.slice(0, 1)), null]);
    const ofB = await sandbox.ask('listRecalls', { query: { sku: 'B' } });
    expect(ofB.items).toEqual([made[1], made[0]]);
    const issued = (await eventsOf(sandbox)).filter(({ type }) => type === 'recall.issued');
    expect(issued.map(({ data }) => data)).toEqual(made);
  });

  it('meet first what was due before them', async () => {
    const listed = await list(sandbox);
    await sandbox.skipTo(after(START, { days: 3 }));
    expect((await recall(listed.product.sku)).effects).toEqual(nothing);
    const path = { return_id: listed.id };
    expect((await sandbox.ask('getReturn', { path })).route.reason_code).toBe('window_expired');
  });
});
