import type { OrderOutcome } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { refundBuyer } from '../buyer-refund.ts';
import { meetOverdue, meetOverdueDecision } from '../overdue.ts';
import { endBeforeHandIn, isBeforeHandIn, servingForward } from '../serving.ts';
import { see, type Work } from '../work.ts';

/**
 * The retailer tells how an order ended; a refund to the buyer that was owed is booked as paid. A forward that was not
 * handed in has nobody to go to any more, and reverts. Refused: `illegal_transition` where the order is over, or is said
 * to be fulfilled while its buyer is owed the money back.
 */
export function closeOrder(work: Work, orderId: string, outcome: OrderOutcome): void {
  meetOverdueDecision(work, orderId);
  const { forward_id } = see(work, 'order', orderId);
  if (forward_id !== undefined) meetOverdue(work, see(work, 'forward', forward_id).return_id);
  if (outcome === 'fulfilled' && see(work, 'order', orderId).buyer_refund_due !== undefined) {
    throw new Refusal('illegal_transition', 'the parcel was lost and the buyer is owed the money back');
  }
  const forward = servingForward(work, orderId);
  work.fire('order', orderId, outcome === 'fulfilled' ? 'close_fulfilled' : 'close_refunded');
  if (forward !== undefined && isBeforeHandIn(forward)) endBeforeHandIn(work, forward);
  else if (outcome === 'refunded') refundBuyer(work, orderId);
}
