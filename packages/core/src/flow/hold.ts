import type { HoldResolver, HoldStatus } from '@open-return-forwarding/protocol';
import { editRefund } from './status.ts';
import { edit, see, type Work } from './work.ts';

/** Writes down how a hold ended. */
export function closeHold(
  work: Work,
  forwardId: string,
  end: { status: HoldStatus; by: HoldResolver },
): void {
  const { hold } = edit(work, 'forward', forwardId);
  if (hold === undefined) throw new Error(`forward ${forwardId} has no hold`);
  hold.status = end.status;
  hold.resolved_by = end.by;
  hold.resolved_at = work.context.effective_at;
}

/** A hold that nobody resolved in time, or that the law's date ends, is released whole. */
export function releaseByDeadline(work: Work, returnId: string, by: Exclude<HoldResolver, 'operator'>): void {
  const { forward_id, refund } = see(work, 'return', returnId);
  if (refund.status === 'held' && forward_id !== undefined)
    closeHold(work, forward_id, { status: 'released', by });
  editRefund(work, returnId).cause = by === 'statutory_floor' ? 'statutory_floor' : 'hold_released';
  work.fire('refund', returnId, by === 'statutory_floor' ? 'statutory_refund' : 'hold_review');
}
