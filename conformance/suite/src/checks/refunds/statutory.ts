import type { Check } from '../../run/check.ts';
import { instant, member, money, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, ofTypes, typesOf } from '../../stage/events.ts';
import { hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { handedIn, instantOf, look, notHandedIn, rate, rated, scan } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, carrierReports, drain, fresh, type Match } from '../../stage/stage.ts';

const DAY = 24;
/** Fourteen days after the notice, which the stage dates at its start. */
const DATE = hoursAfter(START, 14 * DAY);
const STATUTORY = { return: { withdrawal: { notified_at: START, basis: 'statutory' } } };
const WHOLE = { amount: 4500, currency: 'EUR' };

/** Refund and its events as the law's date leaves them. */
async function duePerLaw(trial: Trial, match: { forward_id: string }, date = DATE): Promise<void> {
  const forward = await look(trial, match);
  trial.judge(
    'ORF-REF-017',
    member(forward, '/refund/status', 'requested'),
    member(forward, '/refund/cause', 'statutory_floor'),
    ...money(forward, '/refund/amount', WHOLE),
    instant(forward, '/refund/due_at', date),
  );
  const events = ofTypes(await eventsOf(trial), 'refund.due', 'refund.requested');
  trial.judge(
    'ORF-REF-017',
    same('events of the refund', typesOf(events), ['refund.due', 'refund.requested']),
    same('when they count from', events.map(effectiveTime), [Date.parse(date), Date.parse(date)]),
  );
}

const floor = coreCheck({
  id: 'refunds.statutory_date',
  title: "A parcel on its way does not keep the refund past the law's date",
  requirements: ['ORF-REF-017'],
  run: async (trial) => {
    await fresh(trial);
    const match = await handedIn(trial, STATUTORY);
    trial.judge('ORF-REF-017', instant(await look(trial, match), '/refund/statutory_due_at', DATE));
    await advance(trial, { to: hoursAfter(START, 10 * DAY) });
    await carrierReports(trial, { forward_id: match.forward_id, event: 'in_transit' });
    await advance(trial, { to: secondsAfter(DATE, -1) });
    trial.judge('ORF-REF-017', member(await look(trial, match), '/refund/status', 'not_due'));
    await advance(trial, { to: secondsAfter(DATE, 1) });
    await duePerLaw(trial, match);
  },
});

/** A label that may still be used after that date. */
const LASTING_LABEL = { policy: { shipping: { label_valid_days: 30 } } };

/** A hand-in is reported after the revert, and what follows from it has happened. */
async function comesToLight(trial: Trial, match: Match, occurred_at: string): Promise<void> {
  const reply = await scan(trial, match, { status: 'picked_up', occurred_at });
  trial.need('a late hand-in', status(reply, 201));
  await drain(trial);
}

const afterTheDate = coreCheck({
  id: 'refunds.statutory_late',
  title: "A hand-in that comes to light after the law's date is refunded at once, as of that date",
  requirements: ['ORF-REF-017'],
  run: async (trial) => {
    await fresh(trial, LASTING_LABEL);
    const match = await notHandedIn(trial, STATUTORY);
    await advance(trial, { to: hoursAfter(DATE, 1) });
    await comesToLight(trial, match, hoursAfter(START, 3));
    trial.need('the forward is late', member(await look(trial, match), '/status', 'late'));
    await duePerLaw(trial, match);
  },
});

const handedInAfter = coreCheck({
  id: 'refunds.statutory_hand_in_after',
  title: "A hand-in after the fourteen days is itself the law's date",
  requirements: ['ORF-REF-017'],
  run: async (trial) => {
    await fresh(trial, LASTING_LABEL);
    const match = await notHandedIn(trial, STATUTORY);
    const handed = hoursAfter(DATE, DAY);
    await advance(trial, { to: hoursAfter(handed, 1) });
    trial.judge('ORF-REF-017', member(await look(trial, match), '/refund/status', 'external'));
    await comesToLight(trial, match, handed);
    trial.judge('ORF-REF-017', instant(await look(trial, match), '/refund/statutory_due_at', handed));
    await duePerLaw(trial, match, handed);
  },
});

const endsHold = coreCheck({
  id: 'refunds.statutory_ends_hold',
  title: "The law's date ends a hold and releases the refund whole",
  requirements: ['ORF-REF-018', 'ORF-REF-017'],
  run: async (trial) => {
    await fresh(trial, { policy: { refund: { hold_review_days: 14 } } });
    const match = await handedIn(trial, STATUTORY);
    await advance(trial, { to: hoursAfter(START, 9 * DAY) });
    await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
    trial.need('a rating', status(await rate(trial, match, { verdict: 'negative' }), 201));
    await advance(trial, { to: secondsAfter(DATE, -1) });
    trial.judge('ORF-REF-018', member(await look(trial, match), '/hold/status', 'open'));
    await advance(trial, { to: secondsAfter(DATE, 1) });
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-018',
      member(forward, '/hold/status', 'released'),
      member(forward, '/hold/resolved_by', 'statutory_floor'),
      instant(forward, '/hold/resolved_at', DATE),
    );
    await duePerLaw(trial, match);
  },
});

const protectedByLaw = coreCheck({
  id: 'refunds.statutory_protected',
  title: 'A statutory refund is neither reduced nor denied; a voluntary one can be',
  requirements: ['ORF-REF-019'],
  run: async (trial) => {
    await fresh(trial);
    const reduce = { outcome: 'reduce', amount: { amount: 2000, currency: 'EUR' } };
    const match = await rated(trial, 'negative', STATUTORY);
    const path = { forward_id: match.forward_id };
    for (const body of [reduce, { outcome: 'deny' }]) {
      const reply = await trial.call('resolveHold', { path, body });
      trial.judge('ORF-REF-019', problem(reply, 'statutory_refund_protected', 409));
    }
    trial.judge('ORF-REF-019', member(await look(trial, match), '/hold/status', 'open'));
    const released = await trial.call('resolveHold', { path, body: { outcome: 'release' } });
    trial.judge('ORF-REF-019', status(released, 200), ...money(released, '/refund/amount', WHOLE));
    const voluntary = await rated(trial, 'negative');
    const reduced = await trial.call('resolveHold', {
      path: { forward_id: voluntary.forward_id },
      body: reduce,
    });
    trial.need('the same on a voluntary basis', status(reduced, 200));
  },
});

const once = coreCheck({
  id: 'refunds.statutory_once',
  title: "The law's date asks for nothing that was asked for before",
  requirements: ['ORF-REF-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'positive', STATUTORY);
    const requested = await instantOf(trial, match, '/refund/requested_at');
    await advance(trial, { to: hoursAfter(DATE, 1) });
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-003',
      member(forward, '/refund/cause', 'rated'),
      instant(forward, '/refund/requested_at', requested),
    );
    const events = await eventsOf(trial, { type: 'refund.due' });
    trial.judge('ORF-REF-003', same('refund.due, how often', events.length, 1));
  },
});

export const checks: readonly Check[] = [floor, afterTheDate, handedInAfter, endsHold, protectedByLaw, once];
