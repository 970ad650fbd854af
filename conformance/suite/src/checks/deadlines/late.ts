import { at, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, subjectOf } from '../../stage/events.ts';
import { hoursAfter, START } from '../../stage/messages.ts';
import { delivered, handedIn, instantOf, look, lookAtOrder, rate, VOIDS_LATER } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import {
  advance,
  carrierReports,
  fresh,
  listedReturn,
  matched,
  placeOrder,
  read,
  startReturn,
} from '../../stage/stage.ts';

const DAY = 24;

/** Something of every kind that waits for a deadline. */
async function waiting(trial: Trial) {
  const parcel = await delivered(trial);
  const forgotten = await matched(trial, { return: VOIDS_LATER });
  const travelling = await handedIn(trial);
  const offered = await startReturn(trial);
  const listed = await listedReturn(trial);
  return { parcel, forgotten, travelling, offered, listed };
}

const instants = coreCheck({
  id: 'deadlines.instants',
  title: 'What is brought about days after its deadline counts from the deadline, in events and in objects',
  requirements: ['ORF-TIM-003'],
  run: async (trial) => {
    await fresh(trial);
    const { parcel, forgotten, travelling, offered, listed } = await waiting(trial);
    const listing = await read(trial, 'getListing', { listing_id: String(listed.listing_id) });
    const expires = String(at(offered, '/offer/expires_at'));
    const rates = await instantOf(trial, parcel, '/rating_closes_at');
    const issued = await instantOf(trial, forgotten, '/label/issued_at');
    const reverts = await instantOf(trial, forgotten, '/hand_in_closes_at');
    const loses = hoursAfter(await instantOf(trial, travelling, '/tracking/last_scan_at'), 14 * DAY);
    await advance(trial, { to: hoursAfter(START, 20 * DAY) });
    const expected: Readonly<Record<string, readonly string[]>> = {
      [`return.routed_to_warehouse ${String(offered.id)}`]: [expires],
      [`listing.closed ${String(listing.id)}`]: [String(listing.closes_at)],
      [`forward.rated ${parcel.forward_id}`]: [rates],
      [`forward.ship_by_reminder ${forgotten.forward_id}`]: [hoursAfter(issued, 24), hoursAfter(issued, 48)],
      [`forward.reverted ${forgotten.forward_id}`]: [reverts],
      [`forward.lost ${travelling.forward_id}`]: [loses],
    };
    const events = await eventsOf(trial);
    for (const [name, due] of Object.entries(expected)) {
      const found = events.filter((event) => `${String(event.type)} ${subjectOf(event)}` === name);
      const times = [...new Set(found.map(effectiveTime))];
      const wanted = due.map((each) => Date.parse(each));
      trial.judge('ORF-TIM-003', same(`when ${name} counts from`, times, wanted));
    }
    const closed = await trial.call('getListing', { path: { listing_id: String(listing.id) } });
    const rated = await look(trial, parcel);
    trial.judge(
      'ORF-TIM-003',
      instant(closed, '/closed_at', String(listing.closes_at)),
      instant(rated, '/rating/rated_at', rates),
      instant(rated, '/refund/requested_at', rates),
      instant(await look(trial, travelling), '/refund/due_at', loses),
    );
  },
});

const jumped = coreCheck({
  id: 'deadlines.jumped',
  title: 'A clock that jumps brings about what one that is moved day by day does',
  requirements: ['ORF-TIM-004'],
  run: async (trial) => {
    const slow = await history(trial, [1, 2, 3, 4, 5, 6, 14, 15]);
    const quick = await history(trial, [15]);
    trial.judge('ORF-TIM-004', same('what happened after a jump', quick, slow));
  },
});

/** What happened by the days on which the clock stops: type and moment of every event, oldest first. */
async function history(trial: Trial, days: readonly number[]): Promise<string[]> {
  await fresh(trial);
  await waiting(trial);
  for (const day of days) await advance(trial, { to: hoursAfter(START, day * DAY) });
  const events = await eventsOf(trial);
  return events
    .map((event) => `${new Date(effectiveTime(event)).toISOString()} ${String(event.type)}`)
    .toSorted();
}

const noPart = coreCheck({
  id: 'deadlines.no_part',
  title: 'An order whose time to wait is over is not served by an item that is listed after that',
  requirements: ['ORF-TIM-004'],
  run: async (trial) => {
    await fresh(trial);
    const order = await placeOrder(trial, { hold_until: hoursAfter(START, 1) });
    const match = { order_id: String(order.id) };
    trial.need('an order that waits', member(await lookAtOrder(trial, match), '/status', 'pending'));
    await advance(trial, { to: hoursAfter(START, 2) });
    await listedReturn(trial);
    const after = await lookAtOrder(trial, match);
    trial.judge('ORF-TIM-004', member(after, '/status', 'warehouse'));
    const events = await eventsOf(trial, { type: 'order.released_to_warehouse', subject_id: match.order_id });
    const due = [Date.parse(hoursAfter(START, 1))];
    trial.judge('ORF-TIM-004', same('when the release counts from', events.map(effectiveTime), due));
  },
});

