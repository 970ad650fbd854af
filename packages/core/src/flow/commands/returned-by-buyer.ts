import type { RatingIssue, ReturnReasonCode } from '@open-return-forwarding/protocol';
import { isForwardable } from '../../assessment/item.ts';
import { Refusal } from '../../refusal.ts';
import { meetOverdue } from '../overdue.ts';
import { writeRating } from '../rating.ts';
import { see, type Work } from '../work.ts';

type Failure = Extract<
  ReturnReasonCode,
  'not_as_described' | 'wrong_item' | 'defective' | 'damaged_in_transit'
>;

const issues: Record<Failure, RatingIssue> = {
  not_as_described: 'not_as_described',
  wrong_item: 'wrong_item',
  defective: 'damaged',
  damaged_in_transit: 'damaged',
};

/** Refused: `invalid_body` where the forward that a return names is unknown or did not go to this consumer. */
export function requireBuyer(work: Work, forwardId: string, consumerRef: string): void {
  const forward = work.shelf.forward.get(forwardId);
  if (forward !== undefined && see(work, 'order', forward.order_id).buyer_ref === consumerRef) return;
  throw new Refusal('invalid_body', 'no forward with this id went to this consumer', {
    pointer: '/forwarded_from',
    code: 'unknown_reference',
  });
}

/** A buyer who sends a forwarded item back for a failure, and has not rated it, has rated it negatively. */
export function takeReturnAsVerdict(work: Work, forwardId: string, reason: ReturnReasonCode): void {
  meetOverdue(work, see(work, 'forward', forwardId).return_id);
  const { status } = see(work, 'forward', forwardId);
  if (isForwardable(reason) || status !== 'delivered') return;
  const issue = Object.hasOwn(issues, reason) ? issues[reason as Failure] : 'other';
  writeRating(work, forwardId, { verdict: 'negative', source: 'return', issues: [issue] });
  work.fire('forward', forwardId, 'rate');
}
