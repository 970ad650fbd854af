import { type Documents, see, shelve } from '@open-return-forwarding/core';
import type { Listing, Order } from '@open-return-forwarding/protocol';
import { NotFound } from '../faults.ts';
import { type Case, type CaseRecords, requirePolicy } from './case.ts';
import { loadSenderRatings } from './ratings.ts';

/** A return with its listing and its forward. Throws NotFound. */
export async function loadReturn(theCase: Case, id: string): Promise<void> {
  if (theCase.records.return.has(id)) return;
  const record = found(await theCase.unit.returns.get(id), 'return');
  await keep(theCase, 'return', record);
  setZone(theCase, id, record.zone);
  const { listing_id, forward_id } = record.doc;
  if (listing_id !== undefined) await loadListing(theCase, listing_id);
  if (forward_id !== undefined) await loadForward(theCase, forward_id);
}

/** A listing with its return. Throws NotFound. */
export async function loadListing(theCase: Case, id: string): Promise<void> {
  if (theCase.records.listing.has(id)) return;
  const record = found(await theCase.unit.listings.get(id), 'listing');
  await keep(theCase, 'listing', record);
  await loadReturn(theCase, record.doc.return_id);
}

/** An order with its forward. Throws NotFound. */
export async function loadOrder(theCase: Case, id: string): Promise<void> {
  if (theCase.records.order.has(id)) return;
  const record = found(await theCase.unit.orders.get(id), 'order');
  await keep(theCase, 'order', record);
  setZone(theCase, id, record.zone);
  if (record.doc.forward_id !== undefined) await loadForward(theCase, record.doc.forward_id);
}

/** A forward with its return, listing, order and books. Throws NotFound. */
export async function loadForward(theCase: Case, id: string): Promise<void> {
  if (theCase.records.forward.has(id)) return;
  const record = found(await theCase.unit.forwards.get(id), 'forward');
  await keep(theCase, 'forward', record);
  const { return_id, listing_id, order_id, settlement_id } = record.doc;
  await loadReturn(theCase, return_id);
  await loadListing(theCase, listing_id);
  await loadOrder(theCase, order_id);
  if (settlement_id === undefined || theCase.records.settlement.has(settlement_id)) return;
  await keep(theCase, 'settlement', found(await theCase.unit.settlements.get(settlement_id), 'settlement'));
}

/** A forward that a request names, if it exists at all: the rules say what it means that it does not. */
export async function loadForwardIfAny(theCase: Case, id: string): Promise<void> {
  if ((await theCase.unit.forwards.get(id)) !== undefined) await loadForward(theCase, id);
}

/** The return of a refund, with all that belongs to it. Throws NotFound. */
export async function loadRefund(theCase: Case, refundId: string): Promise<string> {
  const [record] = await theCase.unit.returns.find({ refund_id: refundId }, { limit: 1 });
  const { doc } = found(record, 'refund');
  await loadReturn(theCase, doc.id);
  return doc.id;
}

export async function loadDispute(theCase: Case, id: string): Promise<void> {
  await keep(theCase, 'dispute', found(await theCase.unit.disputes.get(id), 'dispute'));
}

/** Pending orders of an article: whoever may be served when a listing of it opens or closes. */
export async function loadPendingOrders(theCase: Case, sku: string): Promise<void> {
  for (const record of await theCase.unit.orders.find({ sku, status: 'pending' })) {
    if (theCase.records.order.has(record.doc.id)) continue;
    await keep(theCase, 'order', record);
    setZone(theCase, record.doc.id, record.zone);
  }
}

/** Active listings of an article with their returns and what is known of their senders. */
export async function loadActiveListings(theCase: Case, sku: string): Promise<void> {
  for (const record of await theCase.unit.listings.find({ sku, status: 'active' })) {
    await loadListing(theCase, record.doc.id);
  }
  await loadSenderRatings(theCase);
}

/** What weighing a listing needs: the pending orders of its article, and its sender's ratings. */
export async function loadForListing(theCase: Case, returnId: string): Promise<void> {
  await loadPendingOrders(theCase, see(theCase.work, 'return', returnId).product.sku);
  await loadSenderRatings(theCase);
}

/** The listing that an order names, if it exists at all. */
export async function loadNamedListing(
  theCase: Case,
  order: Pick<Order, 'listing_id'>,
): Promise<Listing | undefined> {
  if (order.listing_id === undefined) return undefined;
  const record = await theCase.unit.listings.get(order.listing_id);
  if (record === undefined) return undefined;
  await loadListing(theCase, record.doc.id);
  return record.doc;
}

async function keep<K extends keyof CaseRecords>(
  theCase: Case,
  kind: K,
  record: CaseRecords[K],
): Promise<void> {
  const records: Map<string, CaseRecords[K]> = theCase.records[kind];
  records.set(record.doc.id, record);
  shelve(theCase.work, kind, record.doc as Documents[K]);
  if ('policy_version' in record.doc) await requirePolicy(theCase, record.doc.policy_version);
}

function setZone({ work }: Case, id: string, zone: string): void {
  work.zones.set(id, zone);
}

/** Answers what was found, or refuses as if it did not exist: which it does not, for this retailer. */
export function found<T>(record: T | undefined, what: string): T {
  if (record === undefined) throw new NotFound(what);
  return record;
}
