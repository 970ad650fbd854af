import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getOrder: Operation<'getOrder'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.orders.get(path.order_id), 'order');
    return { status: 200, body: doc };
  });
