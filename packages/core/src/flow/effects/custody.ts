import type { RefundCause, RefundTrigger } from '@open-return-forwarding/protocol';
import { addDays } from '../../time.ts';
import { book } from '../books.ts';
import { schedule, statutoryDueAt } from '../deadlines.ts';
import { isRecalled } from '../recalled.ts';
import { editRefund } from '../status.ts';
import { edit, policyFor, see, type Work } from '../work.ts';
import { makeDue } from './refund.ts';

/** Effects of the parcel's way. */
export const custodyEffects = {
  start_custody(work: Work, forwardId: string): void {
    const forward = see(work, 'forward', forwardId);
    const { status } = see(work, 'return', forward.return_id);
    if (status === 'cancelled') resumeCancelled(work, forward.return_id);
    else work.fire('return', forward.return_id, forward.handed_in_late === true ? 'late_hand_in' : 'hand_in');
    setStatutoryDate(work, forward.return_id, forward.tracking.handed_in_at ?? work.context.effective_at);
    book(work, forwardId, 'handed_in');
  },

  trigger_on_hand_in(work: Work, forwardId: string): void {
    triggerOn('handed_in')(work, forwardId);
    const { return_id } = see(work, 'forward', forwardId);
    if (isRecalled(work, return_id)) makeDue(work, return_id, 'recalled');
  },

  start_rating_window(work: Work, forwardId: string): void {
    const forward = edit(work, 'forward', forwardId);
    const { rating_window_days } = policyFor(work, forward).refund;
    forward.rating_closes_at = addDays(work.context.effective_at, rating_window_days);
    schedule(work, 'rating_window', { lifecycle: 'forward', id: forwardId });
  },

  trigger_on_delivery: triggerOn('delivered'),

  /** Whatever was to trigger it: with an accepting or silent rating the refund is due. */
  trigger_on_rating(work: Work, forwardId: string): void {
    makeDue(work, see(work, 'forward', forwardId).return_id, 'rated');
  },
};

function triggerOn(trigger: RefundTrigger & RefundCause): (work: Work, forwardId: string) => void {
  return (work, forwardId) => {
    const { return_id } = see(work, 'forward', forwardId);
    if (see(work, 'return', return_id).refund.trigger === trigger) makeDue(work, return_id, trigger);
  };
}

/** Goods on their way from a consumer who had cancelled are paid for as well; the return itself stays cancelled. */
function resumeCancelled(work: Work, returnId: string): void {
  const { refund } = see(work, 'return', returnId);
  if (refund.status === 'external') work.fire('refund', returnId, 'resume');
}

function setStatutoryDate(work: Work, returnId: string, handedInAt: string): void {
  const { withdrawal } = see(work, 'return', returnId);
  if (withdrawal.basis !== 'statutory') return;
  editRefund(work, returnId).statutory_due_at = statutoryDueAt(withdrawal.notified_at, handedInAt);
  schedule(work, 'statutory_refund', { lifecycle: 'refund', id: returnId });
}
