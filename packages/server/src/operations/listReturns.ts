import type { Operation } from '../casework/context.ts';
import type { ReturnPersonal } from '../casework/personal.ts';
import { presentReturn } from '../casework/present.ts';

export const listReturns: Operation<'listReturns'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, ...filter } = query;
    const page = await view.returns.page(filter, { limit, cursor });
    const items = await Promise.all(
      page.items.map(async ({ doc }) => presentReturn(doc, await view.vault.get<ReturnPersonal>(doc.id))),
    );
    return { status: 200, body: { items, next_cursor: page.next_cursor } };
  });
