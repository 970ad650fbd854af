import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getSettlement: Operation<'getSettlement'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.settlements.get(path.settlement_id), 'settlement');
    return { status: 200, body: doc };
  });
