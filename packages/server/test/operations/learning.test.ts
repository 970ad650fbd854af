import type { PolicySettings } from '@open-return-forwarding/protocol';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newKey } from '../support/calls.ts';
import { amsterdam, aReturn, mark, orderFor, orderNaming, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  deliver,
  list,
  listingOf,
  match,
  pay,
  rate,
  reset,
  scan,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

/** What the server has noted, straight from its database. */
function noted(
  table: 'demand_evidence' | 'hand_in_cohorts' | 'category_ratings' | 'listing_classes',
): Record<string, unknown>[] {
  const database = new Database(sandbox.databaseFile, { readonly: true });
  try {
    return database.prepare<[], Record<string, unknown>>(`select * from ${table}`).all();
  } finally {
    database.close();
  }
}

const skip = (days: number) => advanceTo(sandbox, after(START, { days }));
const order = (sku: string, changes = {}) => sandbox.ask('createOrder', { body: orderFor(sku, changes) });

describe('what orders show', () => {
  it('starts the clock of an article with its first order, and counts those after it by kind', async () => {
    const sku = `COAT-${mark()}`;
    await order(sku);
    expect(noted('demand_evidence')).toMatchObject([{ sku, orders: 0, general: 0, naming: 0, days: 0 }]);
    await skip(1);
    await order(sku);
    await order(sku, { accepts: [], offered_price: undefined });
    const listed = await list(sandbox, { product: { sku, category: 'dresses', fit: 'high' } });
    const [before] = noted('demand_evidence');
    expect(before).toMatchObject({ orders: 1, general: 1, naming: 0 });
    expect(before?.days).toBeCloseTo(0.99, 2);
    await sandbox.ask('createOrder', { body: orderNaming(await listingOf(sandbox, listed)) });
    expect(noted('demand_evidence')).toMatchObject([{ orders: 2, naming: 1 }]);
  });

  it('counts the days on which a listing was open, so that it could be named', async () => {
    const sku = `COAT-${mark()}`;
    const coat = { product: { sku, category: 'coats', fit: 'high' as const } };
    await order(sku);
    await skip(1);
    const { id } = await list(sandbox, coat);
    await skip(2);
    const second = await list(sandbox, coat);
    await sandbox.ask('cancelReturn', { path: { return_id: id }, body: {} });
    await skip(3);
    await sandbox.ask('cancelReturn', { path: { return_id: second.id }, body: {} });
    await skip(6);
    await order(sku);
    const [seen] = noted('demand_evidence');
    expect(seen?.naming_days).toBeCloseTo(1.8, 1);
    expect(seen?.days).toBeCloseTo(5.6, 1);
    expect(seen?.listed).toBe(0);
  });

  it('counts an order once, however often it is sent, and a refused one never', async () => {
    const sku = `COAT-${mark()}`;
    await order(sku);
    const body = orderFor(sku);
    const key = newKey();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await sandbox.call('createOrder', { body }, { key })).status).toBe(201);
    }
    expect((await sandbox.call('createOrder', { body })).status).toBe(409);
    expect(noted('demand_evidence')).toMatchObject([{ orders: 1, general: 1 }]);
  });

  it('is forgotten with the sandbox', async () => {
    await order(`COAT-${mark()}`);
    await match(sandbox);
    await reset(sandbox);
    expect([...noted('demand_evidence'), ...noted('hand_in_cohorts')]).toEqual([]);
  });
});

describe('what senders and buyers show', () => {
  const cohort = { category: 'dresses', matched_on: START.slice(0, 10), limit_days: 3 };

  it('counts a match, the day of its hand-in, and the rating', async () => {
    const deals: Deal[] = [await match(sandbox), await match(sandbox)];
    expect(noted('hand_in_cohorts')).toMatchObject([{ ...cohort, matches: 2, handed_in: '[]' }]);
    await skip(2.5);
    for (const deal of deals) {
      await scan(sandbox, deal, 'picked_up');
      await scan(sandbox, deal, 'in_transit');
      await scan(sandbox, deal, 'delivered');
    }
    expect(noted('hand_in_cohorts')).toMatchObject([{ ...cohort, handed_in: '[0,0,2]', withdrawn: '[]' }]);
    const [first, second] = deals as [Deal, Deal];
    await rate(sandbox, first, { verdict: 'negative', issues: ['damaged'] });
    expect(noted('category_ratings')).toMatchObject([{ acceptable: 0, unacceptable: 1 }]);
    await skip(60);
    await pay(sandbox, second);
    expect(noted('category_ratings')).toMatchObject([
      { category: 'dresses', acceptable: 1, unacceptable: 1 },
    ]);
  });

  it('counts a hand-in on the day on which it was scanned, also where that becomes known after the forward was reverted', async () => {
    const deal = await match(sandbox);
    await skip(5);
    await scan(sandbox, deal, 'picked_up', after(START, { hours: 20 }));
    expect(noted('hand_in_cohorts')).toMatchObject([{ handed_in: '[1]' }]);
  });

  it.each<[string, (deal: Deal) => Promise<unknown>, string]>([
    [
      'takes a match out that its buyer cancelled',
      ({ order_id }) => sandbox.ask('cancelOrder', { path: { order_id }, body: {} }),
      '[0,0,1]',
    ],
    [
      'leaves a match in that its sender cancelled: it is not handed in',
      ({ return_id }) => sandbox.ask('cancelReturn', { path: { return_id }, body: {} }),
      '[]',
    ],
    ['leaves a match in that was not handed in in time', () => skip(20), '[]'],
  ])('%s', async (_, end, withdrawn) => {
    const deal = await match(sandbox);
    await skip(2.2);
    await end(deal);
    expect(noted('hand_in_cohorts')).toMatchObject([{ ...cohort, matches: 1, handed_in: '[]', withdrawn }]);
  });
});

