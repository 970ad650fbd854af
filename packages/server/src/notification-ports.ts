/** What notifications ask of the store: which messages are owed, and what became of each. Nothing personal is in here. */
import type { Instant, StoredEvent } from './stored.ts';

/** `dropped`: nothing was to be sent any more. `failed`: it could not be sent. */
export type NotificationStatus = 'pending' | 'sent' | 'dropped' | 'failed';

/** One message to one person, by what it is about. */
export interface StoredNotification {
  /** Made from the step and the event or subject, so that a message is owed once. */
  readonly id: string;
  readonly retailer_id: string;
  readonly step: string;
  readonly event_id: string;
  readonly status: NotificationStatus;
  /** Why it was not sent. */
  readonly reason: string | null;
  readonly attempts: number;
  /** Only while pending. */
  readonly next_attempt_at: Instant | null;
  readonly created_at: Instant;
  readonly closed_at: Instant | null;
}

export type OwedNotification = Pick<StoredNotification, 'id' | 'step' | 'event_id'>;

export interface PlanRequest {
  readonly now: Instant;
  /** Events looked at in one transaction. */
  readonly limit: number;
  /** The messages that an event calls for. */
  readonly owed: (event: StoredEvent) => readonly OwedNotification[];
}

export interface DueRequest {
  readonly now: Instant;
  readonly limit: number;
  /** When the attempt after that many is due, should this one come to nothing. */
  readonly retryAt: (attempts: number) => Instant;
}

export interface Closing {
  readonly status: Exclude<NotificationStatus, 'pending'>;
  readonly reason?: string;
  readonly at: Instant;
}

/** Across retailers; each call is a transaction of its own, durable before it resolves. */
export interface NotificationLog {
  /** Retailers of whom nothing was looked at yet start with what is recorded from now on. */
  begin(): Promise<void>;
  /** Looks at what was recorded since the last time; whether there was anything. A message that is there stays as it is. */
  plan(request: PlanRequest): Promise<boolean>;
  /** Takes pending ones that are due, longest due first: the attempt counts from now on, whatever becomes of it. */
  take(request: DueRequest): Promise<StoredNotification[]>;
  /** False if it is not pending any more. */
  close(notification: Pick<StoredNotification, 'id' | 'retailer_id'>, closing: Closing): Promise<boolean>;
  /** When the earliest pending one is due. */
  nextDue(): Promise<Instant | undefined>;
  /** Newest first. */
  list(retailerId: string, limit: number): Promise<StoredNotification[]>;
}
