import { releaseReservation as release, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import { type Operation, recordAudit } from '../casework/context.ts';
import { loadForListing, loadListing } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const releaseReservation: Operation<'releaseReservation'> = async (context, { path }) => {
  const { listing_id } = path;
  await context.command(async (own) => {
    const theCase = await startCase(own, own.unit);
    await loadListing(theCase, listing_id);
    await loadForListing(theCase, see(theCase.work, 'listing', listing_id).return_id);
    release(theCase.work, listing_id);
    await own.unit.reservations.end(listing_id, theCase.work.context.now);
    await saveCase(theCase);
    await recordAudit(own, 'releaseReservation', listing_id);
  });
  context.wake();
  return { status: 204 };
};
