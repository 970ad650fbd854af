import type { Operation } from '../casework/context.ts';
import { presentDelivery } from '../casework/endpoints.ts';
import { found } from '../casework/load.ts';

export const listDeliveries: Operation<'listDeliveries'> = (context, { path, query }) =>
  context.query(async (view) => {
    const { doc } = found(await view.endpoints.get(path.endpoint_id), 'webhook endpoint');
    const { status, limit, cursor } = query;
    const page = await view.deliveries.page({ endpoint_id: doc.id, status }, { limit, cursor });
    return {
      status: 200,
      body: { items: page.items.map(presentDelivery), next_cursor: page.next_cursor },
    };
  });
