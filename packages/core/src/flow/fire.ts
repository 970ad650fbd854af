import type { Lifecycle } from '@open-return-forwarding/protocol';
import { candidates, type Transition } from '../lifecycle/table.ts';
import { Refusal } from '../refusal.ts';
import { moveDeadlines } from './deadlines.ts';
import { effects } from './effects/index.ts';
import { guards } from './guards.ts';
import { enterStatus, statusOf } from './status.ts';
import { announce, type Work } from './work.ts';

/** What a transition is about. A refund goes by the id of its return. */
export interface Subject {
  readonly lifecycle: Lifecycle;
  readonly id: string;
}
export interface Trigger {
  readonly on: string;
  /** Where the row leaves the reason open. */
  readonly reason?: string | undefined;
}

/**
 * Fires a trigger of a life cycle: takes the first row that the table has for it, writes the new status, moves the
 * deadlines, emits the events and carries out the effects. The table decides; nothing else changes a status.
 * Throws Refusal `illegal_transition` where the table has no row.
 */
export function fire(work: Work, { lifecycle, id }: Subject, trigger: Trigger): void {
  const from = statusOf(work, lifecycle, id);
  const row = rowFor(work, { lifecycle, id }, trigger.on);
  if (row === undefined) {
    throw new Refusal(
      'illegal_transition',
      `a ${lifecycle} that is \`${from}\` does not take \`${trigger.on}\``,
    );
  }
  enterStatus(work, { lifecycle, id }, { to: row.to, reason: row.reason ?? trigger.reason });
  moveDeadlines(work, { lifecycle, id }, { from, to: row.to });
  for (const type of row.emits ?? []) announce(work, type, { kind: lifecycle, id });
  for (const effect of row.effects ?? []) effects[effect](work, id);
}

/** Whether a trigger has a row now. */
export function canFire(work: Work, subject: Subject, on: string): boolean {
  return rowFor(work, subject, on) !== undefined;
}

function rowFor(work: Work, { lifecycle, id }: Subject, on: string): Transition | undefined {
  const rows = candidates(lifecycle, statusOf(work, lifecycle, id), on);
  return rows.find((row) => row.guard === undefined || guards[row.guard](work, id));
}
