import { placeOrder } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadActiveListings, loadListingIfAny, loadPendingOrders } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const createOrder: Operation<'createOrder'> = async (context, { body }) => {
  const theCase = await startCase(context, context.unit);
  const id = context.newId('ord');
  theCase.work.zones.set(id, context.geo.zoneOf(body.ship_to));
  if (body.listing_id !== undefined) await loadListingIfAny(theCase, body.listing_id);
  if (body.accepts.length > 0 || body.listing_id !== undefined) {
    await loadActiveListings(theCase, body.sku);
    await loadPendingOrders(theCase, body.sku);
  }
  const order = placeOrder(theCase.work, id, body);
  await context.unit.vault.put(id, { ship_to: body.ship_to });
  await saveCase(theCase);
  return { status: 201, body: order, headers: { Location: `/v1/orders/${id}` } };
};
