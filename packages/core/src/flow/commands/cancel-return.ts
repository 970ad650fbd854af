import { Refusal } from '../../refusal.ts';
import { meetOverdue } from '../overdue.ts';
import { see, type Work } from '../work.ts';

/** The consumer keeps the item. Refused after hand-in: `already_handed_in`. */
export function cancelReturn(work: Work, returnId: string): void {
  meetOverdue(work, returnId);
  const { forward_id, status } = see(work, 'return', returnId);
  if (status === 'in_forward' && forward_id !== undefined) {
    throw new Refusal('already_handed_in', 'the parcel is on its way; the return can no longer be cancelled');
  }
  work.fire('return', returnId, 'cancel');
}
