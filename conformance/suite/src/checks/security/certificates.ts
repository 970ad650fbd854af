import { at } from '../../contract/documents.ts';
import type { ReceiverPlan } from '../../driver/step.ts';
import type { Check } from '../../run/check.ts';
import { member, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { drain, eventually, fresh } from '../../stage/stage.ts';

/** Where messages went, and how the first attempt ended. */
interface Sent {
  readonly url: string;
  readonly deliveries: Reply;
}

async function sentTo(trial: Trial, plan: ReceiverPlan): Promise<Sent> {
  const url = await trial.listen(plan);
  const made = await trial.call('createWebhookEndpoint', { body: { url } });
  const endpoint_id = String(at(trial.needObject('createWebhookEndpoint', made, 201), '/endpoint/id'));
  const path = { endpoint_id };
  trial.need('sendTestEvent', status(await trial.call('sendTestEvent', { path }), 202));
  await drain(trial);
  const deliveries = await eventually(
    () => trial.call('listDeliveries', { path }),
    trial,
    ({ json }) => at(json, '/items/0/attempts/0') !== undefined,
  );
  return { url, deliveries };
}

const OUTCOME = '/items/0/attempts/0/outcome';

export const checks: readonly Check[] = [
  {
    id: 'security.certificates',
    title: 'An endpoint whose certificate nobody vouches for is sent nothing',
    profile: 'webhooks',
    requirements: ['ORF-SEC-054'],
    needs: ['test_control', 'receiver', 'untrusted_receiver'],
    run: async (trial) => {
      await fresh(trial);
      const known = await sentTo(trial, { answers: [{ status: 204 }] });
      trial.need('a message to the receiver', member(known.deliveries, OUTCOME, 'delivered'));
      const unknown = await sentTo(trial, { answers: [{ status: 204 }], certificate: 'untrusted' });
      trial.judge('ORF-SEC-054', member(unknown.deliveries, OUTCOME, 'unreachable'));
      const received = await trial.collect(unknown.url);
      trial.judge('ORF-SEC-054', same('messages that arrived', received.length, 0));
    },
  },
];
