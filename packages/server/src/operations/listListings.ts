import { listingAt } from '@open-return-forwarding/core';
import type { Operation } from '../casework/context.ts';
import { isWorthShowing } from '../casework/worth.ts';

export const listListings: Operation<'listListings'> = (context, { query }) =>
  context.query(async (view) => {
    const { limit, cursor, country, status = 'active', ...filter } = query;
    const page = await view.listings.page({ ...filter, status }, { limit, cursor });
    const now = context.clock.now();
    const shown = [];
    for (const record of page.items) {
      if (country === undefined || (await isWorthShowing(view, record, country))) {
        shown.push(listingAt(record.doc, now));
      }
    }
    return { status: 200, body: { items: shown, next_cursor: page.next_cursor } };
  });
