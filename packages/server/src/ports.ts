/** What the operations ask of the store. Nothing in here knows which database stands behind it. */
import type { TrackingEvent } from '@open-return-forwarding/protocol';
import type { OpenListings } from './candidate-ports.ts';
import type { NotificationLog } from './notification-ports.ts';
import type { Recalls, WritableRecalls } from './recall-ports.ts';
import type { Page, PageRequest, Records, WritableRecords } from './record-ports.ts';
import type { Statistics, WritableStatistics } from './statistics-ports.ts';
import type {
  ApiKey,
  AuditRow,
  DecisionIndex,
  DecisionRecord,
  DisputeIndex,
  DisputeRecord,
  ErasureIndex,
  ErasureRecord,
  EventDraft,
  EventFilter,
  ForwardIndex,
  ForwardRecord,
  IdempotencyRecord,
  Instant,
  Lease,
  LedgerBalance,
  LedgerEntry,
  LedgerLine,
  ListingIndex,
  ListingRecord,
  NewApiKey,
  OrderIndex,
  OrderRecord,
  Policy,
  RatingLink,
  RefundEffect,
  Retailer,
  ReturnIndex,
  ReturnRecord,
  SettlementIndex,
  SettlementRecord,
  StoredEvent,
  Subject,
} from './stored.ts';
import type { ErasureWaits, Vault, WritableVault } from './vault-ports.ts';
import type {
  Deliveries,
  Endpoints,
  WebhookQueue,
  WritableDeliveries,
  WritableEndpoints,
} from './webhook-ports.ts';

export type { Recalls, WritableRecalls } from './recall-ports.ts';
export type { Draft, Filter, Match, Page, PageRequest, Records, WritableRecords } from './record-ports.ts';
export type { ErasureWaits, Vault, WritableVault } from './vault-ports.ts';

export interface EventPage extends Page<StoredEvent> {
  /** As `cursor` of a later request, with the same filter: what was appended after this page. */
  readonly resume_cursor: string;
}
export interface EventLog {
  get(id: string): Promise<StoredEvent | undefined>;
  page(filter: EventFilter, request: PageRequest): Promise<EventPage>;
}
export interface WritableEventLog extends EventLog {
  /**
   * Appends to the log, which is the outbox as well; answers it with the `sequence` of its subject (from 1). Whoever
   * knows that no earlier command appended to the subject spares the log to look.
   */
  append(event: EventDraft, known?: { readonly isSubjectNew: boolean }): Promise<StoredEvent>;
  /** Takes members out of what the events of a subject show; nothing can be put in, and all else stays. */
  forget(subjectId: string, change: (data: object) => object): Promise<void>;
}

/** The carriers' scans of a forward: one per status and moment. */
export interface Scans {
  find(
    forwardId: string,
    scan: Pick<TrackingEvent, 'status' | 'occurred_at'>,
  ): Promise<TrackingEvent | undefined>;
  /** In the order in which they became known. */
  ofForward(forwardId: string): Promise<TrackingEvent[]>;
}
export interface WritableScans extends Scans {
  /** Rejects if that scan is there. */
  insert(event: TrackingEvent): Promise<void>;
}

export interface Ledger {
  ofForward(forwardId: string): Promise<LedgerEntry[]>;
  /** Sums per account and currency, of entries with `from <= posted_at < before`; minor units. */
  balances(range?: { readonly from?: Instant; readonly before?: Instant }): Promise<LedgerBalance[]>;
}
export interface WritableLedger extends Ledger {
  /**
   * Appends the lines of one cause. Throws UnbalancedPosting unless they sum to 0 per forward and currency, and
   * AlreadyPosted if one of them (forward, cause, account, line) is there: then the whole command has no effect.
   */
  post(lines: readonly LedgerLine[]): Promise<void>;
}

export interface Policies {
  /** The version in force at that instant. The object is shared and frozen. */
  current(at: Instant): Promise<Policy | undefined>;
  get(version: number): Promise<Policy | undefined>;
  /** The latest version, in force or not yet. */
  newest(): Promise<Policy | undefined>;
  /** Newest first, stable under additions. Throws InvalidCursor. */
  page(request: PageRequest): Promise<Page<Policy>>;
}
export interface WritablePolicies extends Policies {
  /** Adds an immutable version. Throws StaleRecord unless `version` is the newest one + 1 (the first is 1). */
  add(policy: Policy): Promise<void>;
}

