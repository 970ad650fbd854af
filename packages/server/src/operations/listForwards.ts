import type { Operation } from '../casework/context.ts';
import type { ForwardPersonal } from '../casework/personal.ts';
import { presentForward } from '../casework/present.ts';

export const listForwards: Operation<'listForwards'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, ...filter } = query;
    const page = await view.forwards.page(filter, { limit, cursor });
    const items = await Promise.all(
      page.items.map(async ({ doc }) => presentForward(doc, await view.vault.get<ForwardPersonal>(doc.id))),
    );
    return { status: 200, body: { items, next_cursor: page.next_cursor } };
  });
