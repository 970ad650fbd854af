/** How personal data is kept and forgotten. */

/** Personal data by the id of the object it belongs to, sealed under a data key of its own. */
export interface Vault {
  /** What was put, or undefined if there is none or it was shredded. */
  get<T>(subjectId: string): Promise<T | undefined>;
}
export interface WritableVault extends Vault {
  /** Replaces what is there; `value` is JSON. */
  put(subjectId: string, value: unknown): Promise<void>;
  /** Destroys the data key, so that copies of the sealed text are unreadable as well. False if there was none. */
  shred(subjectId: string): Promise<boolean>;
  /** Shreds everything whose id begins with these characters. */
  shredUnder(prefix: string): Promise<void>;
}

/** Which deferred erasures wait for which forwards. */
export interface ErasureWaits {
  /** Ids of the erasures that wait for a forward. */
  of(forwardId: string): Promise<string[]>;
  /** Replaces what an erasure waits for. */
  set(erasureId: string, forwardIds: readonly string[]): Promise<void>;
}
