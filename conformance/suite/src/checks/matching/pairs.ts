import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { fact, member, same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, hoursAfter, START } from '../../stage/messages.ts';
import { lookAtOrder } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, drain, fresh, listedReturn, placeOrder, read, succeeds } from '../../stage/stage.ts';
import { candidatesOf } from './record.ts';

export const checks = [
  scopedCheck({
    id: 'matching.pairs-that-may-not-be',
    title:
      'Nobody gets an item that is their own, of a grade not asked for, or across a border not permitted',
    requirements: ['ORF-MAT-001'],
    run: pairsThatMayNotBe,
  }),
  scopedCheck({
    id: 'matching.never-at-a-loss',
    title: 'No forward is made that is worth no more than the warehouse route, named or not',
    requirements: ['ORF-MAT-002'],
    run: neverAtALoss,
  }),
  scopedCheck({
    id: 'matching.every-listing-weighed',
    title: 'An order is weighed against every active listing of its article',
    requirements: ['ORF-MAT-005'],
    run: everyListing,
  }),
  scopedCheck({
    id: 'matching.pending-orders-weighed',
    title: 'Orders that wait are weighed when a listing opens, and once more before it expires',
    requirements: ['ORF-MAT-006'],
    run: pendingOrders,
  }),
];

/** Orders that may not have a like-new item of a Dutch sender. */
function strangers(sender: string): Record<string, Change> {
  return {
    'the sender, in general': { buyer_ref: sender },
    'a buyer who takes no grade': { accepts: [] },
    'a buyer who takes another grade': { accepts: ['open_box'] },
    'a buyer in a country that is not served': { ship_to: { country: 'US', postal_code: '10001' } },
    'a buyer across a border that is closed': { ship_to: { country: 'FR', postal_code: '75001' } },
  };
}

async function pairsThatMayNotBe(trial: Trial): Promise<void> {
  await fresh(trial);
  const sender = trial.unique('sender');
  const { listing_id } = await listedReturn(trial, { consumer: { ref: sender } });
  const taken = await listedReturn(trial, { product: { sku: 'DRESS-2' } });
  const all: Record<string, Change> = {
    ...strangers(sender),
    'the sender, who names it': { buyer_ref: sender, listing_id, accepts: [] },
    'a buyer abroad who names it': {
      listing_id,
      accepts: [],
      ship_to: { country: 'FR', postal_code: '75001' },
    },
    'a buyer who names another one': { listing_id: taken.listing_id },
  };
  for (const [who, change] of Object.entries(all)) {
    const order = await placeOrder(trial, change);
    trial.judge('ORF-MAT-001', same(`forward for ${who}`, order.forward_id, undefined));
  }
  const other = await placeOrder(trial);
  trial.need('anybody else gets it', same('status', other.status, 'forward'));
}

/** A parcel abroad costs far more than it saves. */
const DEAR: Change = {
  matching: {
    economics: { by_lane: [], forward_leg: { same_zone: 600, same_country: 650, cross_border: 90_000 } },
  },
};

async function neverAtALoss(trial: Trial): Promise<void> {
  await fresh(trial, { policy: DEAR });
  const { listing_id } = await listedReturn(trial);
  const abroad = { ship_to: { country: 'DE', postal_code: '10115' } };
  for (const change of [abroad, { ...abroad, listing_id, accepts: [] }]) {
    const order = await placeOrder(trial, change);
    trial.judge('ORF-MAT-002', same('forward at a loss', order.forward_id, undefined));
  }
  const given = {
    offered_price: { amount: 0, tax_amount: 0 },
    full_price: { amount: 90_000, tax_amount: 0 },
  };
  const free = await placeOrder(trial, given);
  trial.judge('ORF-MAT-002', same('forward for a discount that eats it up', free.forward_id, undefined));
  const other = await placeOrder(trial, { listing_id, accepts: [] });
  trial.need('a buyer at home gets it', same('status', other.status, 'forward'));
}

async function everyListing(trial: Trial): Promise<void> {
  await fresh(trial);
  const buyer = trial.unique('buyer');
  const open: unknown[] = [];
  for (const ref of [buyer, trial.unique('sender'), trial.unique('sender')])
    open.push((await listedReturn(trial, { consumer: { ref } })).listing_id);
  await listedReturn(trial, { product: { sku: 'DRESS-2' } });
  const order = await placeOrder(trial, { buyer_ref: buyer });
  trial.need(
    'the order was decided by a record',
    fact('a decision_id', typeof order.decision_id === 'string', { actual: order }),
  );
  const decision = await read(trial, 'getDecision', { decision_id: String(order.decision_id) });
  const weighed = candidatesOf(decision)
    .filter(({ order_id }) => order_id === order.id)
    .map(({ listing_id }) => String(listing_id));
  trial.judge(
    'ORF-MAT-005',
    same('listings that were weighed', weighed.toSorted(), open.map(String).toSorted()),
    fact('an order that is forwarded, although the first listing is its own', order.status === 'forward', {
      actual: order.status,
    }),
  );
}

async function pendingOrders(trial: Trial): Promise<void> {
  await fresh(trial);
  const hold_until = hoursAfter(START, 200);
  const abroad = { ship_to: { country: 'FR', postal_code: '75001' } };
  const far = await placeOrder(trial, { hold_until, ...abroad });
  const source = await listedReturn(trial);
  await drain(trial);
  await isWeighed(trial, { order: far, kind: 'listing_opened', listing_id: source.listing_id });
  const { closes_at } = await read(trial, 'getListing', { listing_id: String(source.listing_id) });
  await advance(trial, { to: String(closes_at) });
  await isWeighed(trial, { order: far, kind: 'window_closing', listing_id: source.listing_id });
  const near = await placeOrder(trial, { hold_until });
  await listedReturn(trial);
  await drain(trial);
  const taken = await lookAtOrder(trial, { order_id: String(near.id) });
  trial.judge('ORF-MAT-006', member(taken, '/status', 'forward'));
}

interface Weighed {
  readonly order: JsonObject;
  readonly kind: string;
  readonly listing_id: unknown;
}

/** The latest decision about an order that no listing can serve. */
async function isWeighed(trial: Trial, { order, kind, listing_id }: Weighed): Promise<void> {
  const seen = await lookAtOrder(trial, { order_id: String(order.id) });
  const decision_id = at(seen.json, '/decision_id');
  trial.judge(
    'ORF-MAT-006',
    fact(`a record of ${kind}`, typeof decision_id === 'string', { actual: decision_id, reply: seen }),
  );
  if (typeof decision_id !== 'string') return;
  const reply = await succeeds(trial, 'getDecision', { path: { decision_id } });
  const pairs = candidatesOf(isObject(reply.json) ? reply.json : {});
  trial.judge(
    'ORF-MAT-006',
    member(reply, '/kind', kind),
    same(
      'the pair',
      pairs.some((pair) => pair.order_id === order.id && pair.listing_id === listing_id),
      true,
    ),
  );
}
