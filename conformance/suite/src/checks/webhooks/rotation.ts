import { at } from '../../contract/documents.ts';
import type { Received } from '../../driver/step.ts';
import type { Check } from '../../run/check.ts';
import type { Trial } from '../../run/trial.ts';
import { arrived, type Hook, hookCheck, openHook, signedWith, TAKEN } from '../../stage/hooks.ts';
import { START, secondsAfter } from '../../stage/messages.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

const OVERLAP = 24 * 3600;

export const checks: readonly Check[] = [
  hookCheck({
    id: 'webhooks.rotation',
    title: 'Within the overlap of a rotation both secrets sign, and from its end on the new one alone',
    requirements: ['ORF-WHK-014'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial, [TAKEN], { body: { event_types: ['return.created'] } });
      const secret = await rotated(trial, hook, 24);
      const both = [hook.secret, secret];
      trial.must('ORF-WHK-014', signedWith(await nextMessage(trial, hook, 1), both));
      await advance(trial, { to: secondsAfter(START, OVERLAP - 1) });
      trial.must('ORF-WHK-014', signedWith(await nextMessage(trial, hook, 2), both));
      await advance(trial, { to: secondsAfter(START, OVERLAP) });
      trial.must('ORF-WHK-014', signedWith(await nextMessage(trial, hook, 3), [secret]));
    },
  }),
  hookCheck({
    id: 'webhooks.rotation-at-once',
    title: 'A rotation without overlap ends the old secret at once',
    requirements: ['ORF-WHK-015'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial, [TAKEN], { body: { event_types: ['return.created'] } });
      const secret = await rotated(trial, hook, 0);
      trial.must('ORF-WHK-015', signedWith(await nextMessage(trial, hook, 1), [secret]));
    },
  }),
];

async function rotated(trial: Trial, { endpoint_id }: Hook, overlap_hours: number): Promise<string> {
  const call = { path: { endpoint_id }, body: { overlap_hours } };
  const answer = trial.needObject('rotateWebhookSecret', await trial.call('rotateWebhookSecret', call), 200);
  return String(at(answer, '/secret'));
}

/** Starts a return, and answers the message that tells of it: the `count`-th at this endpoint. */
async function nextMessage(trial: Trial, hook: Hook, count: number): Promise<Received> {
  await startReturn(trial);
  const message = (await arrived(trial, hook, count))[count - 1];
  if (message === undefined) {
    trial.need('a message', { holds: false, expected: `message ${count}`, actual: 'none' });
    throw new Error('unreachable');
  }
  return message;
}
