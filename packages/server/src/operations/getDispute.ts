import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getDispute: Operation<'getDispute'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.disputes.get(path.dispute_id), 'dispute');
    return { status: 200, body: doc };
  });
