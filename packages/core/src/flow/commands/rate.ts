import type { RateForward, RatingSource } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { hasPassed } from '../../time.ts';
import { edit, see, type Work } from '../work.ts';

/** The buyer's verdict. Refused: `already_rated`, `rating_window_closed`; before delivery `illegal_transition`. */
export function rate(work: Work, forwardId: string, said: RateForward): void {
  requireRateable(work, forwardId);
  writeRating(work, forwardId, { ...said, source: 'buyer' });
  work.fire('forward', forwardId, 'rate');
}

/** Silence to the end of the window accepts the item. */
export function rateBySilence(work: Work, forwardId: string): void {
  writeRating(work, forwardId, { verdict: 'positive', source: 'auto' });
  work.fire('forward', forwardId, 'rating_window');
}

/** Whether a buyer may rate now, or may be given a link to do so. */
export function requireRateable(work: Work, forwardId: string): void {
  const { rating, status, rating_closes_at } = see(work, 'forward', forwardId);
  if (rating !== undefined && rating.source !== 'auto')
    throw new Refusal('already_rated', 'this forward has been rated');
  const closed = rating_closes_at !== undefined && hasPassed(rating_closes_at, work.context.effective_at);
  if (rating !== undefined || closed) {
    throw new Refusal('rating_window_closed', `the time to rate ended at ${rating_closes_at}`);
  }
  if (status !== 'delivered')
    throw new Refusal('illegal_transition', `a forward that is \`${status}\` cannot be rated`);
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
