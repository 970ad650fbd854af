import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, instant, member, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { declares, everything, type Ids, LISTS } from '../../stage/everything.ts';
import { eligibleReturn } from '../../stage/messages.ts';
import { controlCheck } from '../../stage/shapes.ts';
import { succeeds } from '../../stage/stage.ts';

const LATER = '2027-06-01T12:00:00Z';

const READS: readonly (readonly [operation: string, name: string])[] = [
  ['getReturn', 'return_id'],
  ['getListing', 'listing_id'],
  ['getOrder', 'order_id'],
  ['getForward', 'forward_id'],
  ['getRefund', 'refund_id'],
  ['getSettlement', 'settlement_id'],
  ['getDispute', 'dispute_id'],
  ['getEvent', 'event_id'],
];

const HOOKS: typeof READS = [['getWebhookEndpoint', 'endpoint_id']];

async function gone(trial: Trial, ids: Ids): Promise<void> {
  const reads = [...READS, ...(declares(trial, 'webhooks') ? HOOKS : [])];
  for (const [operation, name] of reads) {
    const reply = await trial.call(operation, { path: { [name]: ids[name] ?? '' } });
    trial.judge('ORF-TST-008', problem(reply, 'not_found', 404));
  }
  for (const operation of [...LISTS, ...(declares(trial, 'webhooks') ? ['listWebhookEndpoints'] : [])]) {
    trial.judge('ORF-TST-008', isEmpty(operation, (await trial.call(operation)).json));
  }
  const events = await trial.call('listEvents', { query: { subject_id: ids.return_id ?? '' } });
  trial.judge('ORF-TST-008', isEmpty('listEvents', events.json));
}

function isEmpty(operation: string, page: unknown): Claim {
  return same(`items of ${operation}`, at(page, '/items'), []);
}

export const checks: readonly Check[] = [
  {
    id: 'test-control.reset',
    title: 'A reset leaves nothing but tokens, and sets clock and policy',
    profile: 'test_control',
    requirements: ['ORF-TST-008'],
    needs: ['test_control', 'receiver'],
    run: async (trial) => {
      const ids = await everything(trial);
      const [key, body] = [trial.unique('key'), eligibleReturn(trial)];
      trial.need('createReturn', status(await trial.call('createReturn', { body, key }), 201));
      const offer = { expiry_hours: 31 };
      const policy = { ...trial.around.policy, offer };
      const reset = await trial.call('resetSandbox', { body: { now: LATER, policy } });
      trial.judge(
        'ORF-TST-008',
        status(reset, 200),
        instant(reset, '/now', LATER),
        member(reset, '/policy_version', 1),
      );
      trial.judge('ORF-TST-008', instant(await trial.call('getClock'), '/now', LATER));
      await gone(trial, ids);
      const other = eligibleReturn(trial, {
        external_id: body.external_id,
        consumer: { ref: 'somebody-else' },
      });
      const made = await trial.call('createReturn', { body: other, key });
      trial.judge('ORF-TST-008', status(made, 201), member(made, '/policy_version', 1));
      if (!declares(trial, 'policy')) return;
      const held = await trial.call('getPolicy');
      trial.judge('ORF-TST-008', member(held, '/version', 1), member(held, '/offer/expiry_hours', 31));
    },
  },
  controlCheck({
    id: 'test-control.reset-refused',
    title: 'A reset to a policy that cannot hold resets nothing',
    requirements: ['ORF-TST-008'],
    run: async (trial) => {
      const policy = trial.around.policy;
      await succeeds(trial, 'resetSandbox', { body: { now: LATER, policy } });
      const made = await trial.call('createReturn', { body: eligibleReturn(trial) });
      const path = { return_id: String(trial.needObject('createReturn', made, 201).id) };
      const conflict = { ...policy, currency: 'ZZZ' };
      const refused = await trial.call('resetSandbox', { body: { policy: conflict } });
      trial.judge('ORF-TST-008', problem(refused, 'policy_conflict', 422));
      const shapeless = await trial.call('resetSandbox', { body: { policy: { currency: 'EUR' } } });
      trial.judge('ORF-TST-008', problem(shapeless, 'invalid_body', 422));
      const reply = await trial.call('getReturn', { path });
      trial.judge('ORF-TST-008', status(reply, 200));
      const clock = await trial.call('getClock');
      trial.judge(
        'ORF-TST-008',
        instant(clock, '/now', LATER),
        fact('drained', at(clock.json, '/drained') === true, { actual: clock.json }),
      );
    },
  }),
];
