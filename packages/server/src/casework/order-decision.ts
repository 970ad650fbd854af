import { orderFacts, overdueDecision, see, workAt } from '@open-return-forwarding/core';
import { loadCandidates } from './candidates.ts';
import { type Case, requirePastPolicy } from './case.ts';
import { loadForListing, loadOrder, loadPendingOrders } from './load.ts';

/** A pending order with the listings that it is weighed against, as of the moment that counts. Throws NotFound. */
export async function loadOrderAndListings(theCase: Case, orderId: string): Promise<void> {
  await loadOrder(theCase, orderId);
  const order = see(theCase.work, 'order', orderId);
  await loadPendingOrders(theCase, order.sku);
  await loadCandidates(theCase, { ...orderFacts(theCase.work, order), sku: order.sku }, 'hold_ended');
}

/**
 * An order that a command may end. Where its time to wait is over and no timer has run, with what the rules decide it by
 * as of that moment; where a forward serves it, with what listing the item once more needs. Throws NotFound.
 */
export async function loadOrderToEnd(theCase: Case, orderId: string): Promise<void> {
  await loadOrder(theCase, orderId);
  const due = overdueDecision(theCase.work, orderId);
  if (due !== undefined) {
    await requirePastPolicy(theCase, due);
    await loadOrderAndListings({ ...theCase, work: workAt(theCase.work, due) }, orderId);
  }
  const { forward_id } = see(theCase.work, 'order', orderId);
  if (forward_id !== undefined)
    await loadForListing(theCase, see(theCase.work, 'forward', forward_id).return_id);
}
