import type { CredentialName } from '../driver/step.ts';
import type { Finding } from './finding.ts';
import type { Trial } from './trial.ts';

/** What a check cannot do without, beside a server. */
export type Need = 'test_control' | 'receiver' | 'untrusted_receiver' | `credential:${CredentialName}`;

/** A piece of the suite: what it asserts, and how it gets there. */
export interface Check {
  /** Stable name, `<area>.<what>`. */
  readonly id: string;
  /** What a reader is told that it tries. */
  readonly title: string;
  /** The profile that must be declared for it to apply. */
  readonly profile: string;
  /** Ids of the register that it asserts; it may assert no other. */
  readonly requirements: readonly string[];
  readonly needs: readonly Need[];
  run(trial: Trial): Promise<void>;
}

/** What happened when a check ran. */
export type Ending =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed' }
  /** Something that it builds on did not work: not what it asserts. */
  | { readonly kind: 'blocked'; readonly cause: string }
  /** The run lacks something that it needs. */
  | { readonly kind: 'not_testable'; readonly missing: string }
  | { readonly kind: 'not_applicable' }
  | { readonly kind: 'harness_error'; readonly detail: string };

/** The judgement of one check: a pure function of its steps. */
export interface Judgement {
  readonly ending: Ending;
  /** Ids that were asserted and held each time, or did not: how often. */
  readonly asserted: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}