describe('what was learned', () => {
  const { product, condition, order_line } = aReturn();
  const check = async (sku: string, criterion: string) => {
    const { assessment } = await sandbox.ask('checkEligibility', {
      body: {
        product: { ...product, sku },
        unit_price: order_line.unit_price,
        reason_code: 'size_too_small',
        condition,
        ship_from_country: amsterdam.country,
      },
    });
    return assessment.criteria.find((each) => each.criterion === criterion);
  };
  const demanding = (learning: boolean): PolicySettings => {
    const policy = policyWith({ eligibility: { minimum_match_probability_bp: 6_000 } });
    const { learning: rates, ...demand } = policy.matching.demand;
    const rate = { general_per_day: 0.2, naming_per_day: 0 };
    const written = { ...demand, by_category: {}, default: rate };
    const decided = learning && rates !== undefined ? { ...written, learning: rates } : written;
    return { ...policy, matching: { ...policy.matching, demand: decided } };
  };

  it.each([
    ['is offered where the policy learns', true, 'pass'],
    ['is not offered where it does not', false, 'fail'],
  ])('an article that sells better than the policy says %s', async (_, learning, outcome) => {
    await reset(sandbox, demanding(learning));
    const sku = `COAT-${mark()}`;
    expect((await check(sku, 'demand'))?.outcome).toBe('fail');
    for (let day = 0; day < 5; day += 1) {
      await skip(day);
      for (let i = 0; i < 5; i += 1) await order(sku);
    }
    expect((await check(sku, 'demand'))?.outcome).toBe(outcome);
    const { assessment } = await sandbox.ask('createReturn', {
      body: aReturn({ product: { ...product, sku } }),
    });
    expect(assessment?.criteria.find((each) => each.criterion === 'demand')?.outcome).toBe(outcome);
    expect((await check(`COAT-${mark()}`, 'demand'))?.outcome).toBe('fail');
  });

  it('a category whose items are not accepted is no longer worth a forward', async () => {
    const prior = { acceptable: 9, unacceptable: 1 };
    const policy = policyWith({});
    const economics = { ...policy.matching.economics, acceptable_rating: prior, bad_rating_loss: 4_000 };
    await reset(sandbox, { ...policy, matching: { ...policy.matching, economics } });
    expect((await check('COAT', 'value'))?.outcome).toBe('pass');
    const deals = [await match(sandbox), await match(sandbox), await match(sandbox), await match(sandbox)];
    for (const deal of deals) {
      await deliver(sandbox, deal);
      await rate(sandbox, deal, { verdict: 'negative', issues: ['damaged'] });
    }
    expect((await check('COAT', 'value'))?.outcome).toBe('fail');
  });

  it('decides and is shown with every decision', async () => {
    const policy = policyWith({});
    const { learning = { prior_days: 10, half_life_days: 30 }, ...demand } = policy.matching.demand;
    const written = { general_per_day: 0.5, naming_per_day: 0.1 };
    const taught = { ...demand, by_category: {}, default: written, learning };
    await reset(sandbox, { ...policy, matching: { ...policy.matching, demand: taught } });
    const sku = `COAT-${mark()}`;
    for (let day = 0; day < 4; day += 1) {
      await skip(day);
      for (let i = 0; i < 3; i += 1) await order(sku);
    }
    await list(sandbox, { product: { ...product, sku } });
    const { decision_id = '' } = await order(sku);
    const { inputs, waiting_problems } = await sandbox.ask('getDecision', { path: { decision_id } });
    expect(inputs.general_per_day).toBeGreaterThan(1);
    // Nobody could have named a listing: there was none.
    expect(inputs.naming_per_day).toBe(0.1);
    const [problem] = waiting_problems ?? [];
    expect(problem?.general).toMatchObject({ prior_per_day: 0.5, per_day: inputs.general_per_day });
    expect(problem?.general.orders).toBeCloseTo(10.5, 0);
  });

  it("a sender's rating moves what else that sender has listed to another class", async () => {
    const sender = { ref: `sender-${mark()}` };
    const deal = await match(sandbox, { returned: { consumer: sender } });
    const sku = `COAT-${mark()}`;
    const coat = { ...product, sku, category: 'coats' };
    for (let i = 0; i < 2; i += 1) await list(sandbox, { consumer: sender, product: coat });
    await list(sandbox, { product: coat });
    expect(noted('listing_classes')).toMatchObject([{ sku, listings: 3 }]);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'negative', issues: ['damaged'] });
    const classes = noted('listing_classes');
    expect(classes.map(({ listings }) => listings).toSorted()).toEqual([1, 2]);
    const { decision_id = '' } = await order(sku);
    const { candidates } = await sandbox.ask('getDecision', { path: { decision_id } });
    const accepted = candidates.map(({ components }) => components?.acceptable_probability);
    expect(accepted).toEqual([0.98, 0.9608, 0.9608]);
  });

  it('a category whose senders do not hand in is no longer worth a forward', async () => {
    const policy = policyWith({});
    const learning = { prior_matches: 2, memory_days: 30 };
    const economics = {
      ...policy.matching.economics,
      hand_in_learning: learning,
      missed_hand_in_loss: 500,
    };
    await reset(sandbox, { ...policy, matching: { ...policy.matching, economics } });
    expect((await check('COAT', 'value'))?.outcome).toBe('pass');
    for (let i = 0; i < 6; i += 1) await match(sandbox);
    expect((await check('COAT', 'value'))?.outcome).toBe('pass');
    await skip(12);
    expect((await check('COAT', 'value'))?.outcome).toBe('fail');
    await skip(50);
    expect((await check('COAT', 'value'))?.outcome).toBe('pass');
  });
});
