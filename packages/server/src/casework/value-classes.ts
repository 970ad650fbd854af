import { listingFacts, see, valueClass } from '@open-return-forwarding/core';
import type { Listing } from '@open-return-forwarding/protocol';
import type { Case } from './case.ts';
import { found, loadReturn } from './load.ts';
import { loadSenderRatings } from './ratings.ts';

/** The class that a listing is kept under. Its return and its sender's ratings have to be on the table. */
export function keptClass({ work }: Case, listing: Listing): string {
  return valueClass(listingFacts(work, listing));
}

/** A new rating of a sender moves what else that sender has listed into other classes. Called once all else is stored. */
export async function followRatings(theCase: Case): Promise<void> {
  const { changes, shelf } = theCase.work;
  const rated = changes.events.filter(({ type }) => type === 'forward.rated');
  for (const { id } of rated) {
    const { return_id } = see(theCase.work, 'forward', id);
    const sender = shelf.return.get(return_id)?.consumer.ref;
    if (sender !== undefined) await reclassify(theCase, sender);
  }
}

async function reclassify(theCase: Case, sender: string): Promise<void> {
  const { unit, work } = theCase;
  const listed = await unit.returns.find({ consumer_ref: sender, status: 'listed' });
  if (listed.length === 0) return;
  work.ratings.sender.delete(sender);
  await loadSenderRatings(theCase);
  for (const { doc } of listed) {
    await loadReturn(theCase, doc.id);
    const record = found(await unit.listings.get(doc.listing_id ?? ''), 'listing');
    const value_class = keptClass(theCase, record.doc);
    if (value_class !== record.value_class) await unit.listings.update({ ...record, value_class });
  }
}
