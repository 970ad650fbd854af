import type { RatingCounts } from '@open-return-forwarding/core';
import type { Case } from './case.ts';

/** How many of a sender's past returns are looked at. */
const MEMORY = 50;

/** Counts how buyers rated what the senders on the shelf forwarded before. */
export async function loadSenderRatings(theCase: Case): Promise<void> {
  const senders = new Set([...theCase.records.return.values()].map(({ doc }) => doc.consumer.ref));
  for (const sender of senders) {
    if (sender === undefined || theCase.work.ratings.sender.has(sender)) continue;
    theCase.work.ratings.sender.set(sender, await countRatings(theCase, sender));
  }
}

async function countRatings({ unit }: Case, sender: string): Promise<RatingCounts> {
  const returns = await unit.returns.find(
    { consumer_ref: sender, status: ['completed', 'in_forward'] },
    { limit: MEMORY },
  );
  const counts = { acceptable: 0, unacceptable: 0 };
  // A return may have been matched before, in vain: only its latest forward counts.
  const latest = new Set(returns.flatMap(({ doc }) => doc.forward_id ?? []));
  const forwards =
    latest.size === 0 ? [] : await unit.forwards.find({ return_id: returns.map(({ doc }) => doc.id) });
  for (const { doc } of forwards.filter((each) => latest.has(each.doc.id))) {
    if (doc.rating?.verdict === 'negative') counts.unacceptable += 1;
    else if (doc.rating !== undefined) counts.acceptable += 1;
  }
  return counts;
}
