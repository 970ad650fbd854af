import { book, closeBooks, closeBooksIfDone } from '../books.ts';
import { see, type Work } from '../work.ts';

/** Effects that end a forward. */
export const settleEffects = {
  /** Called for a forward or for the return whose refund ended; a forward that is not ready stays as it is. */
  try_to_settle(work: Work, id: string): void {
    const forwardId = work.shelf.forward.has(id) ? id : see(work, 'return', id).forward_id;
    if (forwardId === undefined) return;
    const forward = see(work, 'forward', forwardId);
    const { status } = see(work, 'return', forward.return_id).refund;
    if (status !== 'posted' && status !== 'denied') return;
    if (forward.status === 'rated') work.fire('forward', forwardId, 'settle');
    else closeBooksIfDone(work, forwardId);
  },

  settle(work: Work, forwardId: string): void {
    const { return_id, order_id } = see(work, 'forward', forwardId);
    book(work, forwardId, 'incentive_paid');
    closeBooks(work, forwardId);
    if (see(work, 'return', return_id).status === 'in_forward') work.fire('return', return_id, 'settle');
    if (see(work, 'order', order_id).status === 'forward') work.fire('order', order_id, 'fulfil');
  },
};
