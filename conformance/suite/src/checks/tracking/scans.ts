import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, problem, same, status } from '../../run/claim.ts';
import { effectiveTime, eventsOf, typesOf } from '../../stage/events.ts';
import { hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { delivered, handedIn, look, scan } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, matched, succeeds, timeNow } from '../../stage/stage.ts';

const DAY = 24;

const repeated = coreCheck({
  id: 'tracking.repeated',
  title:
    'A scan that is known is answered with the one on record and does nothing; another moment is another scan',
  requirements: ['ORF-TRK-002'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const picked = { status: 'picked_up', occurred_at: START };
    const first = await scan(trial, match, picked);
    trial.need('a first scan', status(first, 201));
    await advance(trial, { seconds: 60 });
    const before = await eventsOf(trial, { subject_id: match.forward_id });
    const again = await scan(trial, match, picked);
    trial.judge(
      'ORF-TRK-002',
      status(again, 200),
      member(again, '/id', at(first.json, '/id')),
      member(again, '/recorded_at', at(first.json, '/recorded_at')),
    );
    const after = await eventsOf(trial, { subject_id: match.forward_id });
    trial.judge('ORF-TRK-002', same('events of the forward', after.length, before.length));
    const other = await scan(trial, match, { ...picked, occurred_at: secondsAfter(START, 1) });
    trial.need('a scan of another moment', status(other, 201));
    const tracking = await trial.call('getTracking', {
      path: { forward_id: match.forward_id },
      query: { party: 'buyer' },
    });
    const steps = at(tracking.json, '/steps');
    trial.judge('ORF-TRK-002', same('steps of the parcel', Array.isArray(steps) ? steps.length : 0, 2));
  },
});

const disordered = coreCheck({
  id: 'tracking.out_of_order',
  title: 'Scans that come too late are recorded and move nothing',
  requirements: ['ORF-TRK-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    await advance(trial, { seconds: 3600 });
    const late = hoursAfter(START, 1);
    const arrived = await scan(trial, match, { status: 'delivered', occurred_at: late });
    trial.need('a delivery', status(arrived, 201));
    const before = typesOf(await eventsOf(trial));
    for (const seen of ['in_transit', 'picked_up', 'return_to_sender', 'out_for_delivery']) {
      const reply = await scan(trial, match, { status: seen, occurred_at: secondsAfter(START, 600) });
      trial.judge('ORF-TRK-003', status(reply, 201), member(reply, '/effect', 'recorded'));
    }
    const again = await scan(trial, match, { status: 'delivered', occurred_at: secondsAfter(late, -5) });
    trial.judge('ORF-TRK-003', status(again, 201), member(again, '/effect', 'recorded'));
    const forward = await look(trial, match);
    trial.judge(
      'ORF-TRK-003',
      member(forward, '/status', 'delivered'),
      instant(forward, '/tracking/delivered_at', late),
      member(forward, '/tracking/status', 'delivered'),
    );
    trial.judge('ORF-TRK-003', same('what has happened', typesOf(await eventsOf(trial)), before));
  },
});

const future = coreCheck({
  id: 'tracking.future',
  title: 'A scan may be five minutes ahead of the clock and not a second more',
  requirements: ['ORF-TRK-004'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const now = await timeNow(trial);
    const ahead = (seconds: number) =>
      scan(trial, match, { status: 'picked_up', occurred_at: secondsAfter(now, seconds) });
    const refused = await ahead(301);
    trial.judge('ORF-TRK-004', problem(refused, 'occurred_in_future', 422));
    trial.judge('ORF-TRK-004', member(await look(trial, match), '/status', 'label_issued'));
    trial.judge('ORF-TRK-004', status(await ahead(300), 201));
  },
});

const lost = coreCheck({
  id: 'tracking.lost_after_last_scan',
  title: 'A parcel is lost so many days after it was last seen, whenever that came to light',
  requirements: ['ORF-TRK-005'],
  run: async (trial) => {
    await fresh(trial, { policy: { shipping: { lost_after_days: 5 } } });
    const match = await handedIn(trial);
    await advance(trial, { to: hoursAfter(START, 4 * DAY) });
    const seen = hoursAfter(START, 3 * DAY);
    trial.need(
      'a scan of the day before',
      status(await scan(trial, match, { status: 'in_transit', occurred_at: seen }), 201),
    );
    trial.need(
      'a scan of an earlier day',
      status(await scan(trial, match, { status: 'on_hold', occurred_at: hoursAfter(START, 2 * DAY) }), 201),
    );
    const due = hoursAfter(seen, 5 * DAY);
    await advance(trial, { to: secondsAfter(due, -1) });
    trial.judge('ORF-TRK-005', member(await look(trial, match), '/status', 'in_transit'));
    await advance(trial, { to: secondsAfter(due, 1) });
    trial.judge('ORF-TRK-005', member(await look(trial, match), '/status', 'lost'));
    const [event] = await eventsOf(trial, { type: 'forward.lost', subject_id: match.forward_id });
    trial.judge('ORF-TRK-005', same('when it counts from', effectiveTime(event), Date.parse(due)));
  },
});

const afterTheEnd = coreCheck({
  id: 'tracking.after_the_end',
  title: 'A scan after the end of a forward is recorded, and its status stays',
  requirements: ['ORF-TRK-003', 'ORF-GEN-004'],
  run: async (trial) => {
    await fresh(trial);
    const match = await handedIn(trial);
    await succeeds(trial, 'reportLost', { path: { forward_id: match.forward_id }, body: {} });
    const reply = await scan(trial, match, { status: 'delivered', occurred_at: secondsAfter(START, 60) });
    trial.judge('ORF-TRK-003', status(reply, 201), member(reply, '/effect', 'recorded'));
    trial.judge('ORF-GEN-004', member(await look(trial, match), '/status', 'lost'));
  },
});

const notShown = coreCheck({
  id: 'tracking.steps',
  title: 'A delivery proves the hand-in as well, each at the moment of its scan',
  requirements: ['ORF-TRK-001'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const events = typesOf(await eventsOf(trial, { subject_id: match.forward_id }));
    const moved = events.filter((type) => type === 'forward.handed_in' || type === 'forward.delivered');
    trial.judge('ORF-TRK-001', same('events', moved, ['forward.handed_in', 'forward.delivered']));
  },
});

export const checks: readonly Check[] = [repeated, disordered, future, lost, afterTheEnd, notShown];
