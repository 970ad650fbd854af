import type { Difference } from './world.ts';

/** A server that breaks the standard in one way. */
export interface Mutant extends Difference {
  /** Stable name: what it does wrong. */
  readonly id: string;
  /** Every requirement that the suite has to find broken, and no other. */
  readonly breaks: readonly string[];
}

/** A server that is different and right: the suite has to certify it. */
export interface Variant extends Difference {
  readonly id: string;
  /** What is different about it, in a sentence. */
  readonly title: string;
}
