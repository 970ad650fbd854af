import { at } from '../../contract/documents.ts';
import { member, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, hoursAfter, START } from '../../stage/messages.ts';
import { lookAtOrder } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, placeOrder } from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'orders.named-listing-not-to-be-had',
    title:
      'An order whose listing is gone goes to the warehouse or is cancelled, as it asked, with the reason',
    requirements: ['ORF-ORD-004'],
    run: notToBeHad,
  }),
  scopedCheck({
    id: 'orders.named-listing-not-worth-it',
    title: 'An order whose listing is of another article, or not worth a forward, is told so',
    requirements: ['ORF-ORD-004'],
    run: notWorthIt,
  }),
];

interface Expected {
  readonly named: Change;
  readonly reason: string;
}

/** Asked for in both ways: served from stock otherwise, or not at all. */
async function cannotBeHad(trial: Trial, { named, reason }: Expected): Promise<void> {
  const ways = { fulfil_new: 'warehouse', cancel: 'cancelled' };
  for (const [on_unavailable, expected] of Object.entries(ways)) {
    const order = await placeOrder(trial, { accepts: [], ...named, on_unavailable });
    const reply = await lookAtOrder(trial, { order_id: String(order.id) });
    trial.judge(
      'ORF-ORD-004',
      member(reply, '/status', expected),
      member(reply, '/fulfilment/source', expected === 'cancelled' ? 'none' : 'warehouse'),
      member(reply, '/fulfilment/reason_code', reason),
    );
  }
}

async function notToBeHad(trial: Trial): Promise<void> {
  await fresh(trial);
  const taken = await listedReturn(trial);
  const winner = await placeOrder(trial, {
    listing_id: taken.listing_id,
    accepts: [],
    on_unavailable: 'cancel',
  });
  trial.need('the first order has it', same('status', winner.status, 'forward'));
  await cannotBeHad(trial, { named: { listing_id: taken.listing_id }, reason: 'listing_taken' });
  const withdrawn = await listedReturn(trial);
  const path = { listing_id: String(withdrawn.listing_id) };
  trial.need('it is withdrawn', status(await trial.call('withdrawListing', { path, body: {} }), 200));
  await cannotBeHad(trial, { named: { listing_id: withdrawn.listing_id }, reason: 'listing_closed' });
  const expired = await listedReturn(trial);
  await advance(trial, { to: hoursAfter(START, 72) });
  await cannotBeHad(trial, { named: { listing_id: expired.listing_id }, reason: 'listing_closed' });
}

async function notWorthIt(trial: Trial): Promise<void> {
  const economics = { by_lane: [], forward_leg: { same_zone: 600, same_country: 650, cross_border: 90_000 } };
  await fresh(trial, { policy: { matching: { cross_border: [{ from: 'NL', to: 'DE' }], economics } } });
  const { listing_id } = await listedReturn(trial);
  await cannotBeHad(trial, { named: { listing_id, sku: 'ANOTHER-ONE' }, reason: 'no_listing' });
  const abroad = { listing_id, ship_to: { country: 'DE', postal_code: '10115' } };
  await cannotBeHad(trial, { named: abroad, reason: 'value_below_warehouse' });
  const beyond = { listing_id, ship_to: { country: 'BE', postal_code: '1000' } };
  await cannotBeHad(trial, { named: beyond, reason: 'cross_border_not_permitted' });
  const twin = await placeOrder(trial, { listing_id, accepts: [] });
  const reply = await lookAtOrder(trial, { order_id: String(twin.id) });
  trial.need('a buyer at home gets it', same('status', at(reply.json, '/status'), 'forward'));
}
