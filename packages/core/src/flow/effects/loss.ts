import { book, closeBooksIfDone } from '../books.ts';
import { refundBuyer } from '../buyer-refund.ts';
import { closeHold } from '../hold.ts';
import { isRecalled } from '../recalled.ts';
import { edit, policyFor, see, type Work } from '../work.ts';
import { makeDue } from './refund.ts';

/** Effects of a parcel that never reaches its buyer. */
export const lossEffects = {
  /** The sender has handed the goods in, and is paid whole whatever became of them. */
  refund_sender_in_full(work: Work, forwardId: string): void {
    const { return_id, status } = see(work, 'forward', forwardId);
    const { refund } = see(work, 'return', return_id);
    if (refund.status === 'held') {
      closeHold(work, forwardId, { status: 'released', by: 'operator' });
      work.fire('refund', return_id, 'release');
    } else makeDue(work, return_id, status === 'lost' ? 'lost' : 'undeliverable');
  },

  compensate_buyer(work: Work, forwardId: string): void {
    const forward = see(work, 'forward', forwardId);
    const cause = forward.status === 'lost' ? 'lost' : 'undeliverable';
    if (see(work, 'return', forward.return_id).status === 'in_forward')
      work.fire('return', forward.return_id, cause);
    if (cause === 'undeliverable')
      edit(work, 'return', forward.return_id).route = { destination: 'warehouse' };
    book(work, forwardId, 'fee_reversed');
    if (cause === 'lost') book(work, forwardId, 'claim_opened');
    const { status } = see(work, 'order', forward.order_id);
    if (status === 'forward') serveOtherwise(work, forwardId, cause);
    else if (status === 'refunded') refundBuyer(work, forward.order_id);
    closeBooksIfDone(work, forwardId);
  },
};

function serveOtherwise(work: Work, forwardId: string, cause: 'lost' | 'undeliverable'): void {
  const forward = see(work, 'forward', forwardId);
  const isReplaced = policyFor(work, forward).shipping.on_loss === 'from_stock';
  if (isReplaced && !isRecalled(work, forward.return_id)) {
    work.fire('order', forward.order_id, { on: 'replace', reason: cause });
    return;
  }
  const order = edit(work, 'order', forward.order_id);
  const { amount, currency } = order.price_due;
  order.buyer_refund_due = { amount, currency };
  order.fulfilment = { source: 'none', reason_code: cause };
  book(work, forwardId, 'second_sale_reversed');
}
