import type { Operation } from '../casework/context.ts';

export const listPolicyVersions: Operation<'listPolicyVersions'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor } = query;
    const { items, next_cursor } = await view.policies.page({ limit, cursor });
    return { status: 200, body: { items, next_cursor } };
  });
