import type { DisputeOutcome } from '@open-return-forwarding/protocol';
import { edit, type Work } from '../work.ts';

/** The operator's finding; the refund stays as it is. */
export function closeDispute(work: Work, disputeId: string, outcome: DisputeOutcome): void {
  work.fire('dispute', disputeId, 'close');
  const dispute = edit(work, 'dispute', disputeId);
  dispute.outcome = outcome;
  dispute.closed_at = work.context.effective_at;
}
