import { validatePolicySettings } from '@open-return-forwarding/core';
import { ProblemError } from '@open-return-forwarding/protocol';
import { type Operation, recordAudit } from '../casework/context.ts';
import { currentPolicy } from '../casework/policies.ts';
import { etag } from '../casework/present.ts';
import { addPolicyVersion, policyEnvironment, refuseConflicts } from '../policy.ts';

export const updatePolicy: Operation<'updatePolicy'> = async (context, { headers, body }) => {
  refuseConflicts(validatePolicySettings(body, policyEnvironment(context.carriers)));
  const policy = await context.command(async (own) => {
    const { unit, clock } = own;
    const now = clock.now();
    const { version } = await currentPolicy(unit, now);
    if (headers['If-Match'] !== etag(version)) {
      throw new ProblemError('precondition_failed', { detail: `version ${version} is in force` });
    }
    const made = await addPolicyVersion(unit, { settings: body, from: now });
    await recordAudit(own, 'updatePolicy', String(made.version));
    return made;
  });
  context.wake();
  return { status: 200, body: policy, headers: { ETag: etag(policy.version) } };
};
