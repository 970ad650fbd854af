import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';

export const getOrder: Operation<'getOrder'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.orders.get(path.order_id), 'order');
    return { status: 200, body: doc, headers: { ETag: etag(version) } };
  });
