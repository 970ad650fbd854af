import type { Forward, Order } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { see, type Work } from '../work.ts';

/**
 * The buyer cancels. A forward that was not handed in reverts, and the item may be listed again. Refused after hand-in:
 * `already_handed_in`.
 */
export function cancelOrder(work: Work, orderId: string): void {
  const order = see(work, 'order', orderId);
  const forward = servingForward(work, order);
  if (forward !== undefined && forward.status !== 'label_pending' && forward.status !== 'label_issued') {
    throw new Refusal('already_handed_in', 'the parcel is on its way; the order can no longer be cancelled');
  }
  work.fire('order', orderId, 'cancel');
  if (forward === undefined) return;
  work.fire('forward', forward.id, 'order_cancelled');
  work.fire('return', forward.return_id, 'order_cancelled');
}

function servingForward(work: Work, order: Order): Forward | undefined {
  return order.status === 'forward' ? see(work, 'forward', order.forward_id) : undefined;
}
