import type { HoldOutcome, HoldStatus, Money, ResolveHold } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { closeHold } from '../hold.ts';
import { meetOverdue } from '../overdue.ts';
import { editRefund } from '../status.ts';
import { see, type Work } from '../work.ts';

const ends: Record<HoldOutcome, HoldStatus> = { release: 'released', reduce: 'reduced', deny: 'denied' };

/**
 * The operator's finding on a held refund. Refused: `illegal_transition` where nothing is held,
 * `statutory_refund_protected` for less than the whole on a statutory basis, `amount_exceeds_refund`.
 */
export function resolveHold(work: Work, forwardId: string, { outcome, amount }: ResolveHold): void {
  meetOverdue(work, see(work, 'forward', forwardId).return_id);
  const { return_id, hold } = see(work, 'forward', forwardId);
  const { refund, withdrawal } = see(work, 'return', return_id);
  if (hold?.status !== 'open' || refund.status !== 'held') {
    throw new Refusal('illegal_transition', `a refund that is \`${refund.status}\` has no open hold`);
  }
  if (outcome !== 'release' && withdrawal.basis === 'statutory') {
    throw new Refusal(
      'statutory_refund_protected',
      'the law grants this refund whole; it can only be released',
      '/outcome',
    );
  }
  if (outcome !== 'reduce' && amount !== undefined)
    throw new Refusal('invalid_body', 'only a reduction names an amount', '/amount');
  if (outcome === 'reduce') editRefund(work, return_id).amount = reducedAmount(refund.amount, amount);
  release(work, forwardId, outcome);
}

function release(work: Work, forwardId: string, outcome: HoldOutcome): void {
  const { return_id } = see(work, 'forward', forwardId);
  closeHold(work, forwardId, { status: ends[outcome], by: 'operator' });
  if (outcome !== 'deny')
    editRefund(work, return_id).cause = outcome === 'reduce' ? 'hold_reduced' : 'hold_released';
  work.fire('refund', return_id, outcome);
}

function reducedAmount(whole: Money, amount: Money | undefined): Money {
  if (amount === undefined) {
    const fault = { pointer: '/amount', code: 'missing_member' } as const;
    throw new Refusal('invalid_body', 'a reduction says to which amount', fault);
  }
  if (amount.currency !== whole.currency || amount.amount <= 0 || amount.amount >= whole.amount) {
    throw new Refusal(
      'amount_exceeds_refund',
      `a reduction is above 0 and below ${whole.amount} ${whole.currency}`,
      '/amount',
    );
  }
  return amount;
}
