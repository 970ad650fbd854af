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
  for (const { doc } of returns) {
    const forward = doc.forward_id === undefined ? undefined : await unit.forwards.get(doc.forward_id);
    const rating = forward?.doc.rating;
    if (rating === undefined) continue;
    if (rating.verdict === 'negative') counts.unacceptable += 1;
    else counts.acceptable += 1;
  }
  return counts;
}
