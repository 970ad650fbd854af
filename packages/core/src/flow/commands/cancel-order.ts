import { Refusal } from '../../refusal.ts';
import { refundBuyer } from '../buyer-refund.ts';
import { meetOverdue, meetOverdueDecision } from '../overdue.ts';
import { endBeforeHandIn, isBeforeHandIn, servingForward } from '../serving.ts';
import { see, type Work } from '../work.ts';

/**
 * The buyer cancels. A forward that was not handed in reverts, and the item may be listed again. Refused after hand-in:
 * `already_handed_in`.
 */
export function cancelOrder(work: Work, orderId: string): void {
  meetOverdueDecision(work, orderId);
  const { forward_id } = see(work, 'order', orderId);
  if (forward_id !== undefined) meetOverdue(work, see(work, 'forward', forward_id).return_id);
  const forward = servingForward(work, orderId);
  if (forward !== undefined && !isBeforeHandIn(forward)) {
    throw new Refusal('already_handed_in', 'the parcel is on its way; the order can no longer be cancelled');
  }
  work.fire('order', orderId, 'cancel');
  if (forward === undefined) refundBuyer(work, orderId);
  else endBeforeHandIn(work, forward);
}
