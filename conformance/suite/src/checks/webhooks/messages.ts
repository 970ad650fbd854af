import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import {
  arrived,
  arrivedWithin,
  eventIn,
  type Hook,
  hookCheck,
  inSeconds,
  openHook,
  sentAt,
  signedWith,
  TAKEN,
} from '../../stage/hooks.ts';
import { readLog } from '../../stage/log.ts';
import { eligibleReturn, START, secondsAfter } from '../../stage/messages.ts';
import { advance, fresh, listedReturn, startReturn } from '../../stage/stage.ts';

/** Long enough to be told from an endpoint that answers, short enough to wait for. */
const SLOW_MS = 3_000;

export const checks: readonly Check[] = [
  hookCheck({
    id: 'webhooks.messages',
    title: 'Every event comes, signed, under its own id and dated when it was sent',
    requirements: ['ORF-WHK-004', 'ORF-WHK-005', 'ORF-WHK-006', 'ORF-WHK-007'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial);
      await listedReturn(trial);
      const { events } = await readLog(trial);
      const expected = events.map(({ id }) => String(id));
      const messages = await arrived(trial, hook, expected.length);
      const ids = new Set(messages.map(({ headers }) => headers['webhook-id']));
      for (const id of expected)
        trial.judge('ORF-WHK-007', fact(`a message of ${id}`, ids.has(id), { actual: 'none' }));
      for (const message of messages) {
        trial.judge('ORF-WHK-004', signedWith(message, [hook.secret]));
        trial.judge('ORF-WHK-005', same('webhook-id', message.headers['webhook-id'], eventIn(message).id));
        trial.judge('ORF-WHK-006', same('webhook-timestamp', sentAt(message), inSeconds(START)));
      }
    },
  }),
  hookCheck({
    id: 'webhooks.subscribed-types',
    title: 'An endpoint gets the types that it names, recorded from then on',
    requirements: ['ORF-WHK-007'],
    run: async (trial) => {
      await fresh(trial);
      await startReturn(trial);
      const hook = await openHook(trial, [TAKEN], { body: { event_types: ['return.offered'] } });
      const source = await startReturn(trial);
      const messages = await arrived(trial, hook, 1);
      const seen = messages.map((message) => [eventIn(message).type, at(eventIn(message), '/subject/id')]);
      trial.must('ORF-WHK-007', same('messages', seen, [['return.offered', source.id]]));
    },
  }),
  hookCheck({
    id: 'webhooks.retried',
    title: 'What is not taken comes again, under the same id and a new date, and a redirect leads nowhere',
    requirements: ['ORF-WHK-005', 'ORF-WHK-006', 'ORF-WHK-007', 'ORF-WHK-009'],
    run: async (trial) => {
      await fresh(trial);
      const elsewhere = await trial.listen({ answers: [TAKEN] });
      const redirect = { status: 302, headers: { location: elsewhere } };
      const hook = await openHook(trial, [{ status: 500 }, redirect, { status: 503 }, TAKEN], {
        body: { event_types: ['return.created'] },
      });
      await startReturn(trial);
      await arrived(trial, hook, 1);
      await advance(trial, { to: secondsAfter(START, 24 * 3600) });
      const attempts = await arrived(trial, hook, 4);
      trial.must('ORF-WHK-007', same('attempts until it is taken', attempts.length, 4));
      const ids = new Set(attempts.map(({ headers }) => headers['webhook-id']));
      trial.judge('ORF-WHK-005', same('ids over all attempts', ids.size, 1));
      for (const message of attempts)
        trial.judge('ORF-WHK-005', same('webhook-id', message.headers['webhook-id'], eventIn(message).id));
      const rising = attempts.every(
        (message, index) => index === 0 || sentAt(message) > sentAt(attempts[index - 1] ?? message),
      );
      trial.judge(
        'ORF-WHK-006',
        fact('a later timestamp with each attempt', rising, { actual: attempts.map(sentAt) }),
      );
      trial.judge(
        'ORF-WHK-009',
        same('requests to where the redirect leads', (await trial.collect(elsewhere)).length, 0),
      );
    },
  }),
  hookCheck({
    id: 'webhooks.redelivered',
    title: 'A redelivery carries the same event under the same id',
    requirements: ['ORF-WHK-005'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial, [TAKEN], { body: { event_types: ['return.created'] } });
      await startReturn(trial);
      await arrived(trial, hook, 1);
      const path = { endpoint_id: hook.endpoint_id };
      const delivery = await deliveredTo(trial, hook);
      const again = await trial.call('redeliver', { path: { ...path, delivery_id: delivery } });
      trial.need('redeliver', status(again, 202));
      const [first, second] = (await arrived(trial, hook, 2)).map(({ headers }) => headers['webhook-id']);
      trial.must('ORF-WHK-005', same('webhook-id of the redelivery', second, first));
    },
  }),
  hookCheck({
    id: 'webhooks.no-replay',
    title: 'A command that is repeated under its key sends nothing again',
    requirements: ['ORF-WHK-008'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial);
      const call = { body: eligibleReturn(trial), key: trial.unique('key') };
      trial.need('createReturn', status(await trial.call('createReturn', call), 201));
      const { events } = await readLog(trial);
      const before = await arrived(trial, hook, events.length);
      trial.need('the same again', status(await trial.call('createReturn', call), 201));
      const after = await arrived(trial, hook, before.length);
      await trial.pause(100);
      const late = await trial.collect(hook.url);
      trial.must(
        'ORF-WHK-008',
        same('messages after the repetition', Math.max(after.length, late.length), before.length),
      );
    },
  }),
  hookCheck({
    id: 'webhooks.independent',
    title: 'An endpoint that takes its time keeps no other waiting',
    requirements: ['ORF-WHK-013'],
    run: async (trial) => {
      await fresh(trial);
      await openHook(trial, [{ status: 204, after_ms: SLOW_MS }]);
      const hook = await openHook(trial, [TAKEN], { body: { event_types: ['return.created'] } });
      const created = await trial.call('createReturn', { body: eligibleReturn(trial) });
      trial.need('createReturn', status(created, 201));
      const messages = await arrivedWithin(trial, { url: hook.url, count: 1, ms: SLOW_MS - 500 });
      trial.must('ORF-WHK-013', same('messages at the other endpoint meanwhile', messages.length, 1));
    },
  }),
];

/** The delivery of the one message that an endpoint has taken. */
async function deliveredTo(trial: Trial, hook: Hook): Promise<string> {
  const path = { endpoint_id: hook.endpoint_id };
  for (let poll = 0; poll < 40; poll += 1) {
    const page = await trial.call('listDeliveries', { path });
    if (at(page.json, '/items/0/status') === 'delivered') return String(at(page.json, '/items/0/id'));
    await trial.pause(50);
  }
  trial.need('the delivery is recorded', {
    holds: false,
    expected: 'a delivery that is delivered',
    actual: 'none',
  });
  return '';
}
