import { checkEligibility as check } from '@open-return-forwarding/core';
import type { Operation } from '../casework/context.ts';
import { knowledgeOf } from '../casework/knowledge.ts';
import { currentPolicy } from '../casework/policies.ts';

export const checkEligibility: Operation<'checkEligibility'> = (context, { body }) =>
  context.query(async (view) => {
    const now = context.clock.now();
    const policy = await currentPolicy(view, now);
    const known = await knowledgeOf(view, { policy, at: now }, body.product);
    const recalled = await view.recalls.names(body.product.sku);
    return { status: 200, body: check({ now, policy, known, recalled }, body) };
  });
