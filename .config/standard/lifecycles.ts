import { parse } from 'yaml';

/** A state of a life cycle, as `lifecycles.yaml` has it. */
export interface State {
  readonly owner: string;
  readonly deadline?: string;
  readonly waits_for?: string;
  readonly description: string;
}

export interface Transition {
  readonly on: string;
  readonly kind: 'command' | 'deadline' | 'effect' | 'scan';
  readonly from?: readonly string[];
  readonly to: string;
  readonly guard?: string;
  readonly emits?: readonly string[];
  readonly effects?: readonly string[];
  readonly description: string;
}

export interface Lifecycle {
  readonly schema: string;
  readonly initial: readonly string[];
  readonly terminal: readonly string[];
  readonly states: Readonly<Record<string, State>>;
  readonly transitions: readonly Transition[];
}

/** What `lifecycles.yaml` holds. */
export interface Lifecycles {
  readonly deadlines: Readonly<Record<string, { readonly policy?: string; readonly description: string }>>;
  readonly effects: Readonly<Record<string, string>>;
  readonly lifecycles: Readonly<Record<string, Lifecycle>>;
}

/** Reads `lifecycles.yaml`; that it is well formed is checked where code is generated from it. */
export function readLifecycles(text: string): Lifecycles {
  return parse(text) as Lifecycles;
}
