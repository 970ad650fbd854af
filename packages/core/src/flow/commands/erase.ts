import type { Forward, Settlement } from '@open-return-forwarding/protocol';
import { canFire } from '../fire.ts';
import { meetOverdue } from '../overdue.ts';
import { see, type Work } from '../work.ts';

/** The sender was erased: a return that has no buyer yet goes to the warehouse. Anything else stays as it is. */
export function eraseSender(work: Work, returnId: string): void {
  meetOverdue(work, returnId);
  if (canFire(work, { lifecycle: 'return', id: returnId }, 'erase')) work.fire('return', returnId, 'erase');
}

/** The buyer was erased: nobody waits for a listing on behalf of an order any more. */
export function eraseBuyer(work: Work, orderId: string): void {
  if (see(work, 'order', orderId).status !== 'pending') return;
  work.fire('order', orderId, { on: 'release', reason: 'not_decided' });
}

/**
 * Whether a forward still needs to know its people: it is on its way or not settled, its label could yet be handed in, or
 * its books are open.
 */
export function needsPeople(
  { status, label }: Pick<Forward, 'status' | 'label'>,
  books: Pick<Settlement, 'status'> | undefined,
): boolean {
  switch (status) {
    case 'settled':
      return false;
    case 'reverted':
      return label?.status === 'valid' || label?.status === 'void_requested';
    case 'lost':
    case 'undeliverable':
      return books?.status === 'open';
    case 'label_pending':
    case 'label_issued':
    case 'handed_in':
    case 'in_transit':
    case 'delivered':
    case 'rated':
    case 'late':
      return true;
    default:
      return status satisfies never;
  }
}
