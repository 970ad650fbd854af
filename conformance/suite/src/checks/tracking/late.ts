import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { member, present, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf } from '../../stage/events.ts';
import { hoursAfter, START } from '../../stage/messages.ts';
import {
  books,
  confirm,
  instantOf,
  look,
  lookAtOrder,
  lookAtReturn,
  notHandedIn,
  rate,
  scan,
  VOIDS_LATER,
} from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import {
  advance,
  carrierReports,
  drain,
  fresh,
  type Match,
  matched,
  placeOrder,
  readUntil,
  succeeds,
} from '../../stage/stage.ts';

/** An hour after the match: long before the forward was reverted. */
const EARLIER = hoursAfter(START, 1);
const PICKED_UP = { status: 'picked_up', occurred_at: EARLIER };

const credible = coreCheck({
  id: 'tracking.late',
  title:
    'A hand-in that comes to light after the revert makes the forward late, and its order and return come back',
  requirements: ['ORF-TRK-008', 'ORF-TRK-009', 'ORF-TRK-011'],
  run: async (trial) => {
    await fresh(trial);
    const match = await notHandedIn(trial);
    const reply = await scan(trial, match, PICKED_UP);
    trial.must('ORF-TRK-008', status(reply, 201), member(reply, '/effect', 'applied'));
    const forward = await look(trial, match);
    trial.must('ORF-TRK-008', member(forward, '/status', 'late'), member(forward, '/handed_in_late', true));
    const source = await lookAtReturn(trial, match);
    trial.judge(
      'ORF-TRK-009',
      member(source, '/status', 'in_forward'),
      member(source, '/refund/status', 'not_due'),
    );
    const order = await lookAtOrder(trial, match);
    trial.judge('ORF-TRK-011', member(order, '/status', 'forward'));
    trial.judge('ORF-TRK-011', same('intercept', at(forward.json, '/intercept') ?? false, false));
  },
});

/** A scan made when the label ended brings nothing back; one made before does. */
async function countsUntil(trial: Trial, match: Match, end: string): Promise<void> {
  const after = await scan(trial, match, { status: 'picked_up', occurred_at: end });
  trial.judge('ORF-TRK-008', status(after, 201), member(after, '/effect', 'recorded'));
  trial.judge('ORF-TRK-008', member(await look(trial, match), '/status', 'reverted'));
  const before = await scan(trial, match, PICKED_UP);
  trial.judge('ORF-TRK-008', status(before, 201), member(before, '/effect', 'applied'));
  trial.judge('ORF-TRK-008', member(await look(trial, match), '/status', 'late'));
}

const voided = coreCheck({
  id: 'tracking.late_after_void',
  title: 'Once the label is void a scan brings nothing back, unless it was made before',
  requirements: ['ORF-TRK-008'],
  run: async (trial) => {
    await fresh(trial);
    const match = await notHandedIn(trial);
    await carrierReports(trial, { forward_id: match.forward_id, event: 'void_confirmed' });
    const voided_at = await instantOf(trial, match, '/label/voided_at');
    await countsUntil(trial, match, voided_at);
  },
});

const expired = coreCheck({
  id: 'tracking.late_after_expiry',
  title: 'Once the label has expired a scan brings nothing back, unless it was made before',
  requirements: ['ORF-TRK-008'],
  run: async (trial) => {
    await fresh(trial);
    const match = await notHandedIn(trial);
    const expires_at = await instantOf(trial, match, '/label/expires_at');
    await advance(trial, { to: expires_at });
    await countsUntil(trial, match, expires_at);
  },
});

const elsewhere = coreCheck({
  id: 'tracking.late_elsewhere',
  title: 'A scan of an item that has reached the retailer is recorded only',
  requirements: ['ORF-TRK-008'],
  run: async (trial) => {
    await fresh(trial);
    const match = await notHandedIn(trial);
    await succeeds(trial, 'recordDisposition', {
      path: { return_id: match.return_id },
      body: { kind: 'restock' },
    });
    const reply = await scan(trial, match, PICKED_UP);
    trial.judge('ORF-TRK-008', status(reply, 201), member(reply, '/effect', 'recorded'));
    trial.judge('ORF-TRK-008', member(await look(trial, match), '/status', 'reverted'));
  },
});

/** The buyer of a match has cancelled: the item is listed again, and its first label not void yet. */
async function listedAgain(trial: Trial): Promise<{ match: Match; listing_id: string }> {
  const match = await matched(trial, { return: VOIDS_LATER });
  await advance(trial, { seconds: 7200 });
  await succeeds(trial, 'cancelOrder', { path: { order_id: match.order_id }, body: {} });
  await drain(trial);
  const source = await readUntil(
    trial,
    { operation: 'getReturn', path: { return_id: match.return_id } },
    ({ status: now, listing_id }) => now === 'listed' && listing_id !== match.listing_id,
  );
  return { match, listing_id: String(source.listing_id) };
}

/** A hand-in comes to light when the forward is over. Answers the forward, which is late now. */
async function comesToLight(trial: Trial, match: Match, occurred_at = EARLIER): Promise<Reply> {
  const reply = await scan(trial, match, { status: 'picked_up', occurred_at });
  trial.need('a late hand-in', status(reply, 201));
  const forward = await look(trial, match);
  trial.need('the forward is late', member(forward, '/status', 'late'));
  return forward;
}

