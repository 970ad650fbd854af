import type { DeadlineName, Instant } from '@open-return-forwarding/protocol';
import { deadlineRuns } from '../lifecycle/table.ts';
import { hasPassed } from '../time.ts';
import { dueAt } from './deadlines.ts';
import { releaseByDeadline } from './hold.ts';
import { closeWindow } from './listing.ts';
import { rateBySilence } from './rating.ts';
import { workAt } from './start.ts';
import { statusOf } from './status.ts';
import { see, type Work } from './work.ts';

type Decisive = Exclude<
  DeadlineName,
  | 'order_decision'
  | 'reservation'
  | 'label_call'
  | 'label_request'
  | 'label_void'
  | 'ship_by_reminder'
  | 'refund_reminder'
>;
type Owner = 'return' | 'listing' | 'forward' | 'refund';

/** Deadlines that end what a party could still have done. */
const decisive: Record<Decisive, { owner: Owner; meet: (work: Work, id: string) => void }> = {
  assessment: { owner: 'return', meet: (work, id) => work.fire('return', id, 'assessment') },
  offer_expiry: { owner: 'return', meet: (work, id) => work.fire('return', id, 'offer_expiry') },
  window: { owner: 'listing', meet: closeWindow },
  hand_in: { owner: 'forward', meet: (work, id) => work.fire('forward', id, 'hand_in') },
  label_expiry: { owner: 'forward', meet: (work, id) => work.fire('forward', id, 'label_expiry') },
  lost: { owner: 'forward', meet: (work, id) => work.fire('forward', id, 'lost') },
  rating_window: { owner: 'forward', meet: rateBySilence },
  hold_review: { owner: 'refund', meet: (work, id) => releaseByDeadline(work, id, 'review_deadline') },
  statutory_refund: { owner: 'refund', meet: (work, id) => releaseByDeadline(work, id, 'statutory_floor') },
};

interface Overdue {
  readonly name: Decisive;
  readonly id: string;
  readonly due_at: Instant;
}

/**
 * Meets what has fallen due for a return before a command, each as of its own instant and oldest first: a command at or
 * after a deadline loses even if no timer has run yet. The return is on the shelf with its forwards, its listing and, if
 * that is open, the pending orders of its article.
 */
export function meetOverdue(work: Work, returnId: string): void {
  for (let next = oldest(work, returnId); next !== undefined; next = oldest(work, returnId)) {
    decisive[next.name].meet(workAt(work, next.due_at), next.id);
  }
}

function oldest(work: Work, returnId: string): Overdue | undefined {
  return (Object.keys(decisive) as Decisive[])
    .flatMap((name) => idsFor(work, decisive[name].owner, returnId).map((id) => ({ name, id })))
    .filter(({ name, id }) => {
      const { owner } = decisive[name];
      return deadlineRuns(owner, statusOf(work, owner, id), name);
    })
    .map(({ name, id }) => ({ name, id, due_at: dueAt(work, name, id) }))
    .filter(
      (each): each is Overdue =>
        each.due_at !== undefined && hasPassed(each.due_at, work.context.effective_at),
    )
    .toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0];
}

function idsFor(work: Work, owner: Owner, returnId: string): string[] {
  switch (owner) {
    case 'return':
    case 'refund':
      return [returnId];
    case 'listing': {
      const { listing_id, status } = see(work, 'return', returnId);
      return listing_id !== undefined && status === 'listed' ? [listing_id] : [];
    }
    case 'forward':
      return [...work.shelf.forward.values()]
        .filter((each) => each.return_id === returnId)
        .map(({ id }) => id);
    default:
      return owner satisfies never;
  }
}
