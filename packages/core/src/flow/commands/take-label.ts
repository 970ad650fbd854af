import type { Label } from '@open-return-forwarding/protocol';
import { schedule } from '../deadlines.ts';
import { edit, see, type Work } from '../work.ts';

/**
 * The carrier's label arrived. False where the forward was over meanwhile: the label is kept so that it can be voided,
 * and its void is asked for.
 */
export function takeLabel(work: Work, forwardId: string, label: Label): boolean {
  const forward = edit(work, 'forward', forwardId);
  if (forward.label !== undefined) return true;
  forward.label = label;
  if (forward.status === 'label_pending') {
    work.fire('forward', forwardId, 'label_created');
    return true;
  }
  label.status = 'void_requested';
  schedule(work, 'label_void', { lifecycle: 'forward', id: forwardId });
  schedule(work, 'label_expiry', { lifecycle: 'forward', id: forwardId });
  return false;
}

/**
 * The carrier no longer accepts the parcel on this label. False where no void was asked for, or the carrier has taken the
 * parcel meanwhile: it keeps its label then.
 */
export function confirmVoid(work: Work, forwardId: string): boolean {
  const { label, status } = see(work, 'forward', forwardId);
  if (label?.status !== 'void_requested' || status !== 'reverted') return false;
  edit(work, 'forward', forwardId);
  label.status = 'void';
  label.voided_at = work.context.occurred_at;
  work.fire('forward', forwardId, 'label_voided');
  return true;
}
