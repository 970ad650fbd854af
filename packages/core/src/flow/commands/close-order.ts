import type { OrderOutcome } from '@open-return-forwarding/protocol';
import { book } from '../books.ts';
import { edit, see, type Work } from '../work.ts';

/** The retailer tells how an order ended; a refund to the buyer that was owed is booked as paid. */
export function closeOrder(work: Work, orderId: string, outcome: OrderOutcome): void {
  work.fire('order', orderId, outcome === 'fulfilled' ? 'close_fulfilled' : 'close_refunded');
  const { forward_id, buyer_refund_due } = see(work, 'order', orderId);
  if (outcome !== 'refunded' || buyer_refund_due === undefined || forward_id === undefined) return;
  book(work, forward_id, 'buyer_refunded');
  delete edit(work, 'order', orderId).buyer_refund_due;
}
