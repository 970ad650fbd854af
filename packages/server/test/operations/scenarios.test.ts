import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('a situation', () => {
  it.each(['return_offered', 'return_listed', 'return_delivered'] as const)(
    'is refused where the policy lets nobody reach it: %s',
    async (scenario) => {
      const policy = { ...defaultPolicySettings, rollout: { ...defaultPolicySettings.rollout, share_bp: 0 } };
      await sandbox.ask('resetSandbox', { body: { now: START, policy } });
      const answer = await sandbox.call('seedScenario', { body: { scenario } });
      expect(problemOf(answer)).toMatchObject({ status: 409, code: 'illegal_transition' });
    },
  );

  it('is reached under the default policy, and is what its name says', async () => {
    await sandbox.ask('resetSandbox', { body: { now: START } });
    const { forward_id = '' } = await sandbox.ask('seedScenario', {
      body: { scenario: 'return_rated_negative' },
    });
    const forward = await sandbox.ask('getForward', { path: { forward_id } });
    expect(forward).toMatchObject({ status: 'rated', refund: { status: 'held' }, hold: { status: 'open' } });
  });
});
