import type { Operation } from '../casework/context.ts';
import { showStoredForward } from '../casework/show.ts';

export const listForwards: Operation<'listForwards'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, ...filter } = query;
    const page = await view.forwards.page(filter, { limit, cursor });
    const items = await Promise.all(page.items.map(({ doc }) => showStoredForward(view, doc)));
    return { status: 200, body: { items, next_cursor: page.next_cursor } };
  });
