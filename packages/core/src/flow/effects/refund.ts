import type { HoldCause, RefundCause } from '@open-return-forwarding/protocol';
import { addDays } from '../../time.ts';
import { book } from '../books.ts';
import { isRecalled } from '../recalled.ts';
import { editRefund } from '../status.ts';
import { announce, create, edit, policyFor, see, type Work } from '../work.ts';

/** Makes a refund due if nothing has before. */
export function makeDue(work: Work, returnId: string, cause: RefundCause): void {
  if (see(work, 'return', returnId).refund.status !== 'not_due') return;
  editRefund(work, returnId).cause = cause;
  work.fire('refund', returnId, 'trigger');
}

/** Effects on the money that goes back to the sender. */
export const refundEffects = {
  route_refund_external(work: Work, returnId: string): void {
    if (see(work, 'return', returnId).refund.status === 'not_due')
      work.fire('refund', returnId, 'route_external');
  },

  request_refund(work: Work, returnId: string): void {
    const refund = editRefund(work, returnId);
    refund.due_at = work.context.effective_at;
    work.fire('refund', returnId, 'request');
    refund.requested_at = work.context.effective_at;
    work.changes.refundClaims.push(returnId);
    if (refund.forward_id !== undefined) book(work, refund.forward_id, 'refund_requested');
  },

  hold_refund(work: Work, forwardId: string): void {
    const { return_id, rating } = see(work, 'forward', forwardId);
    const { status } = see(work, 'return', return_id).refund;
    const cause: HoldCause = rating?.source === 'return' ? 'returned_by_buyer' : 'negative_rating';
    if (status === 'not_due' || status === 'due') hold(work, forwardId, cause);
    else openDispute(work, forwardId);
  },

  /** Paid for good preparation: never after a late hand-in, nor for what was recalled. */
  grant_incentive(work: Work, forwardId: string): void {
    const { handed_in_late, return_id } = see(work, 'forward', forwardId);
    if (handed_in_late !== true && !isRecalled(work, return_id)) book(work, forwardId, 'incentive_granted');
  },

  post_refund(work: Work, returnId: string): void {
    const refund = editRefund(work, returnId);
    refund.posted_at = work.context.effective_at;
    if (refund.forward_id !== undefined) book(work, refund.forward_id, 'refund_posted');
  },
};

function hold(work: Work, forwardId: string, cause: HoldCause): void {
  const forward = edit(work, 'forward', forwardId);
  const opened = work.context.effective_at;
  const { hold_review_days } = policyFor(work, forward).refund;
  forward.hold = { status: 'open', cause, opened_at: opened, review_by: addDays(opened, hold_review_days) };
  work.fire('refund', forward.return_id, 'hold');
}

function openDispute(work: Work, forwardId: string): void {
  const { return_id, order_id, rating } = see(work, 'forward', forwardId);
  const id = work.context.newId('dsp');
  create(work, 'dispute', {
    id,
    forward_id: forwardId,
    return_id,
    order_id,
    status: 'open',
    issues: rating?.issues ?? [],
    opened_at: work.context.effective_at,
  });
  announce(work, 'dispute.opened', { kind: 'dispute', id });
}
