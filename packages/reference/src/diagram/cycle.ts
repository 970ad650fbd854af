import { lifecycleDeadlines, lifecycleEffects, lifecycles } from '@open-return-forwarding/protocol';

/** A life cycle in the shape that pages and diagrams are made from. */
export interface Cycle {
  readonly name: string;
  readonly schemaName: string;
  readonly initial: readonly string[];
  readonly terminal: readonly string[];
  readonly states: Readonly<Record<string, CycleState>>;
  readonly transitions: readonly Transition[];
}

export interface CycleState {
  /** Whose move it is. */
  readonly owner: string;
  readonly deadline?: string;
  readonly waits_for?: string;
  readonly description: string;
}

export interface Transition {
  readonly on: string;
  readonly kind: 'command' | 'deadline' | 'effect';
  readonly from: readonly string[];
  readonly to: string;
  readonly guard?: string;
  readonly reason?: string;
  readonly emits?: readonly string[];
  readonly effects?: readonly string[];
  readonly description: string;
}

/** Every life cycle of the contract, in its order. */
export function cycles(): Cycle[] {
  return Object.entries(lifecycles).map(([name, { schema, ...cycle }]) => ({
    name,
    schemaName: schema,
    ...cycle,
  }));
}

export const deadlineTexts: Readonly<Record<string, { policy?: string; description: string }>> =
  lifecycleDeadlines;
export const effectTexts: Readonly<Record<string, string>> = lifecycleEffects;
