import type { DeadlineName, EffectName, EventType, GuardName } from '@open-return-forwarding/protocol';
import { type Lifecycle, lifecycles } from '@open-return-forwarding/protocol';

/** One row of a life cycle, as the contract's table has it. */
export interface Transition {
  readonly on: string;
  readonly kind: 'command' | 'deadline' | 'effect';
  readonly from: readonly string[];
  readonly to: string;
  readonly guard?: GuardName;
  readonly reason?: string;
  readonly emits?: readonly EventType[];
  readonly effects?: readonly EffectName[];
}

export interface State {
  readonly owner: string;
  readonly deadline?: DeadlineName;
}

/** What may fire a life cycle's transitions. */
export type TriggerOf<L extends Lifecycle> = (typeof lifecycles)[L]['transitions'][number]['on'];

/** The rows of a life cycle in the order in which they are tried. */
export function transitionsOf(lifecycle: Lifecycle): readonly Transition[] {
  return lifecycles[lifecycle].transitions;
}

/** The rows that a trigger has from a state; the first whose guard holds is taken. */
export function candidates(lifecycle: Lifecycle, from: string, on: string): readonly Transition[] {
  return transitionsOf(lifecycle).filter((row) => row.on === on && row.from.includes(from));
}

/** The deadline that a state runs under, if this life cycle itself acts on it. */
export function deadlineOf(lifecycle: Lifecycle, status: string): DeadlineName | undefined {
  const states: Readonly<Record<string, State>> = lifecycles[lifecycle].states;
  const name = states[status]?.deadline;
  return name !== undefined && deadlineRuns(lifecycle, status, name) ? name : undefined;
}

/** The deadlines that a life cycle acts on in one state and no longer in another. */
export function lapsedDeadlines(lifecycle: Lifecycle, from: string, to: string): DeadlineName[] {
  const names = new Set(deadlineRows[lifecycle].map((row) => row.on as DeadlineName));
  return [...names].filter(
    (name) => deadlineRuns(lifecycle, from, name) && !deadlineRuns(lifecycle, to, name),
  );
}

/** Whether nothing leads out of a state. */
export function isTerminal(lifecycle: Lifecycle, status: string): boolean {
  return (lifecycles[lifecycle].terminal as readonly string[]).includes(status);
}

/** Whether a deadline can fire a life cycle in this state. */
export function deadlineRuns(lifecycle: Lifecycle, status: string, name: DeadlineName): boolean {
  return deadlineRows[lifecycle].some((row) => row.on === name && row.from.includes(status));
}

const deadlinesIn = (lifecycle: Lifecycle) =>
  transitionsOf(lifecycle).filter((row) => row.kind === 'deadline');

/** Looked at with every step of every document, and never different. */
const deadlineRows: Record<Lifecycle, readonly Transition[]> = {
  return: deadlinesIn('return'),
  listing: deadlinesIn('listing'),
  order: deadlinesIn('order'),
  forward: deadlinesIn('forward'),
  refund: deadlinesIn('refund'),
  dispute: deadlinesIn('dispute'),
};
