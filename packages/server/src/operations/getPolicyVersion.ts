import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getPolicyVersion: Operation<'getPolicyVersion'> = (context, { path }) =>
  context.query(async (view) => {
    const policy = found(await view.policies.get(path.version), 'policy version');
    return { status: 200, body: policy };
  });
