import type { Operation } from '../casework/context.ts';
import { currentPolicy } from '../casework/policies.ts';
import { etag } from '../casework/present.ts';

export const getPolicy: Operation<'getPolicy'> = (context) =>
  context.query(async (view) => {
    const policy = await currentPolicy(view, context.clock.now());
    return { status: 200, body: policy, headers: { ETag: etag(policy.version) } };
  });
