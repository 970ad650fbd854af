import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getErasure: Operation<'getErasure'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.erasures.get(path.erasure_id), 'erasure');
    return { status: 200, body: doc };
  });
