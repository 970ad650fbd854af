import type { Policy, PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';

/** Where policies are kept: in the database of this machine, or behind a server's API. */
export interface PolicySource {
  validate(document: unknown): Promise<readonly PolicyFinding[]>;
  /** The policy in force, or one version of it. Throws ConfigError if there is none. */
  read(version?: number): Promise<Policy>;
  /** Puts a policy in force unless another one than `seen` is by now. Throws ConfigError. */
  put(settings: PolicySettings, seen: number): Promise<Policy>;
  close(): Promise<void>;
}
