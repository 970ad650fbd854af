import { listingAt, see, withdrawListing as withdraw } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForListing, loadListing } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const withdrawListing: Operation<'withdrawListing'> = async (context, { path }) => {
  const theCase = await startCase(context, context.unit);
  await loadListing(theCase, path.listing_id);
  await loadForListing(theCase, see(theCase.work, 'listing', path.listing_id).return_id);
  withdraw(theCase.work, path.listing_id);
  await saveCase(theCase);
  return { status: 200, body: listingAt(see(theCase.work, 'listing', path.listing_id), context.clock.now()) };
};
