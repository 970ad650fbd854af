import type { Instant } from '@open-return-forwarding/protocol';
import { deadlineRuns } from '../lifecycle/table.ts';
import { hasPassed } from '../time.ts';
import { lifecycleOf, meetDeadline, type RuleDeadline } from './commands/meet-deadline.ts';
import { dueAt } from './deadlines.ts';
import { workAt } from './start.ts';
import { statusOf } from './status.ts';
import { see, type Work } from './work.ts';

/** Deadlines that end what a party could still have done. */
const decisive = [
  'assessment',
  'offer_expiry',
  'reservation',
  'window',
  'hand_in',
  'label_expiry',
  'lost',
  'rating_window',
  'hold_review',
  'statutory_refund',
] as const satisfies readonly RuleDeadline[];
type Decisive = (typeof decisive)[number];

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
    meetDeadline(workAt(work, next.due_at), next.name, next.id);
  }
}

/**
 * Decides a pending order whose time to wait is over before a command about it, as of the moment at which it was over.
 * What the decision weighs has to be on the shelf as of that moment.
 */
export function meetOverdueDecision(work: Work, orderId: string): void {
  const due = overdueDecision(work, orderId);
  if (due !== undefined) meetDeadline(workAt(work, due), 'order_decision', orderId);
}

/** When a pending order ought to have been decided, where that moment has passed. */
export function overdueDecision(work: Work, orderId: string): Instant | undefined {
  if (!deadlineRuns('order', see(work, 'order', orderId).status, 'order_decision')) return undefined;
  const due = dueAt(work, 'order_decision', orderId);
  return due !== undefined && hasPassed(due, work.context.effective_at) ? due : undefined;
}

function oldest(work: Work, returnId: string): Overdue | undefined {
  return decisive
    .flatMap((name) => idsFor(work, name, returnId).map((id) => ({ name, id })))
    .filter(({ name, id }) => deadlineRuns(lifecycleOf(name), statusOf(work, lifecycleOf(name), id), name))
    .map(({ name, id }) => ({ name, id, due_at: dueAt(work, name, id) }))
    .filter(
      (each): each is Overdue =>
        each.due_at !== undefined && hasPassed(each.due_at, work.context.effective_at),
    )
    .toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0];
}

/** The documents of a return that a deadline is about; a refund goes by the id of its return. */
function idsFor(work: Work, name: Decisive, returnId: string): string[] {
  const lifecycle = lifecycleOf(name);
  switch (lifecycle) {
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
      return lifecycle satisfies never;
  }
}
