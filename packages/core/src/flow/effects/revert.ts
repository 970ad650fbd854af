import type { Label } from '@open-return-forwarding/protocol';
import { schedule } from '../deadlines.ts';
import { isRecalled, isRoutedByRecall } from '../recalled.ts';
import { edit, see, setDeadline, type Work } from '../work.ts';

/** Effects of a forward that ends before hand-in. */
export const revertEffects = {
  revert_forward(work: Work, returnId: string): void {
    const { forward_id } = see(work, 'return', returnId);
    if (forward_id === undefined) return;
    const { status } = see(work, 'forward', forward_id);
    if (status !== 'label_pending' && status !== 'label_issued') return;
    work.fire('forward', forward_id, isRoutedByRecall(work, returnId) ? 'recalled' : 'return_cancelled');
  },

  void_label(work: Work, forwardId: string): void {
    const { label } = edit(work, 'forward', forwardId);
    if (label?.status !== 'valid') return;
    label.status = 'void_requested';
    schedule(work, 'label_void', { lifecycle: 'forward', id: forwardId });
    schedule(work, 'label_expiry', { lifecycle: 'forward', id: forwardId });
  },

  expire_label(work: Work, forwardId: string): void {
    const { label } = edit(work, 'forward', forwardId);
    if (label !== undefined) label.status = 'expired';
    schedule(work, 'label_expiry', { lifecycle: 'forward', id: forwardId });
  },

  release_order(work: Work, forwardId: string): void {
    const { order_id, revert_reason } = see(work, 'forward', forwardId);
    if (see(work, 'order', order_id).status === 'forward')
      work.fire('order', order_id, { on: 'revert', reason: revert_reason });
  },

  route_return_to_warehouse(work: Work, forwardId: string): void {
    const { return_id, revert_reason } = see(work, 'forward', forwardId);
    work.fire('return', return_id, revert_reason === 'label_failed' ? 'label_failed' : 'hand_in_missed');
  },

  /**
   * If the replacement has not been sent, the parcel serves the order after all; else the retailer intercepts it. So it
   * does where the sender had cancelled: the cancel was first, and stands. An article that was recalled goes to nobody.
   */
  recover_order(work: Work, forwardId: string): void {
    const forward = edit(work, 'forward', forwardId);
    forward.handed_in_late = true;
    if (forward.label !== undefined) keepLabel(work, forwardId, forward.label);
    const senderCancelled = see(work, 'return', forward.return_id).status === 'cancelled';
    const goesOn = !senderCancelled && !isRecalled(work, forward.return_id);
    if (goesOn && see(work, 'order', forward.order_id).status === 'warehouse')
      work.fire('order', forward.order_id, 'recover');
    else forward.intercept = true;
  },

  reclaim_item(work: Work, forwardId: string): void {
    const { return_id } = see(work, 'forward', forwardId);
    const source = see(work, 'return', return_id);
    if (source.status === 'listed') work.fire('listing', source.listing_id ?? '', 'superseded');
    if (source.forward_id !== undefined && source.forward_id !== forwardId)
      supersede(work, source.forward_id);
    const reclaimed = edit(work, 'return', return_id);
    reclaimed.forward_id = forwardId;
    reclaimed.refund.forward_id = forwardId;
    edit(work, 'forward', forwardId).refund = reclaimed.refund;
  },

  resume_return(work: Work, returnId: string): void {
    if (see(work, 'return', returnId).refund.status === 'external') work.fire('refund', returnId, 'resume');
  },

  /** Reminders go out while there is still time to hand in. */
  schedule_reminder(work: Work, forwardId: string): void {
    schedule(work, 'ship_by_reminder', { lifecycle: 'forward', id: forwardId });
  },
};

/** The carrier took the parcel on this label: there is nothing left to void. */
function keepLabel(work: Work, forwardId: string, label: Label): void {
  label.status = 'valid';
  delete label.voided_at;
  setDeadline(work, { name: 'label_void', kind: 'forward', id: forwardId, due_at: undefined });
}

function supersede(work: Work, forwardId: string): void {
  const { status } = see(work, 'forward', forwardId);
  if (status === 'label_pending' || status === 'label_issued') work.fire('forward', forwardId, 'superseded');
}
