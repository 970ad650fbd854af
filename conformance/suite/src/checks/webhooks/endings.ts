import type { Check } from '../../run/check.ts';
import { fact, member, same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { arrived, type Hook, hookCheck, openHook, sentAt, TAKEN } from '../../stage/hooks.ts';
import { readLog } from '../../stage/log.ts';
import { START, secondsAfter } from '../../stage/messages.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

const HOUR = 3600;
const THREE_DAYS = 72 * HOUR;

export const checks: readonly Check[] = [
  hookCheck({
    id: 'webhooks.tried-for-three-days',
    title: 'A receiver that is down is tried for three days, at most six hours apart, and then given up',
    requirements: ['ORF-WHK-010', 'ORF-WHK-011', 'ORF-WHK-012'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial, [{ status: 503 }], { body: { event_types: ['return.created'] } });
      await startReturn(trial);
      await arrived(trial, hook, 1);
      await advance(trial, { to: secondsAfter(START, THREE_DAYS) });
      trial.must('ORF-WHK-010', member(await read(trial, hook), '/status', 'active'));
      await advance(trial, { to: secondsAfter(START, THREE_DAYS + 7 * HOUR) });
      const attempts = (await arrived(trial, hook, 2)).map(sentAt);
      const gaps = attempts.slice(1).map((at, index) => at - (attempts[index] ?? at));
      trial.judge(
        'ORF-WHK-011',
        fact('at most 21,600 s between two attempts', Math.max(0, ...gaps) <= 6 * HOUR, { actual: gaps }),
      );
      const lasted = (attempts.at(-1) ?? 0) - (attempts[0] ?? 0);
      trial.judge(
        'ORF-WHK-010',
        fact('the last attempt later than three days after the first', lasted > THREE_DAYS, {
          actual: `${lasted} s`,
        }),
      );
      await judgeDisabled(trial, hook, 'exhausted');
    },
  }),
  hookCheck({
    id: 'webhooks.gone',
    title: 'A receiver that answers 410 is not tried again',
    requirements: ['ORF-WHK-012'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial, [{ status: 410 }], { body: { event_types: ['return.created'] } });
      const beside = await openHook(trial, [TAKEN]);
      await startReturn(trial);
      await arrived(trial, hook, 1);
      await arrived(trial, beside, 1);
      await judgeDisabled(trial, hook, 'gone');
      trial.must('ORF-WHK-012', member(await read(trial, beside), '/status', 'active'));
    },
  }),
];

function read(trial: Trial, { endpoint_id }: Hook) {
  return trial.call('getWebhookEndpoint', { path: { endpoint_id } });
}

async function judgeDisabled(trial: Trial, hook: Hook, reason: string): Promise<void> {
  const endpoint = await settled(trial, hook);
  trial.must(
    'ORF-WHK-012',
    member(endpoint, '/status', 'disabled'),
    member(endpoint, '/disabled_reason', reason),
  );
  const { events } = await readLog(trial, { subject_id: hook.endpoint_id });
  const types = events.map(({ type }) => type);
  trial.must('ORF-WHK-012', same('events of the endpoint', types, ['endpoint.disabled']));
}

/** The outcome of an attempt is recorded after it was answered. */
async function settled(trial: Trial, hook: Hook) {
  let reply = await read(trial, hook);
  for (let poll = 0; poll < 40 && reply.text.includes('"active"'); poll += 1) {
    await trial.pause(50);
    reply = await read(trial, hook);
  }
  return reply;
}
