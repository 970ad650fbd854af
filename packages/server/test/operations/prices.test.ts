import { defaultPolicySettings, type Listing } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFor, orderNaming, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, eventsOf, list, listingOf, match, reset } from '../support/shop.ts';

const { economics, demand } = defaultPolicySettings.matching;
/** Forwards that save enough, and sell well enough, for the price to fall with each of three days. */
const deepening = policyWith({
  discount: {
    strategy: 'window',
    window: { steps: 3, response: { general_bp_per_point: 5_000, naming_bp_per_point: 5_000 } },
  },
  matching: {
    price_hold_minutes: 60,
    economics: { ...economics, return_leg: 1_500, waiting_cost_per_day: 0 },
    demand: { ...demand, default: { general_per_day: 0.2, naming_per_day: 0.1 }, by_category: {} },
  },
});
const DAY = 86_400;
const HOLD = 3600;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** A listing of 79.99 that opens at the start and falls after one day and after two. */
async function opened(): Promise<Listing> {
  await reset(sandbox, deepening);
  return listingOf(sandbox, await list(sandbox));
}

const at = (seconds: number) => after(START, { seconds });
const priceOf = ({ price_schedule = [] }: Listing, step: number) => {
  const found = price_schedule[step];
  if (found === undefined) throw new Error(`the listing has no step ${step}`);
  return found.price;
};
const read = ({ id }: Listing) => sandbox.call('getListing', { path: { listing_id: id } });

describe('the price of a listing that deepens over its window', () => {
  it('opens as the offer said, and says what it will be', async () => {
    const listing = await opened();
    const { offer } = await sandbox.ask('getReturn', { path: { return_id: listing.return_id } });
    expect(listing.price).toEqual(offer?.listing_price);
    expect(listing.price_schedule?.map(({ from }) => from)).toEqual([at(0), at(DAY), at(2 * DAY)]);
    const amounts = listing.price_schedule?.map(({ price }) => price.amount) ?? [];
    expect(amounts).toEqual([...new Set(amounts)].toSorted((a, b) => b - a));
    expect(amounts.every((amount) => amount >= 7_999 - 1_500 && amount <= 7_599)).toBe(true);
  });

  it.each([
    ['a second before a step', DAY - 1, 0],
    ['at a step', DAY, 1],
    ['a second after a step', DAY + 1, 1],
    ['after the window, what it showed last', 4 * DAY, 2],
  ])('is shown as of that moment: %s', async (_, seconds, step) => {
    const listing = await opened();
    const before = await read(listing);
    await advanceTo(sandbox, at(seconds));
    const price = priceOf(listing, step);
    const answer = await read(listing);
    expect(answer.body).toMatchObject({ price, discount: { amount: 7_999 - price.amount } });
    expect(answer.headers.get('etag') === before.headers.get('etag')).toBe(step === 0);
    const { status } = answer.body as Listing;
    const page = await sandbox.ask('listListings', { query: { sku: listing.sku, status } });
    expect(page.items).toEqual([answer.body]);
  });

  it.each([
    ['the next price, a second before its step', DAY - 1, 1, false],
    ['the price shown, a second before the next step', DAY - 1, 0, true],
    ['the price of a step, as it begins', DAY, 1, true],
    ['the price before, as a step begins', DAY, 0, true],
    ['the price before, a second before its hold ends', DAY + HOLD - 1, 0, true],
    ['the price before, as its hold ends', DAY + HOLD, 0, false],
    ['the price before, a second after its hold ended', DAY + HOLD + 1, 0, false],
  ])('binds an order that names %s: %s, step %s: %s', async (_, seconds, step, accepted) => {
    const listing = await opened();
    await advanceTo(sandbox, at(seconds));
    const offered_price = priceOf(listing, step);
    const answer = await sandbox.call('createOrder', { body: orderNaming(listing, { offered_price }) });
    if (accepted) {
      expect(answer.body).toMatchObject({ status: 'forward', price_due: offered_price });
    } else {
      expect(answer).toMatchObject({ status: 422, body: { code: 'price_not_shown' } });
    }
  });

  it('counts as shown in the bar that an order has to reach', async () => {
    const barAt = async (seconds: number) => {
      const { sku } = await opened();
      await advanceTo(sandbox, at(seconds));
      const { decision_id = '' } = await sandbox.ask('createOrder', { body: orderFor(sku) });
      const { candidates } = await sandbox.ask('getDecision', { path: { decision_id } });
      return candidates[0]?.threshold ?? 0;
    };
    // A second less to wait moves the bar by a fraction of a cent; a lower price lowers it by far more.
    expect(await barAt(DAY)).toBeLessThan((await barAt(DAY - 1)) - 10);
  });

  it('is in events as it was when they happened', async () => {
    const listing = await opened();
    await advanceTo(sandbox, at(DAY + 1));
    await sandbox.ask('withdrawListing', { path: { listing_id: listing.id }, body: {} });
    await advanceTo(sandbox, at(3 * DAY));
    const told = (await eventsOf(sandbox)).filter(({ type }) => type.startsWith('listing.'));
    const prices = told.map(({ type, data }) => [type, (data as Listing).price]);
    expect(prices).toEqual([
      ['listing.opened', priceOf(listing, 0)],
      ['listing.closed', priceOf(listing, 1)],
    ]);
    expect((await read(listing)).body).toMatchObject({ price: priceOf(listing, 1) });
  });

  it('goes on where it was when the item is listed once more', async () => {
    await reset(sandbox, deepening);
    const deal = await match(sandbox);
    const first = await sandbox.ask('getListing', { path: deal });
    await advanceTo(sandbox, at(DAY + 1));
    await sandbox.ask('cancelOrder', { path: deal, body: {} });
    const again = await listingOf(sandbox, await sandbox.ask('getReturn', { path: deal }));
    expect(again.id).not.toBe(first.id);
    expect(again).toMatchObject({
      opens_at: at(DAY + 1),
      closes_at: first.closes_at,
      price: priceOf(first, 1),
    });
    expect(again.price_schedule).toEqual([
      { from: at(DAY + 1), price: priceOf(first, 1) },
      ...(first.price_schedule ?? []).slice(2),
    ]);
  });
});