const supersedesListing = coreCheck({
  id: 'tracking.late_supersedes_listing',
  title:
    'A late hand-in withdraws the listing that was begun with the item since; the buyer who cancelled stays away',
  requirements: ['ORF-TRK-009', 'ORF-TRK-011'],
  run: async (trial) => {
    await fresh(trial);
    const { match, listing_id } = await listedAgain(trial);
    const forward = await comesToLight(trial, match);
    const listing = await trial.call('getListing', { path: { listing_id } });
    trial.judge(
      'ORF-TRK-009',
      member(listing, '/status', 'withdrawn'),
      member(listing, '/closed_reason', 'superseded'),
    );
    trial.judge('ORF-TRK-009', member(await lookAtReturn(trial, match), '/status', 'in_forward'));
    trial.judge('ORF-TRK-011', member(forward, '/intercept', true));
    trial.judge('ORF-TRK-011', member(await lookAtOrder(trial, match), '/status', 'cancelled'));
  },
});

const supersedesForward = coreCheck({
  id: 'tracking.late_supersedes_forward',
  title: 'A late hand-in ends another forward of the item as superseded, and the warehouse serves its buyer',
  requirements: ['ORF-TRK-009'],
  run: async (trial) => {
    await fresh(trial);
    const { match } = await listedAgain(trial);
    const order = await placeOrder(trial);
    trial.need(
      'a second match',
      present(await lookAtOrder(trial, { order_id: String(order.id) }), '/forward_id'),
    );
    const second = { forward_id: String(order.forward_id), order_id: String(order.id) };
    await comesToLight(trial, match);
    const forward = await look(trial, second);
    trial.judge(
      'ORF-TRK-009',
      member(forward, '/status', 'reverted'),
      member(forward, '/revert_reason', 'superseded'),
    );
    trial.judge('ORF-TRK-009', member(await lookAtOrder(trial, second), '/status', 'warehouse'));
    const source = await lookAtReturn(trial, match);
    trial.judge(
      'ORF-TRK-009',
      member(source, '/status', 'in_forward'),
      member(source, '/forward_id', match.forward_id),
    );
  },
});

const served = coreCheck({
  id: 'tracking.late_served',
  title:
    'An order that was closed, or whose sender cancelled, stays as it is and the parcel is to be intercepted',
  requirements: ['ORF-TRK-011'],
  run: async (trial) => {
    await fresh(trial);
    const closed = await notHandedIn(trial);
    await succeeds(trial, 'closeOrder', {
      path: { order_id: closed.order_id },
      body: { outcome: 'fulfilled' },
    });
    await comesToLight(trial, closed);
    trial.judge('ORF-TRK-011', member(await look(trial, closed), '/intercept', true));
    trial.judge('ORF-TRK-011', member(await lookAtOrder(trial, closed), '/status', 'fulfilled'));

    const kept = await matched(trial, { return: VOIDS_LATER });
    await succeeds(trial, 'cancelReturn', { path: { return_id: kept.return_id }, body: {} });
    const created = await trial.call('getForward', { path: { forward_id: kept.forward_id } });
    const occurred_at = String(at(created.json, '/created_at'));
    await comesToLight(trial, kept, occurred_at);
    trial.judge('ORF-TRK-011', member(await look(trial, kept), '/intercept', true));
    trial.judge('ORF-TRK-011', member(await lookAtOrder(trial, kept), '/status', 'warehouse'));
    trial.need(
      'the sender keeps to the cancel',
      member(await lookAtReturn(trial, kept), '/status', 'cancelled'),
    );
  },
});

const noIncentive = coreCheck({
  id: 'tracking.late_incentive',
  title: 'A forward that was late pays the refund and no incentive, however well it is rated',
  requirements: ['ORF-TRK-010'],
  run: async (trial) => {
    await fresh(trial);
    const match = await notHandedIn(trial);
    trial.need('a late hand-in', status(await scan(trial, match, PICKED_UP), 201));
    const arrived = { status: 'delivered', occurred_at: hoursAfter(START, 2) };
    trial.need('a delivery', status(await scan(trial, match, arrived), 201));
    trial.need('a rating', status(await rate(trial, match, { verdict: 'positive' }), 201));
    trial.need('a payment', status(await confirm(trial, match), 200));
    const reply = await books(trial, match);
    trial.need('books', status(reply, 200), member(reply, '/status', 'settled'));
    const entries = at(reply.json, '/entries');
    const granted = (Array.isArray(entries) ? entries : []).filter((line) =>
      String(at(line, '/cause')).startsWith('incentive'),
    );
    trial.judge('ORF-TRK-010', { ...same('lines of an incentive', granted, []), step: reply.step });
    const settled = await eventsOf(trial, { type: 'forward.settled', subject_id: match.forward_id });
    trial.need('forward.settled', same('how often', settled.length, 1));
  },
});

export const checks: readonly Check[] = [
  credible,
  voided,
  expired,
  elsewhere,
  supersedesListing,
  supersedesForward,
  served,
  noIncentive,
];
