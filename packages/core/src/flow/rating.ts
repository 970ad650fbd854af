import type { RateForward, RatingSource } from '@open-return-forwarding/protocol';
import { edit, type Work } from './work.ts';

/** Silence to the end of the window accepts the item. */
export function rateBySilence(work: Work, forwardId: string): void {
  writeRating(work, forwardId, { verdict: 'positive', source: 'auto' });
  work.fire('forward', forwardId, 'rating_window');
}

/** Writes a verdict down; what follows from it is the table's. */
export function writeRating(
  work: Work,
  forwardId: string,
  said: RateForward & { source: RatingSource },
): void {
  edit(work, 'forward', forwardId).rating = {
    verdict: said.verdict,
    source: said.source,
    issues: said.issues ?? [],
    ...(said.note === undefined ? {} : { note: said.note }),
    rated_at: work.context.effective_at,
  };
}
