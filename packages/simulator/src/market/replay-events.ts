import type { ListingFacts, NoMatchCode, OrderFacts } from '@open-return-forwarding/core';
import type { DecisionKind, ValueComponents } from '@open-return-forwarding/protocol';
import type { Aftermath } from './aftermath.ts';

/** A return whose sender chose forwarding: a listing from the moment of the choice. Moments are milliseconds since 1970. */
export interface ReplayListing {
  readonly facts: ListingFacts;
  readonly opens: number;
  /** The same moment as `facts.closes_at`. */
  readonly closes: number;
}

/** An order for one unit. */
export interface ReplayOrder {
  readonly facts: OrderFacts;
  readonly sku: string;
  readonly at: number;
  /** Until when it may wait for a listing before it is served from stock. Without it, it is decided on at once. */
  readonly hold_until?: number | undefined;
}

/** A listing that was matched with an order. */
export interface ReplayMatch {
  readonly listing: ReplayListing;
  readonly order: ReplayOrder;
  readonly at: number;
  readonly kind: DecisionKind;
  /** Every figure behind the value, minor units. */
  readonly components: ValueComponents;
  /** `X`, minor units. */
  readonly forward_value: number;
  readonly aftermath: Aftermath;
}

/** Told what happens, in the order of its happening. */
export interface ReplaySink {
  matched?(match: ReplayMatch): void;
  /** The window ended without a match, or the listing had better not wait for one. */
  expired?(listing: ReplayListing, at: number, reason: 'window_ended' | 'not_worth_waiting'): void;
  /** Served from stock, with the reason of the candidate that came furthest. */
  served?(order: ReplayOrder, at: number, reason: NoMatchCode): void;
}

/** Counts and sums of a whole replay; money in minor units. */
export interface ReplayTotals {
  listings: number;
  orders: number;
  matched: number;
  handed_in: number;
  expired: number;
  not_worth_waiting: number;
  /** Sum of `X` over the matches: what the rule expected. */
  expected_value: number;
  /** Sum of what the matches brought. */
  realised_value: number;
  /** Days that listings were open, until matched or expired. */
  open_days: number;
}
