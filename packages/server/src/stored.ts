/** The shapes that the store keeps: wire resources with their private columns, and the rows that never go out. */

import type {
  Decision,
  Dispute,
  Erasure,
  Forward,
  Listing,
  Order,
  Policy,
  Return,
  Settlement,
} from '@open-return-forwarding/protocol';

export type { Policy };

/** UTC, RFC 3339, ending in `Z`. */
export type Instant = string;

/** What is kept of a resource. `doc` is the wire resource and holds no personal data: that lies in the vault. */
export interface DocumentRecord<D> {
  readonly doc: D;
  /** Counts up with every update; the ETag comes from it. */
  readonly version: number;
}

export interface ReturnRecord extends DocumentRecord<Return> {
  /** The sender's zone (postal area), for prices only. */
  readonly zone: string;
}
export interface ListingRecord extends DocumentRecord<Listing> {
  /** Listings of one class are worth the same to any one buyer. Empty for those from before there were classes. */
  readonly value_class: string;
}
export interface OrderRecord extends DocumentRecord<Order> {
  /** The buyer's zone (postal area). */
  readonly zone: string;
}
export type ForwardRecord = DocumentRecord<Forward>;
export interface DecisionRecord extends DocumentRecord<Decision> {
  /** The id of the object that was decided about. */
  readonly subject: string;
}
export type SettlementRecord = DocumentRecord<Settlement>;
export type DisputeRecord = DocumentRecord<Dispute>;
export type ErasureRecord = DocumentRecord<Erasure>;

export interface ReturnIndex {
  status: string;
  sku: string;
  external_id: string | null;
  consumer_ref: string | null;
  refund_id: string;
  created_at: Instant;
  zone: string;
}
export interface ListingIndex {
  status: string;
  sku: string;
  grade: string;
  currency: string;
  country: string;
  opens_at: Instant;
  closes_at: Instant;
  return_id: string;
  value_class: string;
}
export interface OrderIndex {
  status: string;
  sku: string;
  currency: string;
  external_id: string | null;
  buyer_ref: string | null;
  created_at: Instant;
  zone: string;
}
export interface ForwardIndex {
  status: string;
  return_id: string;
  order_id: string;
  listing_id: string;
}
export interface DecisionIndex {
  subject: string;
}
export interface SettlementIndex {
  status: string;
  forward_id: string;
  opened_at: Instant;
}
export interface DisputeIndex {
  status: string;
  forward_id: string;
}

/** What something is about: `kind` names the resource (`return`, `forward`, …). */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export interface EventDraft {
  readonly id: string;
  readonly type: string;
  readonly subject: Subject;
  readonly occurred_at: Instant;
  /** The deadline for an effect of one, whenever it was processed; else `occurred_at`. */
  readonly effective_at: Instant;
  readonly recorded_at: Instant;
  /** Full state of the subject, without personal data. Not changed once it was appended. */
  readonly data: object;
}
export interface StoredEvent extends EventDraft {
  readonly sequence: number;
}
export interface EventFilter {
  readonly type?: string | readonly string[];
  readonly subject_id?: string;
  readonly subject_kind?: string;
}

export interface LedgerLine {
  readonly id: string;
  readonly forward_id: string;
  readonly settlement_id: string | null;
  readonly account: string;
  /** Minor units, signed; the lines of a posting sum to 0. */
  readonly amount: number;
  readonly currency: string;
  readonly posted_at: Instant;
  /** What was posted (`handed_in`, `correction:1`, …); a cause posts once. */
  readonly cause: string;
  /** Tells lines of one cause on one account apart; from 0. */
  readonly line: number;
}
export type LedgerEntry = LedgerLine;
export interface LedgerBalance {
  readonly account: string;
  readonly currency: string;
  readonly amount: number;
}

export interface ErasureIndex {
  status: string;
}

export interface IdempotencyRecord {
  readonly request_digest: string;
  /** The answer as JSON; sealed at rest. */
  readonly response: unknown;
  /** Id of the record that it shows, and the schema that it shows it by. */
  readonly subject_id?: string | null;
  readonly schema?: string | undefined;
  readonly expires_at: Instant;
}

export interface RefundEffect {
  readonly return_id: string;
  readonly refund_id: string;
  readonly claimed_at: Instant;
}

/** A claimed deadline. Its `fence` is random and dies with the lease: a later claim, or setting the deadline anew. */
export interface Lease {
  readonly retailer_id: string;
  readonly name: string;
  readonly subject: Subject;
  readonly due_at: Instant;
  /** How often it was tried before. */
  readonly attempts: number;
  readonly fence: string;
}

export interface RatingLink {
  readonly retailer_id: string;
  readonly forward_id: string;
  readonly expires_at: Instant;
  readonly redeemed_at: Instant | null;
}

export interface Retailer {
  readonly id: string;
  readonly name: string;
  readonly created_at: Instant;
}

export interface ApiKey {
  readonly id: string;
  readonly retailer_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** `orf_test_` or `orf_live_`. */
  readonly prefix: string;
  /** The token's last four characters, to recognise it by. */
  readonly last_digits: string;
  readonly created_at: Instant;
  readonly revoked_at: Instant | null;
}
export type NewApiKey = Pick<ApiKey, 'id' | 'retailer_id' | 'name' | 'scopes' | 'created_at'> & {
  readonly token: string;
};

export interface AuditRow {
  readonly request_id: string;
  /** Null where no key was used (a rating link, a deadline). */
  readonly key_id: string | null;
  readonly operation: string;
  readonly subject_id: string | null;
  readonly at: Instant;
}
