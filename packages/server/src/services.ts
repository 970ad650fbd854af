import type { PostalPlace } from '@open-return-forwarding/core';
import type { Instant, Profile, Zone } from '@open-return-forwarding/protocol';
import type { Carrier } from './carrier-port.ts';

/** Time comes from here and from nowhere else. */
export interface Clock {
  now(): Instant;
}

/** A clock that the sandbox can move; it only ever goes forward, except by a reset. */
export interface TestClock extends Clock {
  /** Stops at this moment until it is moved again. */
  freezeAt(instant: Instant): Promise<void>;
  /** Follows the system's time again. */
  run(): Promise<void>;
  readonly frozen: boolean;
}

/** Where an address is, as coarsely as prices and decisions may know it. */
export interface Geo {
  zoneOf(place: PostalPlace): Zone;
}

/** Sortable, unguessable identifiers under a prefix, `rtn_…`. */
export type NewId = (prefix: string) => string;

/** What the server advertises and keeps to. */
export interface Limits {
  readonly assessmentMaxSeconds: number;
  readonly orderDecisionMaxSeconds: number;
  readonly idempotencyRetentionHours: number;
}

/** What an operation may use beside the store. */
export interface Services {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly geo: Geo;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly limits: Limits;
  readonly environment: 'live' | 'sandbox';
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** The profiles that are mounted, in the order of the standard. */
  readonly profiles: readonly Profile[];
  /** Called when background work may have become due. */
  readonly wake: () => void;
}