interface Overdue {
  readonly id: string;
  readonly delivered: number;
  readonly by: string;
  readonly at: number;
}

/** The end of a review of ten days and the law's date, fourteen days after the notice. */
const BOTH: readonly Overdue[] = [
  { id: 'review_first', delivered: 1, by: 'review_deadline', at: 11 },
  { id: 'law_first', delivered: 6, by: 'statutory_floor', at: 14 },
];

const oldestFirst = BOTH.map((overdue): Check => {
  return coreCheck({
    id: `deadlines.${overdue.id}`,
    title: `Of a review and the law's date that are both over, the older one ends the hold (${overdue.by})`,
    requirements: ['ORF-TIM-005'],
    run: async (trial) => {
      await fresh(trial);
      const statutory = { withdrawal: { notified_at: START, basis: 'statutory' } };
      const match = await handedIn(trial, { return: statutory });
      await advance(trial, { to: hoursAfter(START, overdue.delivered * DAY) });
      await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
      trial.need('a rating', status(await rate(trial, match, { verdict: 'negative' }), 201));
      await advance(trial, { to: hoursAfter(START, 30 * DAY) });
      const forward = await look(trial, match);
      trial.judge(
        'ORF-TIM-005',
        member(forward, '/hold/resolved_by', overdue.by),
        instant(forward, '/hold/resolved_at', hoursAfter(START, overdue.at * DAY)),
      );
    },
  });
});

const once = coreCheck({
  id: 'deadlines.once',
  title: 'A deadline is brought about once, whatever is asked of its records at that moment',
  requirements: ['ORF-TIM-006'],
  run: async (trial) => {
    await fresh(trial);
    const { parcel, forgotten, offered, listed } = await waiting(trial);
    await advance(trial, { to: await instantOf(trial, forgotten, '/hand_in_closes_at') });
    const verdict = { path: { forward_id: parcel.forward_id }, body: { verdict: 'negative' } };
    await trial.race([
      trial.request('rateForward', verdict),
      trial.request('rateForward', verdict),
      trial.request('cancelReturn', { path: { return_id: forgotten.return_id }, body: {} }),
      trial.request('chooseRoute', { path: { return_id: String(offered.id) }, body: { route: 'forward' } }),
    ]);
    await advance(trial, { seconds: 0 });
    await advance(trial, { seconds: 1 });
    const events = await eventsOf(trial);
    const subjects = [
      ['forward.rated', parcel.forward_id],
      ['forward.reverted', forgotten.forward_id],
      ['return.routed_to_warehouse', String(offered.id)],
      ['listing.closed', String(listed.listing_id)],
    ];
    for (const [type = '', id = ''] of subjects) {
      const found = events.filter((event) => event.type === type && subjectOf(event) === id);
      trial.judge('ORF-TIM-006', same(`${type}, how often`, found.length, 1));
    }
  },
});

const ratings = coreCheck({
  id: 'deadlines.first_rating',
  title: 'Of two ratings at the same moment one is taken, and the other refused because of it',
  requirements: ['ORF-TIM-007'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const rating = (verdict: string) =>
      trial.request('rateForward', { path: { forward_id: match.forward_id }, body: { verdict } });
    const replies = await trial.race([rating('positive'), rating('negative')]);
    const statuses = replies.map((reply) => reply.status).toSorted((a, b) => a - b);
    trial.judge('ORF-TIM-007', same('statuses', statuses, [201, 409]));
    const taken = replies.find((reply) => reply.status === 201);
    const refused = replies.find((reply) => reply.status === 409);
    trial.judge('ORF-TIM-007', same('the refusal', at(refused?.json, '/code'), 'already_rated'));
    const forward = await look(trial, match);
    trial.judge('ORF-TIM-007', member(forward, '/rating/verdict', at(taken?.json, '/verdict')));
  },
});

const cancelAndScan = coreCheck({
  id: 'deadlines.cancel_or_hand_in',
  title: 'Of a cancel and a hand-in at the same moment the first wins, and return and forward agree on it',
  requirements: ['ORF-TIM-007'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const [cancelled] = await trial.race([
      trial.request('cancelReturn', { path: { return_id: match.return_id }, body: {} }),
      trial.request('reportTrackingEvent', {
        path: { forward_id: match.forward_id },
        body: { status: 'picked_up', occurred_at: START },
      }),
    ]);
    const source: JsonObject = await read(trial, 'getReturn', { return_id: match.return_id });
    const isCancelled = cancelled?.status === 200;
    trial.judge(
      'ORF-TIM-007',
      same('status of the return', source.status, isCancelled ? 'cancelled' : 'in_forward'),
    );
    if (isCancelled) return;
    trial.judge('ORF-TIM-007', same('the refusal', at(cancelled?.json, '/code'), 'already_handed_in'));
  },
});

export const checks: readonly Check[] = [
  instants,
  jumped,
  noPart,
  ...oldestFirst,
  once,
  ratings,
  cancelAndScan,
];
