import { placeOrder } from '@open-return-forwarding/core';
import type { CreateOrder } from '@open-return-forwarding/protocol';
import { loadCandidates } from '../casework/candidates.ts';
import { type Case, startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForListing, loadListingIfAny, loadPendingOrders } from '../casework/load.ts';
import { endLapsedReservations } from '../casework/reservations.ts';
import { saveCase } from '../casework/save.ts';

export const createOrder: Operation<'createOrder'> = async (context, { body }) => {
  await endLapsedReservations(context, context.unit, body.sku);
  const theCase = await startCase(context, context.unit);
  const id = context.newId('ord');
  theCase.work.zones.set(id, context.geo.zoneOf(body.ship_to));
  if (body.listing_id !== undefined) await loadNamed(theCase, id, body);
  else if (body.accepts.length > 0) await loadForOrder(theCase, id, body);
  const order = placeOrder(theCase.work, id, body);
  await context.unit.vault.put(id, { ship_to: body.ship_to });
  await saveCase(theCase);
  return { status: 201, body: order, headers: { Location: `/v1/orders/${id}` } };
};

async function loadNamed(theCase: Case, id: string, body: CreateOrder): Promise<void> {
  const { listing_id = '', reservation_token: token } = body;
  const { unit, work } = theCase;
  const reserved = token === undefined ? undefined : await unit.reservations.find(token, work.context.now);
  if (reserved !== undefined) work.reservations.set(id, reserved);
  await loadListingIfAny(theCase, listing_id);
  const listing = work.shelf.listing.get(listing_id);
  if (listing !== undefined) await loadForListing(theCase, listing.return_id);
}

async function loadForOrder(theCase: Case, id: string, body: CreateOrder): Promise<void> {
  await loadPendingOrders(theCase, body.sku);
  const { sku, buyer_ref, accepts, full_price, offered_price } = body;
  const zone = theCase.work.zones.get(id) ?? '';
  const order = { order_id: id, sku, buyer_ref, accepts, full_price, offered_price, zone };
  await loadCandidates(theCase, order, 'order_arrived');
}
