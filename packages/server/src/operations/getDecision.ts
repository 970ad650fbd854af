import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getDecision: Operation<'getDecision'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.decisions.get(path.decision_id), 'decision');
    return { status: 200, body: doc };
  });
