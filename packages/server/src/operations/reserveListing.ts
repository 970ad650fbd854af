import { reserveListing as reserve, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { found, loadForListing, loadListing } from '../casework/load.ts';
import { newReservationToken, requireFewReservations } from '../casework/reservations.ts';
import { saveCase } from '../casework/save.ts';

export const reserveListing: Operation<'reserveListing'> = async (context, { path, body }) => {
  const { listing_id } = path;
  const { unit } = context;
  const theCase = await startCase(context, unit);
  await loadListing(theCase, listing_id);
  await loadForListing(theCase, see(theCase.work, 'listing', listing_id).return_id);
  reserve(theCase.work, listing_id, body.minutes);
  const { now } = theCase.work.context;
  await requireFewReservations(unit, body.buyer_ref, now);
  const reserved_until = found(see(theCase.work, 'listing', listing_id).reserved_until, 'reservation');
  const token = newReservationToken();
  const { buyer_ref } = body;
  await unit.reservations.create(token, { listing_id, buyer_ref, reserved_at: now, reserved_until });
  await saveCase(theCase);
  return { status: 201, body: { listing_id, token, reserved_until } };
};
