import { book, closeBooksIfDone } from './books.ts';
import { edit, see, type Work } from './work.ts';

/**
 * The buyer of a parcel that never arrived has the money back: the second sale leaves the books, if it was in them. For
 * any other order nothing is booked here.
 */
export function refundBuyer(work: Work, orderId: string): void {
  const { forward_id } = see(work, 'order', orderId);
  if (forward_id === undefined) return;
  const { status } = see(work, 'forward', forward_id);
  if (status !== 'lost' && status !== 'undeliverable') return;
  book(work, forward_id, 'second_sale_reversed');
  book(work, forward_id, 'buyer_refunded');
  delete edit(work, 'order', orderId).buyer_refund_due;
  closeBooksIfDone(work, forward_id);
}
