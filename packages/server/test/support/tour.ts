import type { BodyOf } from './calls.ts';
import { aReturn, orderNaming, policyWith } from './requests.ts';
import { type Caller, START } from './sandbox.ts';
import {
  advanceTo,
  after,
  type Deal,
  deliver,
  drain,
  list,
  listingOf,
  match,
  pay,
  rate,
  reset,
  resolve,
  scan,
} from './shop.ts';

/** The words that consumers and staff say on the way; the privacy tests put markers in. */
export interface Words {
  readonly returned: Parameters<typeof aReturn>[0];
  readonly ordered: Partial<Parameters<typeof orderNaming>[1]>;
  readonly evidence: { readonly url: string; readonly note: string };
  readonly ratingNote: string;
  /** What staff add to what they do. */
  readonly remark: string;
}

export const plainWords: Words = {
  returned: {},
  ordered: {},
  evidence: { url: 'https://evidence.example/photo.jpg', note: 'as new' },
  ratingNote: 'fine',
  remark: 'as agreed',
};

/**
 * Makes every call of the contract that the server answers, each with every success that it declares but the 202 of
 * `advanceClock`. Answers the deal that went the whole way.
 */
export async function tour(caller: Caller, words: Words = plainWords): Promise<Deal> {
  await reset(caller);
  await readPublic(caller);
  const deal = await forwardOne(caller, words);
  await readAll(caller, deal);
  await seedAndSimulate(caller);
  await sideExits(caller, words);
  await disputeOne(caller, words);
  return deal;
}

async function readPublic(caller: Caller): Promise<void> {
  await caller.ask('getDiscovery');
  await caller.ask('getProblemType', { path: { code: 'offer_expired' } });
  const { product, order_line, reason, condition, withdrawal } = aReturn();
  await caller.ask('checkEligibility', {
    body: {
      product,
      unit_price: order_line.unit_price,
      reason_code: reason.code,
      condition,
      ship_from_country: 'NL',
      withdrawal,
      consumer: { ref: 'sender-of-preview' },
    },
  });
}

/** A return from its start to its closed books, read at every stage. */
async function forwardOne(caller: Caller, words: Words): Promise<Deal> {
  const offered = await caller.ask('createReturn', { body: aReturn(words.returned) });
  const path = { return_id: offered.id };
  await caller.ask('addEvidence', { path, body: { kind: 'photo', ...words.evidence } });
  const chosen = await caller.ask('chooseRoute', { path, body: { route: 'forward' } });
  const listing = await listingOf(caller, chosen);
  const order = await caller.ask('createOrder', { body: orderNaming(listing, words.ordered) });
  await drain(caller);
  const forward_id = order.forward_id ?? '';
  const deal = { return_id: offered.id, listing_id: listing.id, order_id: order.id, forward_id };
  for (const format of ['pdf', 'png', 'zpl'] as const)
    await caller.ask('getLabelDocument', { path: { forward_id, format } });
  await scan(caller, deal, 'picked_up', START);
  await scan(caller, deal, 'picked_up', START);
  await advanceTo(caller, after(START, { days: 1 }));
  await scan(caller, deal, 'delivered');
  const link = await caller.ask('createRatingLink', { path: { forward_id }, body: {} });
  const body = { verdict: 'negative' as const, issues: ['worn' as const], note: words.ratingNote };
  await caller.ask('redeemRating', { body }, { token: link.token });
  await readAll(caller, deal);
  await resolve(caller, deal, { outcome: 'release', note: words.remark });
  await pay(caller, deal);
  return deal;
}

/** Every reading operation, about one deal where it is about one. */
async function readAll(caller: Caller, deal: Deal): Promise<void> {
  const { return_id, listing_id, order_id, forward_id } = deal;
  const source = await caller.ask('getReturn', { path: { return_id } });
  const forward = await caller.ask('getForward', { path: { forward_id } });
  await caller.ask('getReturnTimeline', { path: { return_id } });
  for (const audience of ['consumer', 'support', 'finance'] as const)
    await caller.ask('explainReturn', { path: { return_id }, query: { audience } });
  await caller.ask('getListing', { path: { listing_id } });
  await caller.ask('getOrder', { path: { order_id } });
  await caller.ask('getDecision', { path: { decision_id: forward.decision_id } });
  await caller.ask('getLabel', { path: { forward_id } });
  for (const party of ['sender', 'buyer'] as const)
    await caller.ask('getTracking', { path: { forward_id }, query: { party } });
  await caller.ask('getRefund', { path: { refund_id: source.refund.id } });
  await caller.ask('getSettlement', { path: { settlement_id: forward.settlement_id ?? '' } });
  await readLists(caller);
}

async function readLists(caller: Caller): Promise<void> {
  await caller.ask('listReturns');
  await caller.ask('listListings', { query: { country: 'NL' } });
  await caller.ask('listOrders');
  await caller.ask('listForwards');
  await caller.ask('listDisputes');
  await caller.ask('listSettlements');
  const { items } = await caller.ask('listEvents', { query: { limit: 200 } });
  const oneOfEachType = new Map(items.map(({ type, id }) => [type, id]));
  for (const event_id of oneOfEachType.values()) await caller.ask('getEvent', { path: { event_id } });
  await caller.ask('getReport');
}

async function seedAndSimulate(caller: Caller): Promise<void> {
  await caller.ask('getClock');
  const seeded: BodyOf<'seedScenario'> = await caller.ask('seedScenario', {
    body: { scenario: 'return_matched' },
  });
  const body = { forward_id: seeded.forward_id ?? '', event: 'picked_up' } as const;
  await caller.ask('simulateCarrierEvent', { body });
}

/** What ends a return before its forward is settled. */
async function sideExits(caller: Caller, words: Words): Promise<void> {
  const again = { ...words.returned, external_id: 'tour-2', product: aReturn().product };
  const withdrawn = await list(caller, again);
  const path = { listing_id: withdrawn.listing_id ?? '' };
  const body = { note: words.remark };
  await caller.ask('withdrawListing', { path, body });
  const goods = { kind: 'restock' } as const;
  await caller.ask('recordDisposition', { path: { return_id: withdrawn.id }, body: goods });
  const cancelled = await match(caller);
  await caller.ask('cancelOrder', { path: { order_id: cancelled.order_id }, body });
  await caller.ask('cancelReturn', { path: { return_id: cancelled.return_id }, body });
  const lost = await match(caller);
  await scan(caller, lost, 'picked_up');
  await caller.ask('reportLost', { path: { forward_id: lost.forward_id }, body: {} });
  const closing = { path: { order_id: lost.order_id }, body: { outcome: 'fulfilled' } } as const;
  await caller.ask('closeOrder', closing);
}

async function disputeOne(caller: Caller, words: Words): Promise<void> {
  await reset(caller, policyWith({ refund: { trigger: 'handed_in' } }));
  const deal = await match(caller, { returned: words.returned ?? {}, ordered: words.ordered });
  await deliver(caller, deal);
  await rate(caller, deal, { verdict: 'negative', note: words.ratingNote });
  const [dispute] = (await caller.ask('listDisputes')).items;
  const path = { dispute_id: dispute?.id ?? '' };
  await caller.ask('getDispute', { path });
  await caller.ask('closeDispute', { path, body: { outcome: 'rejected' } });
  await readLists(caller);
}
