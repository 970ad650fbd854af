import { placeOrder } from '@open-return-forwarding/core';
import type { CreateOrder } from '@open-return-forwarding/protocol';
import { loadCandidates } from '../casework/candidates.ts';
import { type Case, startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForListing, loadListingIfAny, loadPendingOrders } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const createOrder: Operation<'createOrder'> = async (context, { body }) => {
  const theCase = await startCase(context, context.unit);
  const id = context.newId('ord');
  theCase.work.zones.set(id, context.geo.zoneOf(body.ship_to));
  if (body.listing_id !== undefined) await loadNamed(theCase, body.listing_id);
  else if (body.accepts.length > 0) await loadForOrder(theCase, id, body);
  const order = placeOrder(theCase.work, id, body);
  await context.unit.vault.put(id, { ship_to: body.ship_to });
  await saveCase(theCase);
  return { status: 201, body: order, headers: { Location: `/v1/orders/${id}` } };
};

async function loadNamed(theCase: Case, listingId: string): Promise<void> {
  await loadListingIfAny(theCase, listingId);
  const listing = theCase.work.shelf.listing.get(listingId);
  if (listing !== undefined) await loadForListing(theCase, listing.return_id);
}

async function loadForOrder(theCase: Case, id: string, body: CreateOrder): Promise<void> {
  await loadPendingOrders(theCase, body.sku);
  const { sku, buyer_ref, accepts, full_price, offered_price } = body;
  const zone = theCase.work.zones.get(id) ?? '';
  const order = { order_id: id, sku, buyer_ref, accepts, full_price, offered_price, zone };
  await loadCandidates(theCase, order, 'order_arrived');
}
