import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';

export const getListing: Operation<'getListing'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.listings.get(path.listing_id), 'listing');
    return { status: 200, body: doc, headers: { ETag: etag(version) } };
  });
