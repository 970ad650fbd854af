import { listingAt, priceStepAt } from '@open-return-forwarding/core';
import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';

export const getListing: Operation<'getListing'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.listings.get(path.listing_id), 'listing');
    const now = context.clock.now();
    // The price moves without the record: another step is another representation.
    const headers = { ETag: etag(version, priceStepAt(doc, now)) };
    return { status: 200, body: listingAt(doc, now), headers };
  });
