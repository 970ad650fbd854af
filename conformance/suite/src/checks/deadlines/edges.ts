import { at, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { member, present, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf } from '../../stage/events.ts';
import { hoursAfter, secondsAfter } from '../../stage/messages.ts';
import { instantOf, look, lookAtOrder, lookAtReturn, VOIDS_LATER } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, matched, placeOrder, startReturn } from '../../stage/stage.ts';

/** A moment that a document shows. Blocks the check where it shows none. */
function moment(trial: Trial, document: JsonObject, pointer: string): string {
  const text = at(document, pointer);
  trial.need(pointer, {
    holds: typeof text === 'string' && !Number.isNaN(Date.parse(text)),
    expected: 'an instant',
    actual: JSON.stringify(text ?? null),
  });
  return String(text);
}

async function listingOf(trial: Trial, source: JsonObject): Promise<JsonObject> {
  const path = { listing_id: String(source.listing_id) };
  return trial.needObject('getListing', await trial.call('getListing', { path }), 200);
}

const edges = coreCheck({
  id: 'deadlines.edges',
  title: 'Offer, window and reminder are as before one second before they end, and over at that instant',
  requirements: ['ORF-TIM-001'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const offered = await startReturn(trial);
    const listed = await listedReturn(trial);
    const listing = await listingOf(trial, listed);
    const reminder = hoursAfter(await instantOf(trial, match, '/label/issued_at'), 24);
    const reminders = async () =>
      (await eventsOf(trial, { type: 'forward.ship_by_reminder', subject_id: match.forward_id })).length;
    await advance(trial, { to: secondsAfter(reminder, -1) });
    trial.judge('ORF-TIM-001', same('reminders', await reminders(), 0));
    await advance(trial, { to: reminder });
    trial.judge('ORF-TIM-001', same('reminders', await reminders(), 1));

    const expires = moment(trial, offered, '/offer/expires_at');
    const source = { return_id: String(offered.id) };
    await advance(trial, { to: secondsAfter(expires, -1) });
    trial.judge('ORF-TIM-001', member(await lookAtReturn(trial, source), '/status', 'offered'));
    await advance(trial, { to: expires });
    trial.judge('ORF-TIM-001', member(await lookAtReturn(trial, source), '/status', 'to_warehouse'));

    const closes = moment(trial, listing, '/closes_at');
    const path = { listing_id: String(listing.id) };
    await advance(trial, { to: secondsAfter(closes, -1) });
    trial.judge('ORF-TIM-001', member(await trial.call('getListing', { path }), '/status', 'active'));
    await advance(trial, { to: closes });
    trial.judge('ORF-TIM-001', member(await trial.call('getListing', { path }), '/status', 'expired'));
  },
});

const expiry = coreCheck({
  id: 'deadlines.label_expiry',
  title: 'A label of a reverted forward is good one second before it expires, and expired at that instant',
  requirements: ['ORF-TIM-001'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial, { return: VOIDS_LATER });
    const expires = await instantOf(trial, match, '/label/expires_at');
    await advance(trial, { to: secondsAfter(expires, -1) });
    trial.judge('ORF-TIM-001', member(await look(trial, match), '/label/status', 'void_requested'));
    await advance(trial, { to: expires });
    trial.judge('ORF-TIM-001', member(await look(trial, match), '/label/status', 'expired'));
  },
});

const commands = coreCheck({
  id: 'deadlines.commands',
  title:
    'From the end of a window on its listing takes no command and no order; a second before it takes them',
  requirements: ['ORF-TIM-002'],
  run: async (trial) => {
    await fresh(trial);
    const [first, second, third] = [
      await listedReturn(trial),
      await listedReturn(trial),
      await listedReturn(trial),
    ];
    const listing = await listingOf(trial, first);
    const closes = moment(trial, listing, '/closes_at');
    const withdraw = (source: JsonObject) =>
      trial.call('withdrawListing', { path: { listing_id: String(source.listing_id) }, body: {} });
    const cancel = (source: JsonObject) =>
      trial.call('cancelReturn', { path: { return_id: String(source.id) }, body: {} });
    await advance(trial, { to: secondsAfter(closes, -1) });
    trial.judge('ORF-TIM-002', status(await withdraw(second), 200));
    trial.judge('ORF-TIM-002', status(await cancel(third), 200));
    await advance(trial, { to: closes });
    trial.judge('ORF-TIM-002', problem(await withdraw(first), 'illegal_transition', 409));
    trial.judge('ORF-TIM-002', problem(await cancel(first), 'illegal_transition', 409));
    const named = { listing_id: String(first.listing_id), offered_price: listing.price };
    const placed = await placeOrder(trial, named);
    const order = await lookAtOrder(trial, { order_id: String(placed.id) });
    trial.judge(
      'ORF-TIM-002',
      present(order, '/forward_id', false),
      member(order, '/fulfilment/reason_code', 'listing_closed'),
    );
  },
});

const cancels = coreCheck({
  id: 'deadlines.late_cancels',
  title: 'A cancel at the end of the hand-in finds the order at the warehouse already',
  requirements: ['ORF-TIM-002'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    await advance(trial, { to: await instantOf(trial, match, '/hand_in_closes_at') });
    const cancelled = await trial.call('cancelOrder', { path: { order_id: match.order_id }, body: {} });
    trial.judge('ORF-TIM-002', status(cancelled, 200), member(cancelled, '/status', 'cancelled'));
    trial.judge('ORF-TIM-002', member(await look(trial, match), '/revert_reason', 'not_handed_in'));
    const source = await lookAtReturn(trial, match);
    trial.judge('ORF-TIM-002', member(source, '/route/reason_code', 'not_handed_in'));
  },
});

export const checks: readonly Check[] = [edges, expiry, commands, cancels];
