import type { Operation } from '../casework/context.ts';

export const listSettlements: Operation<'listSettlements'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, from, to, ...filter } = query;
    const opened = from === undefined && to === undefined ? {} : { opened_at: { from, before: to } };
    const page = await view.settlements.page({ ...filter, ...opened }, { limit, cursor });
    return { status: 200, body: { items: page.items.map(({ doc }) => doc), next_cursor: page.next_cursor } };
  });
