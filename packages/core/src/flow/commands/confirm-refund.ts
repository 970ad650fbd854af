import type { ConfirmRefund } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { editRefund } from '../status.ts';
import type { Work } from '../work.ts';

/** The retailer tells what came of a refund. Refused: `illegal_transition` unless it was asked for. */
export function confirmRefund(work: Work, returnId: string, said: ConfirmRefund): void {
  const refund = editRefund(work, returnId);
  if (said.outcome === 'failed') {
    if (said.failure_code !== undefined) refund.failure_code = said.failure_code;
    work.fire('refund', returnId, 'confirm_failed');
    return;
  }
  if (said.external_ref === undefined) {
    const fault = { pointer: '/external_ref', code: 'missing_member' } as const;
    throw new Refusal('invalid_body', 'a payment is confirmed with its reference', fault);
  }
  refund.external_ref = said.external_ref;
  delete refund.failure_code;
  work.fire('refund', returnId, 'confirm_posted');
}
