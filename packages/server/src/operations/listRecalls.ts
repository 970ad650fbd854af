import type { Operation } from '../casework/context.ts';

export const listRecalls: Operation<'listRecalls'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, sku } = query;
    return { status: 200, body: await view.recalls.page({ sku }, { limit, cursor }) };
  });