export interface Idempotency {
  /** The stored answer, unless it has expired at `now`. Within a `scope` a key means one request. */
  find(scope: string, key: string, now: Instant): Promise<IdempotencyRecord | undefined>;
  save(scope: string, key: string, record: IdempotencyRecord): Promise<void>;
  /** Takes members out of the stored answers that show a record; the keys stay used. */
  forget(subjectId: string, change: (answer: unknown, schema: string | undefined) => unknown): Promise<void>;
}

/** The one refund of each return: a unique constraint decides, not code. */
export interface RefundEffects {
  /** True for the first claim of that return, ever; false for every other one. */
  claim(returnId: string, refundId: string, at: Instant): Promise<boolean>;
  ofReturn(returnId: string): Promise<RefundEffect | undefined>;
  byRefund(refundId: string): Promise<RefundEffect | undefined>;
}

export interface Deadlines {
  /** One deadline of that name per subject; setting it again moves it and voids any lease. */
  set(name: string, subject: Subject, dueAt: Instant): Promise<void>;
  clear(name: string, subjectId: string): Promise<void>;
  /** When it is due, if it is set. */
  dueAt(name: string, subjectId: string): Promise<Instant | undefined>;
  /** Removes it if it is still there, with `fence` only under that very lease. False: somebody else was first. */
  take(name: string, subjectId: string, fence?: string): Promise<boolean>;
}

export interface RatingLinks {
  /** Removes the links of a forward, used or not. */
  drop(forwardId: string): Promise<void>;
  /** The new link takes the place of those of the same forward that were not used. */
  create(token: string, link: { readonly forward_id: string; readonly expires_at: Instant }): Promise<void>;
  /** Uses the link up. False if it is unknown, used or expired at `at`. */
  redeem(token: string, at: Instant): Promise<boolean>;
}

/** A reservation of a listing, for a checkout. */
export interface NewReservation {
  readonly listing_id: string;
  readonly buyer_ref: string | undefined;
  readonly reserved_at: Instant;
  readonly reserved_until: Instant;
}
export interface Reservations {
  /** The new token takes the place of an earlier one of the same listing. */
  create(token: string, reservation: NewReservation): Promise<void>;
  /** The listing that a token reserves at `at`. */
  find(token: string, at: Instant): Promise<string | undefined>;
  /** The token of a listing holds nothing from `at` on. */
  end(listingId: string, at: Instant): Promise<void>;
  /** How many one buyer has made since. */
  countSince(buyerRef: string, since: Instant): Promise<number>;
  /** Nothing tells any more who made that buyer's. */
  forget(buyerRef: string): Promise<void>;
}

/** A consistent snapshot of one retailer's data. */
export interface View {
  readonly retailerId: string;
  readonly returns: Records<ReturnRecord, ReturnIndex>;
  readonly listings: Records<ListingRecord, ListingIndex>;
  readonly openListings: OpenListings;
  readonly orders: Records<OrderRecord, OrderIndex>;
  readonly forwards: Records<ForwardRecord, ForwardIndex>;
  readonly decisions: Records<DecisionRecord, DecisionIndex>;
  readonly settlements: Records<SettlementRecord, SettlementIndex>;
  readonly disputes: Records<DisputeRecord, DisputeIndex>;
  readonly erasures: Records<ErasureRecord, ErasureIndex>;
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly events: EventLog;
  readonly scans: Scans;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly policies: Policies;
  readonly refundEffects: Pick<RefundEffects, 'ofReturn' | 'byRefund'>;
  readonly deadlines: Pick<Deadlines, 'dueAt'>;
  readonly statistics: Statistics;
  readonly recalls: Recalls;
}

