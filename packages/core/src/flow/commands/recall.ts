import type { ForwardStatus, RecallEffects } from '@open-return-forwarding/protocol';
import { makeDue } from '../effects/refund.ts';
import { canFire } from '../fire.ts';
import { meetOverdue } from '../overdue.ts';
import { edit, see, type Work } from '../work.ts';

/** What a recall found of one return, and the id that it is told by. */
export interface Recalled {
  readonly effect: keyof RecallEffects;
  readonly id: string;
}

/**
 * The article of a return is recalled: it goes no further where its sender still has it, and is to be intercepted where a
 * carrier has it. Undefined where there is nothing to be done. `work.recalled` knows of the recall already; the return is
 * on the shelf as for `cancelReturn`.
 */
export function recallReturn(work: Work, returnId: string): Recalled | undefined {
  meetOverdue(work, returnId);
  const { status, forward_id } = see(work, 'return', returnId);
  if (canFire(work, { lifecycle: 'return', id: returnId }, 'recall')) {
    work.fire('return', returnId, 'recall');
    return status === 'matched' && forward_id !== undefined
      ? { effect: 'forwards_reverted', id: forward_id }
      : { effect: 'returns_rerouted', id: returnId };
  }
  if (forward_id === undefined) return undefined;
  const effect = effectOn(see(work, 'forward', forward_id).status);
  if (effect === 'forwards_intercepted') intercept(work, forward_id);
  return effect === undefined ? undefined : { effect, id: forward_id };
}

/** What a recall does to a forward that has left its sender. */
export function effectOn(status: ForwardStatus): keyof RecallEffects | undefined {
  switch (status) {
    case 'handed_in':
    case 'in_transit':
    case 'late':
      return 'forwards_intercepted';
    case 'delivered':
    case 'rated':
    case 'settled':
      return 'forwards_delivered';
    case 'label_pending':
    case 'label_issued':
    case 'reverted':
    case 'lost':
    case 'undeliverable':
      return undefined;
    default:
      return status satisfies never;
  }
}

/** The parcel is to be turned round; its sender has done their part, and is paid whole at once. */
function intercept(work: Work, forwardId: string): void {
  const forward = edit(work, 'forward', forwardId);
  forward.intercept = true;
  makeDue(work, forward.return_id, 'recalled');
}
