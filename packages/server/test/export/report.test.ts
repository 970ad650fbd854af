import type { AccountBalance } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aReturn, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  deliver,
  list,
  match,
  now,
  offer,
  pay,
  rate,
  reset,
  scan,
} from '../support/shop.ts';

const period = { query: { from: START, to: after(START, { days: 60 }) } };

const sumsOf = (books: readonly AccountBalance[]) => {
  const sums: Record<string, number> = {};
  for (const { balance } of books) sums[balance.currency] = (sums[balance.currency] ?? 0) + balance.amount;
  return sums;
};

describe('the report', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await startSandbox();
  });
  afterAll(() => shop.close());
  beforeEach(() => reset(shop));

  const settle = async () => {
    const deal = await match(shop);
    await deliver(shop, deal);
    await rate(shop, deal, { verdict: 'positive' });
    await pay(shop, deal);
    return deal;
  };

  it('of nothing has no shares, and no mean', async () => {
    const report = await shop.ask('getReport', period);
    expect(report).toMatchObject({ returns: 0, offered: 0, chosen: 0, books: [], fallbacks: [] });
    for (const name of ['eligible_share_bp', 'adoption_share_bp', 'match_share_bp', 'saving_per_forward']) {
      expect(report).not.toHaveProperty(name);
    }
  });

  it('counts each return as far as it came', async () => {
    await offer(shop, aReturn({ reason: { code: 'defective' } }));
    await offer(shop);
    const declined = await offer(shop);
    const body = { route: 'warehouse' } as const;
    await shop.ask('chooseRoute', { path: { return_id: declined.id }, body });
    await list(shop);
    const missed = await match(shop);
    const lost = await match(shop);
    await scan(shop, lost, 'picked_up');
    await shop.ask('reportLost', { path: { forward_id: lost.forward_id }, body: {} });
    await settle();
    await advanceTo(shop, after(await now(shop), { days: 20 }));
    const report = await shop.ask('getReport', period);
    expect(missed.forward_id).not.toBe(lost.forward_id);
    expect(report).toMatchObject({
      returns: 7,
      eligible: 6,
      offered: 6,
      chosen: 4,
      listed: 4,
      matched: 3,
      forwarded: 2,
      settled: 1,
      hand_in_losses: 1,
      eligible_share_bp: 8571,
      adoption_share_bp: 6666,
      match_share_bp: 7500,
      forwarded_share_bp: 2857,
    });
    expect(Object.fromEntries(report.fallbacks.map(({ reason, count }) => [reason, count]))).toEqual({
      ineligible: 1,
      declined: 1,
      offer_expired: 1,
      window_expired: 1,
      not_handed_in: 1,
    });
    expect(report.refunds.reduce((sum, { count }) => sum + count, 0)).toBe(7);
  });

  it('measures the stages in hours', async () => {
    await settle();
    const { stage_hours } = await shop.ask('getReport', period);
    expect(stage_hours).toMatchObject({ hand_in_to_delivery: 24, delivery_to_rating: 0, offer_to_choice: 0 });
    expect(stage_hours.intake_to_settlement).toBe(24);
  });

  it('leaves out what was created before or after', async () => {
    await settle();
    const later = { query: { from: after(START, { seconds: 1 }), to: after(START, { days: 60 }) } };
    expect(await shop.ask('getReport', later)).toMatchObject({ returns: 0, books: [] });
  });

  it('keeps the money of two currencies apart', async () => {
    await settle();
    const euros = await shop.ask('getReport', period);
    const { version } = await shop.ask('getPolicy');
    const body = { ...policyWith({}), currency: 'GBP' };
    await shop.ask('updatePolicy', { body }, { headers: { 'If-Match': `"${version}"` } });
    const order_line = { ...aReturn().order_line, unit_price: { amount: 7_999, currency: 'GBP' } };
    const deal = await match(shop, {
      returned: { order_line },
      ordered: { full_price: { amount: 7_999, currency: 'GBP' } },
    });
    await deliver(shop, deal);
    await rate(shop, deal, { verdict: 'positive' });
    await pay(shop, deal);
    const both = await shop.ask('getReport', period);
    expect(both.settled).toBe(2);
    expect(sumsOf(both.books)).toEqual({ EUR: 0, GBP: 0 });
    expect(both.books.filter(({ balance }) => balance.currency === 'EUR')).toEqual(euros.books);
    expect(both.settlement_net).toEqual({ ...euros.settlement_net, currency: 'GBP' });
    expect(both.saving_per_forward).toEqual(both.saving_total);
  });
});
