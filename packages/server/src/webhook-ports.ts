/** What webhooks ask of the store: endpoints, what is on its way to them, and the log that both grow from. */
import type { DeliveryAttempt, DeliveryStatus, WebhookEndpoint } from '@open-return-forwarding/protocol';
import type { Page, PageRequest, Records, WritableRecords } from './record-ports.ts';
import type { DocumentRecord, Instant, StoredEvent } from './stored.ts';

/** The wire resource; its secrets lie in the vault under its id. */
export type EndpointRecord = DocumentRecord<WebhookEndpoint>;
export interface EndpointIndex {
  status: string;
}

export type Endpoints = Records<EndpointRecord, EndpointIndex>;
export interface WritableEndpoints extends WritableRecords<EndpointRecord, EndpointIndex> {
  /** Takes the deliveries with it. False if there is none. */
  remove(id: string): Promise<boolean>;
  /** From here on, only what is recorded later is planned for this endpoint. */
  skipToNow(id: string): Promise<void>;
  /** The next events, at most `limit`, that were recorded after what was planned; they count as planned from now on. */
  takeNew(id: string, limit: number): Promise<Pick<StoredEvent, 'id' | 'type'>[]>;
}

/** One message on its way to one endpoint. */
export interface StoredDelivery {
  readonly id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly status: DeliveryStatus;
  readonly attempts: readonly DeliveryAttempt[];
  /** Only while pending. */
  readonly next_attempt_at?: Instant;
  readonly created_at: Instant;
  /** The message of a test, which is in no log; of all others the log has the event. */
  readonly message?: StoredEvent;
}

export interface Deliveries {
  get(id: string): Promise<StoredDelivery | undefined>;
  /** Newest first. Throws InvalidCursor. */
  page(
    filter: { readonly endpoint_id: string; readonly status?: DeliveryStatus | undefined },
    request: PageRequest,
  ): Promise<Page<StoredDelivery>>;
  /** Pending ones whose next attempt is due, longest due first. */
  due(endpointId: string, at: Instant, choice: DueChoice): Promise<StoredDelivery[]>;
  /** Whether as many as that are due. */
  hasDue(endpointId: string, at: Instant, count: number): Promise<boolean>;
  /** When the earliest pending one is due. */
  nextDue(endpointId: string, choice: Pick<DueChoice, 'testsOnly'>): Promise<Instant | undefined>;
}
export interface DueChoice {
  readonly limit: number;
  /** Of an endpoint that is paused or disabled. */
  readonly testsOnly: boolean;
}
export interface WritableDeliveries extends Deliveries {
  insert(delivery: StoredDelivery): Promise<void>;
  /** False if it is gone, no longer pending, or another attempt was recorded since it was read. */
  record(delivery: StoredDelivery, attemptsBefore: number): Promise<boolean>;
  /** Gives up all that are pending for an endpoint. */
  failPending(endpointId: string): Promise<void>;
  /** Removes what is over and was created before that moment, the oldest thousand at most. */
  purge(endpointId: string, before: Instant): Promise<void>;
}

/** Across retailers. */
export interface WebhookQueue {
  /** Active endpoints for which something was recorded that is not planned yet. */
  behind(): Promise<{ readonly retailer_id: string; readonly endpoint_id: string }[]>;
}
