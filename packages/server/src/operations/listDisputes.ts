import type { Operation } from '../casework/context.ts';

export const listDisputes: Operation<'listDisputes'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, ...filter } = query;
    const page = await view.disputes.page(filter, { limit, cursor });
    return { status: 200, body: { items: page.items.map(({ doc }) => doc), next_cursor: page.next_cursor } };
  });
