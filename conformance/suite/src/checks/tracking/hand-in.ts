import type { Check } from '../../run/check.ts';
import { instant, member, present, same, status } from '../../run/claim.ts';
import { effectiveTime, eventsOf, happenedOnce, ofTypes } from '../../stage/events.ts';
import { secondsAfter } from '../../stage/messages.ts';
import { instantOf, look, lookAtOrder, lookAtReturn, scan, VOIDS_LATER } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, matched, timeNow } from '../../stage/stage.ts';

/** Scans that prove a hand-in, and what the forward is after them. */
const PROOFS: Readonly<Record<string, string>> = {
  picked_up: 'handed_in',
  in_transit: 'in_transit',
  out_for_delivery: 'in_transit',
  ready_for_pickup: 'in_transit',
  delivery_failed: 'in_transit',
  delivery_delayed: 'in_transit',
  on_hold: 'in_transit',
  delivered: 'delivered',
  return_to_sender: 'undeliverable',
};

const proofs = coreCheck({
  id: 'tracking.hand_in',
  title: 'Whatever the first scan says of a parcel on its way, the sender has handed it in',
  requirements: ['ORF-TRK-001'],
  run: async (trial) => {
    await fresh(trial);
    for (const [seen, then] of Object.entries(PROOFS)) {
      const match = await matched(trial);
      const occurred_at = await timeNow(trial);
      const reply = await scan(trial, match, { status: seen, occurred_at });
      trial.judge('ORF-TRK-001', status(reply, 201), member(reply, '/effect', 'applied'));
      const forward = await look(trial, match);
      trial.judge(
        'ORF-TRK-001',
        member(forward, '/status', then),
        instant(forward, '/tracking/handed_in_at', occurred_at),
      );
      trial.judge('ORF-TRK-001', await happenedOnce(trial, 'forward.handed_in', match.forward_id));
    }
  },
});

const noProof = coreCheck({
  id: 'tracking.no_hand_in',
  title: 'What says nothing of the parcel hands nothing in; it is recorded',
  requirements: ['ORF-TRK-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const occurred_at = await timeNow(trial);
    for (const seen of ['pending', 'cancelled', 'unknown']) {
      const reply = await scan(trial, match, { status: seen, occurred_at });
      trial.judge('ORF-TRK-003', status(reply, 201), member(reply, '/effect', 'recorded'));
    }
    const forward = await look(trial, match);
    trial.judge(
      'ORF-TRK-003',
      member(forward, '/status', 'label_issued'),
      present(forward, '/tracking/handed_in_at', false),
    );
  },
});

const inTime = coreCheck({
  id: 'tracking.last_second',
  title: 'One second before the end of the hand-in the forward stands, and a scan is in time',
  requirements: ['ORF-TRK-006'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const closes = await instantOf(trial, match, '/hand_in_closes_at');
    await advance(trial, { to: secondsAfter(closes, -1) });
    const before = await look(trial, match);
    trial.judge('ORF-TRK-006', member(before, '/status', 'label_issued'));
    const reply = await scan(trial, match, { status: 'picked_up', occurred_at: secondsAfter(closes, 60) });
    trial.judge('ORF-TRK-006', status(reply, 201), member(reply, '/effect', 'applied'));
    const forward = await look(trial, match);
    trial.judge('ORF-TRK-006', member(forward, '/status', 'handed_in'));
    await advance(trial, { to: secondsAfter(closes, 1) });
    const after = await look(trial, match);
    trial.judge('ORF-TRK-006', member(after, '/status', 'handed_in'));
  },
});

const missed = coreCheck({
  id: 'tracking.not_handed_in',
  title:
    'At the end of the hand-in, and not before, a forward without one is over: order and return go to the warehouse',
  requirements: ['ORF-TRK-006', 'ORF-TRK-007'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial, { return: VOIDS_LATER });
    const closes = await instantOf(trial, match, '/hand_in_closes_at');
    await advance(trial, { to: secondsAfter(closes, -1) });
    trial.judge('ORF-TRK-006', member(await look(trial, match), '/status', 'label_issued'));
    await advance(trial, { to: closes });
    const forward = await look(trial, match);
    trial.judge(
      'ORF-TRK-007',
      member(forward, '/status', 'reverted'),
      member(forward, '/revert_reason', 'not_handed_in'),
    );
    const order = await lookAtOrder(trial, match);
    trial.judge(
      'ORF-TRK-007',
      member(order, '/status', 'warehouse'),
      member(order, '/fulfilment/reason_code', 'not_handed_in'),
    );
    const source = await lookAtReturn(trial, match);
    trial.judge(
      'ORF-TRK-007',
      member(source, '/status', 'to_warehouse'),
      member(source, '/route/reason_code', 'not_handed_in'),
    );
    const [reverted] = ofTypes(await eventsOf(trial, { subject_id: match.forward_id }), 'forward.reverted');
    trial.judge('ORF-TRK-007', same('when it counts from', effectiveTime(reverted), Date.parse(closes)));
  },
});

export const checks: readonly Check[] = [proofs, noProof, inTime, missed];
