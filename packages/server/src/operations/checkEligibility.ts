import { checkEligibility as check } from '@open-return-forwarding/core';
import type { Operation } from '../casework/context.ts';
import { currentPolicy } from '../casework/policies.ts';

export const checkEligibility: Operation<'checkEligibility'> = (context, { body }) =>
  context.query(async (view) => {
    const now = context.clock.now();
    return { status: 200, body: check({ now, policy: await currentPolicy(view, now) }, body) };
  });