/** One command's transaction. Useless once the command has ended. */
export interface Unit extends View {
  readonly returns: WritableRecords<ReturnRecord, ReturnIndex>;
  readonly listings: WritableRecords<ListingRecord, ListingIndex>;
  readonly orders: WritableRecords<OrderRecord, OrderIndex>;
  readonly forwards: WritableRecords<ForwardRecord, ForwardIndex>;
  readonly decisions: WritableRecords<DecisionRecord, DecisionIndex>;
  readonly settlements: WritableRecords<SettlementRecord, SettlementIndex>;
  readonly disputes: WritableRecords<DisputeRecord, DisputeIndex>;
  readonly erasures: WritableRecords<ErasureRecord, ErasureIndex>;
  readonly erasureWaits: ErasureWaits;
  readonly endpoints: WritableEndpoints;
  readonly deliveries: WritableDeliveries;
  readonly events: WritableEventLog;
  readonly scans: WritableScans;
  readonly ledger: WritableLedger;
  readonly vault: WritableVault;
  readonly policies: WritablePolicies;
  readonly idempotency: Idempotency;
  readonly refundEffects: RefundEffects;
  readonly deadlines: Deadlines;
  readonly statistics: WritableStatistics;
  readonly recalls: WritableRecalls;
  readonly ratingLinks: RatingLinks;
  readonly reservations: Reservations;
  audit(row: AuditRow): Promise<void>;
}

/** What reaches across retailers. Each call is a transaction of its own, durable before it resolves. */
export interface SystemStore {
  readonly retailers: {
    /** False if the id is taken (nothing changes). */
    create(retailer: Retailer): Promise<boolean>;
    get(id: string): Promise<Retailer | undefined>;
    list(): Promise<Retailer[]>;
  };
  readonly keys: {
    /** Keeps a hash of `token` only. Throws TypeError unless it starts with `orf_test_` or `orf_live_`. */
    create(key: NewApiKey): Promise<ApiKey>;
    /** The key of a bearer token, unless it is unknown or revoked; never answered from a cache. */
    find(token: string): Promise<ApiKey | undefined>;
    /** False if there is no such key or it was revoked before. */
    revoke(id: string, at: Instant): Promise<boolean>;
    list(retailerId: string): Promise<ApiKey[]>;
  };
  readonly deadlines: {
    /** Leases what is due (`now >= due_at`) and not leased, oldest first. */
    claim(request: ClaimRequest): Promise<Lease[]>;
    /** When the next one of that lane can be claimed. */
    nextDue(lane?: Lane): Promise<Instant | undefined>;
    /** How many have fallen due and are not met yet, leased ones included. */
    countDue(now: Instant): Promise<number>;
    /** Gives the lease back for a later attempt; `due_at` stays. False if the lease was lost. */
    retry(lease: Lease, at: Instant): Promise<boolean>;
  };
  readonly idempotency: {
    /** Removes answers that have expired; how many. */
    purge(now: Instant): Promise<number>;
  };
  readonly reservations: {
    /** Removes those made up to then; how many. */
    purge(madeUpTo: Instant): Promise<number>;
  };
  readonly webhooks: WebhookQueue;
  readonly notifications: NotificationLog;
  readonly ratingLinks: {
    find(token: string): Promise<RatingLink | undefined>;
  };
  readonly meta: {
    get(name: string): Promise<string | undefined>;
    set(name: string, value: string): Promise<void>;
  };
  /** Rejects unless the store can be read and a write transaction can be opened. */
  ping(): Promise<void>;
  /** Wipes everything of that retailer but itself and its keys (sandbox). */
  reset(retailerId: string): Promise<void>;
}

/**
 * Deliveries to strangers' servers may take long: their deadlines, named `webhook_delivery`, are claimed apart from all
 * others.
 */
export type Lane = 'rules' | 'deliveries';

export interface ClaimRequest {
  /** `rules` if left out. */
  readonly lane?: Lane;
  readonly now: Instant;
  readonly owner: string;
  readonly leaseSeconds: number;
  readonly limit: number;
}

/** Any call rejects with StoreUnavailable while the store cannot be written or is closed. */
export interface Store {
  /**
   * One transaction, durable before it resolves; a throw rolls back this command alone. `work` must only await its
   * unit: other commands wait behind it, so no real I/O, and no other call of the store, inside.
   */
  command<T>(retailerId: string, work: (unit: Unit) => Promise<T>): Promise<T>;
  /** A consistent snapshot that sees every command resolved before. The same rule about awaiting. */
  query<T>(retailerId: string, work: (view: View) => Promise<T>): Promise<T>;
  readonly system: SystemStore;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
