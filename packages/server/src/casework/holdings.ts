import type { ListingRecord, ReturnRecord } from '../stored.ts';
import type { Case } from './case.ts';
import { loadListing } from './load.ts';

/** An open listing of an item that a buyer sends, or had before. */
export interface Holding {
  readonly record: ListingRecord;
  readonly code: 'own_item' | 'earlier_holder';
}

interface Held {
  readonly buyer_ref: string;
  readonly sku: string;
}

/**
 * The listings of an article that a buyer cannot have: their own, and those of items that they sent on before, whoever
 * has had them since. They are loaded. There are as many reads as the buyer has had returns of the article.
 */
export async function loadHoldings(
  theCase: Case,
  { buyer_ref, sku }: Held,
  isOpen: (record: ListingRecord) => boolean,
): Promise<Holding[]> {
  const holdings = new Map<string, Holding>();
  const sent = await theCase.unit.returns.find({ consumer_ref: buyer_ref, sku });
  for (const source of sent) {
    for (const later of await sentOn(theCase, source))
      await add(theCase, holdings, { source: later, code: 'earlier_holder' });
  }
  // Whoever sends an item once more is its sender, and an earlier holder only besides.
  for (const source of sent) await add(theCase, holdings, { source, code: 'own_item' });
  return [...holdings.values()].filter(({ record }) => isOpen(record));
}

interface Found {
  readonly source: ReturnRecord;
  readonly code: Holding['code'];
}

async function add(theCase: Case, holdings: Map<string, Holding>, { source, code }: Found): Promise<void> {
  const { status, listing_id } = source.doc;
  if (status !== 'listed' || listing_id === undefined) return;
  await loadListing(theCase, listing_id);
  const record = theCase.records.listing.get(listing_id);
  if (record !== undefined) holdings.set(listing_id, { record, code });
}

/** The returns by which the item of a return was sent back since: by its buyer, by that one's buyer, and so on. */
async function sentOn({ unit }: Case, source: ReturnRecord): Promise<ReturnRecord[]> {
  const later: ReturnRecord[] = [];
  if (source.doc.forward_id === undefined) return later;
  const seen = new Set<string>();
  const open = [source];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { doc } of await unit.forwards.find({ return_id: next.doc.id })) {
      const buyer = (await unit.orders.get(doc.order_id))?.doc.buyer_ref;
      if (buyer === undefined) continue;
      for (const found of await unit.returns.find({ consumer_ref: buyer, sku: next.doc.product.sku })) {
        if (found.doc.forwarded_from !== doc.id || seen.has(found.doc.id)) continue;
        seen.add(found.doc.id);
        later.push(found);
        open.push(found);
      }
    }
  }
  return later;
}
