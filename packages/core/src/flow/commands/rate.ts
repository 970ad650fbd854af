import type { RateForward } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { hasPassed } from '../../time.ts';
import { meetOverdue } from '../overdue.ts';
import { writeRating } from '../rating.ts';
import { see, type Work } from '../work.ts';

/** The buyer's verdict. Refused: `already_rated`, `rating_window_closed`; before delivery `illegal_transition`. */
export function rate(work: Work, forwardId: string, said: RateForward): void {
  meetOverdue(work, see(work, 'forward', forwardId).return_id);
  requireRateable(work, forwardId);
  writeRating(work, forwardId, { ...said, source: 'buyer' });
  work.fire('forward', forwardId, 'rate');
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
