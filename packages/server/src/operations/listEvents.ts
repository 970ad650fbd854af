import type { Operation } from '../casework/context.ts';
import { presentEvent } from '../casework/timeline.ts';

export const listEvents: Operation<'listEvents'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, ...filter } = query;
    const page = await view.events.page(filter, { limit, cursor });
    return {
      status: 200,
      body: {
        items: page.items.map((event) => presentEvent(event)),
        next_cursor: page.next_cursor,
        resume_cursor: page.resume_cursor,
      },
    };
  });
