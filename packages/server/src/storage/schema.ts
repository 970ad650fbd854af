/** The tables as Kysely sees them. Instants are integers, milliseconds since 1970, so that they compare and sort. */
import type { Generated, Selectable } from 'kysely';

export interface DocumentTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  version: number;
  doc: string;
}
export type DocumentTableName =
  | 'returns'
  | 'listings'
  | 'orders'
  | 'forwards'
  | 'decisions'
  | 'settlements'
  | 'disputes'
  | 'erasures'
  | 'webhook_endpoints';

interface RetailersTable {
  id: string;
  name: string;
  created_at: number;
  /** 1 while a sandbox wipes this retailer: only then do append-only rows give way. */
  resetting: Generated<number>;
}
interface ApiKeysTable {
  id: string;
  retailer_id: string;
  token_hash: string;
  name: string;
  scopes: string;
  prefix: string;
  last_digits: string;
  created_at: number;
  revoked_at: number | null;
}
interface EventsTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  type: string;
  sequence: number;
  subject_kind: string;
  subject_id: string;
  occurred_at: string;
  effective_at: string;
  recorded_at: string;
  data: string;
}
interface ScansTable {
  position: Generated<number>;
  retailer_id: string;
  forward_id: string;
  status: string;
  occurred_at: number;
  doc: string;
}
interface LedgerTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  forward_id: string;
  settlement_id: string | null;
  account: string;
  amount: number;
  currency: string;
  posted_at: number;
  cause: string;
  line: number;
}
interface RecordKeysTable {
  retailer_id: string;
  subject_id: string;
  wrapped_key: Buffer;
  /** Whose secret opens the key, together with the master key. Null: from before there were slots. */
  slot: number | null;
}
interface SealedRecordsTable {
  retailer_id: string;
  subject_id: string;
  sealed: Buffer;
}
interface IdempotencyTable {
  retailer_id: string;
  operation: string;
  key: string;
  /** Id of the record that the command was about. */
  subject_id: string | null;
  sealed: Buffer;
  expires_at: number;
  /** Of the secret without which it does not open; null where it is older than such secrets. */
  slot: number | null;
}
interface RefundEffectsTable {
  retailer_id: string;
  return_id: string;
  refund_id: string;
  claimed_at: number;
}
interface DeadlinesTable {
  id: Generated<number>;
  retailer_id: string;
  name: string;
  subject_kind: string;
  subject_id: string;
  due_at: number;
  /** When it can be claimed: `due_at`, the end of the lease, or the time of the next attempt. */
  available_at: number;
  attempts: number;
  lease_owner: string | null;
  fence: string | null;
}
interface PoliciesTable {
  position: Generated<number>;
  retailer_id: string;
  version: number;
  effective_from: number;
  /** Random, so that a cached document can never be taken for another one. */
  revision: string;
  doc: string;
}
interface RatingLinksTable {
  token_hash: string;
  retailer_id: string;
  forward_id: string;
  expires_at: number;
  redeemed_at: number | null;
}
interface ReservationsTable {
  retailer_id: string;
  token_hash: string;
  listing_id: string;
  /** Tells the reservations of one buyer from another's. */
  buyer_hash: string | null;
  reserved_at: number;
  reserved_until: number;
}
interface RecallsTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  doc: string;
}
interface RecalledArticlesTable {
  retailer_id: string;
  sku: string;
  recall_id: string;
}
interface AuditTable {
  position: Generated<number>;
  retailer_id: string;
  request_id: string;
  key_id: string | null;
  operation: string;
  subject_id: string | null;
  at: number;
}
interface WebhookEndpointsTable extends DocumentTable {
  status: string;
  /** Position in the log up to which deliveries are planned. */
  planned_to: Generated<number>;
}
interface WebhookDeliveriesTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  status: string;
  attempts: string;
  attempt_count: number;
  next_attempt_at: number | null;
  created_at: number;
  message: string | null;
}
interface NotificationsTable {
  position: Generated<number>;
  retailer_id: string;
  id: string;
  step: string;
  event_id: string;
  status: string;
  reason: string | null;
  attempts: number;
  next_attempt_at: number | null;
  created_at: number;
  closed_at: number | null;
}
interface NotificationProgressTable {
  retailer_id: string;
  /** Position in the log up to which messages are planned. */
  planned_to: number;
}
interface ListingsTable extends DocumentTable {
  status: string;
  sku: string;
  value_class: Generated<string>;
  opens_at: Generated<number>;
  closes_at: number;
}
interface ListingClassesTable {
  retailer_id: string;
  sku: string;
  value_class: string;
  /** How many are active; a trigger keeps count. */
  listings: number;
}
interface DemandEvidenceTable {
  retailer_id: string;
  sku: string;
  category: string | null;
  orders: number;
  general: number;
  naming: number;
  days: number;
  naming_days: Generated<number>;
  /** 1 while a listing is open. */
  listed: Generated<number>;
  seen_at: number;
}
interface HandInCohortsTable {
  retailer_id: string;
  category: string;
  /** A day in UTC. */
  matched_on: string;
  limit_days: number;
  matches: number;
  /** Counts by day since the match, as a JSON array. */
  handed_in: string;
  withdrawn: string;
}
interface CategoryRatingsTable {
  retailer_id: string;
  category: string;
  acceptable: number;
  unacceptable: number;
}
interface ErasureWaitsTable {
  retailer_id: string;
  forward_id: string;
  erasure_id: string;
}
interface DoomedSlotsTable {
  slot: number;
}
interface MetaTable {
  name: string;
  value: string;
}

export type Schema = {
  [T in Exclude<DocumentTableName, 'webhook_endpoints' | 'listings'>]: DocumentTable;
} & {
  listings: ListingsTable;
  listing_classes: ListingClassesTable;
  retailers: RetailersTable;
  api_keys: ApiKeysTable;
  events: EventsTable;
  scans: ScansTable;
  ledger_entries: LedgerTable;
  record_keys: RecordKeysTable;
  sealed_records: SealedRecordsTable;
  idempotency: IdempotencyTable;
  refund_effects: RefundEffectsTable;
  deadlines: DeadlinesTable;
  policies: PoliciesTable;
  rating_links: RatingLinksTable;
  reservations: ReservationsTable;
  recalls: RecallsTable;
  recalled_articles: RecalledArticlesTable;
  erasure_waits: ErasureWaitsTable;
  doomed_slots: DoomedSlotsTable;
  audit: AuditTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  notifications: NotificationsTable;
  notification_progress: NotificationProgressTable;
  demand_evidence: DemandEvidenceTable;
  hand_in_cohorts: HandInCohortsTable;
  category_ratings: CategoryRatingsTable;
  meta: MetaTable;
};

/** What a query of those columns of a table answers. */
export type RowOf<T extends keyof Schema, Columns extends readonly (keyof Selectable<Schema[T]>)[]> = Pick<
  Selectable<Schema[T]>,
  Columns[number]
>;
