import type { DeadlineName, Instant, Lifecycle } from '@open-return-forwarding/protocol';
import { deadlineOf, lapsedDeadlines } from '../lifecycle/table.ts';
import { addDays, addHours, addMinutes, hasPassed, latest } from '../time.ts';
import { statusOf } from './status.ts';
import { policyFor, see, setDeadline, type Work } from './work.ts';

const REFUND_REMINDER_HOURS = 24;

type DueAt = (work: Work, id: string) => Instant | undefined;

/**
 * When each deadline of the table falls due for its document. Undefined: it does not run. A document keeps the policy
 * version that set its deadlines.
 */
const dueTable: Record<DeadlineName, DueAt> = {
  assessment: (work, id) => see(work, 'return', id).decide_by,
  offer_expiry: (work, id) => see(work, 'return', id).offer?.expires_at,
  window: (work, id) => see(work, 'listing', id).closes_at,
  order_decision: (work, id) => see(work, 'order', id).hold_until ?? see(work, 'order', id).decide_by,
  reservation: (work, id) => see(work, 'listing', id).reserved_until,
  // From when the carrier can be asked: a match that was made late must not fail for it.
  label_call: (work, id) => {
    const forward = see(work, 'forward', id);
    return addMinutes(work.context.now, policyFor(work, forward).shipping.label_call_minutes);
  },
  label_request: (work) => work.context.now,
  label_void: (work) => work.context.now,
  ship_by_reminder: nextReminder,
  hand_in: (work, id) => see(work, 'forward', id).hand_in_closes_at,
  label_expiry: (work, id) => {
    const { label } = see(work, 'forward', id);
    return label?.status === 'valid' || label?.status === 'void_requested' ? label.expires_at : undefined;
  },
  lost: (work, id) => {
    const forward = see(work, 'forward', id);
    return addDays(
      forward.tracking.last_scan_at ?? forward.updated_at,
      policyFor(work, forward).shipping.lost_after_days,
    );
  },
  rating_window: (work, id) => see(work, 'forward', id).rating_closes_at,
  hold_review: (work, id) => see(work, 'forward', see(work, 'return', id).forward_id).hold?.review_by,
  statutory_refund: (work, id) => see(work, 'return', id).refund.statutory_due_at,
  // From when the retailer was really asked: a deadline that is met late must not remind of what was not said yet.
  refund_reminder: (work) => addHours(work.context.now, REFUND_REMINDER_HOURS),
};

/** When a deadline falls due for a document as it stands; undefined where it does not run. */
export function dueAt(work: Work, name: DeadlineName, id: string): Instant | undefined {
  return dueTable[name](work, id);
}

/** Sets one deadline for a document, or takes it away where it does not run. */
export function schedule(
  work: Work,
  name: DeadlineName,
  { lifecycle, id }: { lifecycle: Lifecycle; id: string },
): void {
  setDeadline(work, { name, kind: lifecycle, id, due_at: dueAt(work, name, id) });
}

/** Sets the deadline under which a document begins its life. */
export function begin(work: Work, lifecycle: Lifecycle, id: string): void {
  const status = statusOf(work, lifecycle, id);
  moveDeadlines(work, { lifecycle, id }, { from: status, to: status });
}

/** Takes away the deadlines that a step ends, and sets the one that its new state runs under. */
export function moveDeadlines(
  work: Work,
  subject: { lifecycle: Lifecycle; id: string },
  step: { from: string; to: string },
): void {
  for (const name of lapsedDeadlines(subject.lifecycle, step.from, step.to)) {
    setDeadline(work, { name, kind: subject.lifecycle, id: subject.id, due_at: undefined });
  }
  const name = deadlineOf(subject.lifecycle, step.to);
  if (name !== undefined) schedule(work, name, subject);
}

/** The first reminder that is still to come; a moment already past is not made up for. */
function nextReminder(work: Work, id: string): Instant | undefined {
  const forward = see(work, 'forward', id);
  const issued = forward.label?.issued_at;
  if (issued === undefined) return undefined;
  return policyFor(work, forward)
    .shipping.reminders_after_hours.map((hours) => addHours(issued, hours))
    .filter((at) => !hasPassed(at, work.context.effective_at) && !hasPassed(forward.hand_in_closes_at, at))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** The law's last date for a withdrawal refund: 14 days after the notice, but not before the goods were sent off. */
export function statutoryDueAt(notifiedAt: Instant, handedInAt: Instant): Instant {
  return latest(addDays(notifiedAt, 14), handedInAt);
}
