import type { Forward } from '@open-return-forwarding/protocol';
import { see, type Work } from './work.ts';

/** The forward that serves an order now, if one does. */
export function servingForward(work: Work, orderId: string): Forward | undefined {
  const { status, forward_id } = see(work, 'order', orderId);
  return status === 'forward' ? see(work, 'forward', forward_id) : undefined;
}

/** Whether the sender still has the item. */
export function isBeforeHandIn({ status }: Pick<Forward, 'status'>): boolean {
  return status === 'label_pending' || status === 'label_issued';
}

/** The order ended while the sender still has the item: the forward reverts, and the item may be listed again. */
export function endBeforeHandIn(work: Work, forward: Forward): void {
  work.fire('forward', forward.id, 'order_cancelled');
  work.fire('return', forward.return_id, 'order_cancelled');
}
