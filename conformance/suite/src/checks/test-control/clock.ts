import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, instant, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, ofTypes } from '../../stage/events.ts';
import { declares } from '../../stage/everything.ts';
import { START, secondsAfter } from '../../stage/messages.ts';
import { controlCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, matched, read, startReturn } from '../../stage/stage.ts';

const forward = controlCheck({
  id: 'test-control.clock.forward-only',
  title: 'The clock is moved forward only',
  requirements: ['ORF-TST-004'],
  run: async (trial) => {
    await fresh(trial);
    const back = await trial.call('advanceClock', { body: { to: secondsAfter(START, -1) } });
    trial.judge('ORF-TST-004', problem(back, 'clock_backwards', 409));
    trial.judge('ORF-TST-004', instant(await trial.call('getClock'), '/now', START));
    for (const [body, shown] of [
      [{ to: START }, START],
      [{ seconds: 0 }, START],
      [{ to: secondsAfter(START, 1) }, secondsAfter(START, 1)],
      [{ seconds: 2 }, secondsAfter(START, 3)],
    ] as const) {
      const moved = await trial.call('advanceClock', { body });
      trial.judge('ORF-TST-004', status(moved, 200, 202));
      trial.judge('ORF-TST-004', instant(await trial.call('getClock'), '/now', shown));
    }
    const again = await trial.call('advanceClock', { body: { to: START } });
    trial.judge('ORF-TST-004', problem(again, 'clock_backwards', 409));
  },
});

/** What falls due when: the subject and type of an event, and the deadline. */
interface Due {
  readonly subject_id: string;
  readonly type: string;
  readonly at: string;
}

async function dueOn(trial: Trial): Promise<Due[]> {
  const offered = await startReturn(trial, { product: { sku: 'HAT-1' } });
  const listed = await listedReturn(trial, { product: { sku: 'COAT-1' } });
  const listing_id = String(listed.listing_id);
  const listing = await read(trial, 'getListing', { listing_id });
  const { forward_id } = await matched(trial);
  const sent = await read(trial, 'getForward', { forward_id });
  return [
    {
      subject_id: String(offered.id),
      type: 'return.routed_to_warehouse',
      at: String(at(offered, '/offer/expires_at')),
    },
    { subject_id: listing_id, type: 'listing.closed', at: String(listing.closes_at) },
    { subject_id: forward_id, type: 'forward.reverted', at: String(sent.hand_in_closes_at) },
  ];
}

const inOrder = controlCheck({
  id: 'test-control.clock.in-order',
  title: 'What falls due on the way happens in the order of its deadlines, and counts from them',
  requirements: ['ORF-TST-005'],
  run: async (trial) => {
    await fresh(trial);
    const due = await dueOn(trial);
    const earlier = (await eventsOf(trial)).length;
    await advance(trial, { seconds: 20 * 86_400 });
    const since = (await eventsOf(trial)).slice(earlier);
    for (const { subject_id, type, at: deadline } of due) {
      const [event] = ofTypes(since, type).filter((each) => at(each, '/subject/id') === subject_id);
      const seen = event === undefined ? 'no event' : (event.effective_at ?? event.occurred_at);
      const onTime = event !== undefined && effectiveTime(event) === Date.parse(deadline);
      trial.judge('ORF-TST-005', fact(`${type} that counts from ${deadline}`, onTime, { actual: seen }));
    }
    const times = since.map(effectiveTime);
    trial.judge(
      'ORF-TST-005',
      same(
        'the order of what happened',
        times,
        times.toSorted((a, b) => a - b),
      ),
    );
  },
});

const upTo = controlCheck({
  id: 'test-control.clock.up-to',
  title: 'A deadline comes with its very second, and not one earlier',
  requirements: ['ORF-TST-005'],
  run: async (trial) => {
    await fresh(trial);
    const source = await startReturn(trial);
    const path = { return_id: String(source.id) };
    const deadline = String(at(source, '/offer/expires_at'));
    await advance(trial, { to: secondsAfter(deadline, -1) });
    trial.judge('ORF-TST-005', member(await trial.call('getReturn', { path }), '/status', 'offered'));
    await advance(trial, { to: deadline });
    trial.judge('ORF-TST-005', member(await trial.call('getReturn', { path }), '/status', 'to_warehouse'));
  },
});

const DAY = 86_400;

/** Waits, by the clock of the world, until everything is done; answers the last reading and how many seconds it took at most. */
async function drained(trial: Trial, moved: Reply, seconds: number): Promise<Reply> {
  let last = moved;
  for (let poll = 0; at(last.json, '/drained') !== true && poll < seconds * 2; poll += 1) {
    await trial.pause(500);
    last = await trial.call('getClock');
  }
  return last;
}

const honest: Check = {
  id: 'test-control.clock.drained',
  title: 'A clock that says drained has nothing left to do: no deadline, and no message',
  profile: 'test_control',
  requirements: ['ORF-TST-006'],
  needs: ['test_control', 'receiver'],
  run: async (trial) => {
    await fresh(trial);
    const url = await trial.listen({ answers: [{ status: 500 }, { status: 500 }, { status: 204 }] });
    const isPosted = declares(trial, 'webhooks');
    const body = { url, event_types: ['return.routed_to_warehouse'] };
    if (isPosted) trial.need('an endpoint', status(await trial.call('createWebhookEndpoint', { body }), 201));
    const returns = [await startReturn(trial), await startReturn(trial)];
    const moved = await trial.call('advanceClock', { body: { seconds: 5 * DAY } });
    trial.judge('ORF-TST-006', status(moved, 200, 202), member(moved, '/drained', moved.status === 200));
    const clock = await drained(trial, moved, 60);
    trial.judge('ORF-TST-006', member(clock, '/drained', true), member(clock, '/pending', 0));
    for (const { id } of returns) {
      const reply = await trial.call('getReturn', { path: { return_id: String(id) } });
      trial.judge('ORF-TST-006', member(reply, '/status', 'to_warehouse'));
    }
    if (!isPosted) return;
    const messages = (await trial.collect(url)).filter(({ answered }) => answered === 204);
    const ids = new Set(messages.map(({ headers }) => headers['webhook-id']));
    trial.judge('ORF-TST-006', same('messages that were taken', ids.size, returns.length));
  },
};

const soon = controlCheck({
  id: 'test-control.clock.soon',
  title: 'Thirty days are over within a minute',
  requirements: ['ORF-TST-007'],
  run: async (trial) => {
    await fresh(trial);
    await listedReturn(trial, { product: { sku: 'COAT-1' } });
    await matched(trial);
    const moved = await trial.call('advanceClock', { body: { seconds: 30 * DAY } });
    trial.judge('ORF-TST-007', status(moved, 200, 202));
    const clock = await drained(trial, moved, 60);
    trial.judge('ORF-TST-007', member(clock, '/drained', true));
  },
});

export const checks: readonly Check[] = [forward, inOrder, upTo, honest, soon];
