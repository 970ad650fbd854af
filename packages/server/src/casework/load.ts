import { type Documents, see, shelve } from '@open-return-forwarding/core';
import { NotFound } from '../faults.ts';
import type { ForwardRecord, ListingRecord, OrderRecord, ReturnRecord } from '../stored.ts';
import { type Case, type CaseRecords, requirePastPolicy, requirePolicy } from './case.ts';
import { loadKnowledge } from './knowledge.ts';
import { countOpenListings, loadClosings } from './open-listings.ts';
import { loadSenderRatings } from './ratings.ts';

/** A return with its listing and its forward, and with those that its item came by. Throws NotFound. */
export async function loadReturn(theCase: Case, id: string): Promise<void> {
  if (theCase.records.return.has(id)) return;
  await addReturn(theCase, found(await theCase.unit.returns.get(id), 'return'));
}

/** A listing with its return. Throws NotFound. */
export async function loadListing(theCase: Case, id: string): Promise<void> {
  if (theCase.records.listing.has(id)) return;
  await addListing(theCase, found(await theCase.unit.listings.get(id), 'listing'));
}

/** A listing that a request names, if it exists at all: the rules say what it means that it does not. */
export async function loadListingIfAny(theCase: Case, id: string): Promise<void> {
  const record = await theCase.unit.listings.get(id);
  if (record !== undefined) await addListing(theCase, record);
}

/** An order with its forward. Throws NotFound. */
export async function loadOrder(theCase: Case, id: string): Promise<void> {
  if (theCase.records.order.has(id)) return;
  const record = found(await theCase.unit.orders.get(id), 'order');
  await addOrder(theCase, record);
  if (record.doc.forward_id !== undefined) await loadForward(theCase, record.doc.forward_id);
}

/** A forward with its return, listing, order and books. Throws NotFound. */
export async function loadForward(theCase: Case, id: string): Promise<void> {
  if (theCase.records.forward.has(id)) return;
  await addForward(theCase, found(await theCase.unit.forwards.get(id), 'forward'));
}

/** A forward that a request names, if it exists at all: the rules say what it means that it does not. */
export async function loadForwardIfAny(theCase: Case, id: string): Promise<void> {
  const record = await theCase.unit.forwards.get(id);
  if (record !== undefined) await addForward(theCase, record);
}

/** The return of a refund, with all that belongs to it. Throws NotFound. */
export async function loadRefund(theCase: Case, refundId: string): Promise<string> {
  const [record] = await theCase.unit.returns.find({ refund_id: refundId }, { limit: 1 });
  const source = found(record, 'refund');
  await addReturn(theCase, source);
  return source.doc.id;
}

export async function loadDispute(theCase: Case, id: string): Promise<void> {
  await keep(theCase, 'dispute', found(await theCase.unit.disputes.get(id), 'dispute'));
}

/** Pending orders of an article: whoever may be served when a listing of it opens or closes. */
export async function loadPendingOrders(theCase: Case, sku: string): Promise<void> {
  for (const record of await theCase.unit.orders.find({ sku, status: 'pending' })) {
    if (!theCase.records.order.has(record.doc.id)) await addOrder(theCase, record);
  }
}

/** What weighing a listing needs: the pending orders of its article, and what is known of the article and its sender. */
export async function loadForListing(theCase: Case, returnId: string): Promise<void> {
  const { product } = see(theCase.work, 'return', returnId);
  await loadPendingOrders(theCase, product.sku);
  await loadKnowledge(theCase, product);
  await countActive(theCase, returnId);
  await loadSenderRatings(theCase);
}

/** How many listings wait for the same orders, one included that this command may open. */
async function countActive(theCase: Case, returnId: string): Promise<void> {
  const { shelf, activeListings } = theCase.work;
  const { product, listing_id } = see(theCase.work, 'return', returnId);
  const isListed = shelf.listing.get(listing_id ?? '')?.status === 'active';
  const others = await countOpenListings(theCase, product.sku);
  activeListings.set(product.sku, isListed ? others : others + 1);
  await loadClosings(theCase, product.sku);
}

async function addReturn(theCase: Case, record: ReturnRecord): Promise<void> {
  await keep(theCase, 'return', record);
  theCase.work.zones.set(record.doc.id, record.zone);
  const { listing_id, forward_id, forwarded_from } = record.doc;
  if (listing_id !== undefined) await loadListing(theCase, listing_id);
  if (forward_id !== undefined) await loadForward(theCase, forward_id);
  if (forwarded_from !== undefined) await loadForward(theCase, forwarded_from);
  await loadRecall(theCase, record.doc.product.sku);
}

/** Whether an article is recalled. */
export async function loadRecall({ unit, work }: Case, sku: string): Promise<void> {
  if (!work.recalled.has(sku)) work.recalled.set(sku, await unit.recalls.names(sku));
}

async function addListing(theCase: Case, record: ListingRecord): Promise<void> {
  await keep(theCase, 'listing', record);
  const { status, closes_at, reserved_until } = record.doc;
  if (status === 'active' || status === 'reserved') await requirePastPolicy(theCase, closes_at);
  if (reserved_until !== undefined) await requirePastPolicy(theCase, reserved_until);
  await loadReturn(theCase, record.doc.return_id);
}

async function addOrder(theCase: Case, record: OrderRecord): Promise<void> {
  await keep(theCase, 'order', record);
  theCase.work.zones.set(record.doc.id, record.zone);
}

async function addForward(theCase: Case, record: ForwardRecord): Promise<void> {
  await keep(theCase, 'forward', record);
  const { return_id, listing_id, order_id, settlement_id } = record.doc;
  await loadReturn(theCase, return_id);
  await loadListing(theCase, listing_id);
  await loadOrder(theCase, order_id);
  if (settlement_id === undefined || theCase.records.settlement.has(settlement_id)) return;
  await keep(theCase, 'settlement', found(await theCase.unit.settlements.get(settlement_id), 'settlement'));
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

/** Answers what was found, or refuses as if it did not exist: which it does not, for this retailer. */
export function found<T>(record: T | undefined, what: string): T {
  if (record === undefined) throw new NotFound(what);
  return record;
}
