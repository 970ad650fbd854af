import type { Logger } from 'pino';
import type { StoredNotification } from '../notification-ports.ts';
import type { Store } from '../ports.ts';
import type { Services } from '../services.ts';
import type { Instant, StoredEvent } from '../stored.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Languages } from './locales.ts';
import { type Notifier, NotSent } from './notifier.ts';
import { ratingUrlFor } from './rating-url.ts';
import { owedFor } from './steps.ts';

const EVENTS_AT_ONCE = 500;
const MESSAGES_AT_ONCE = 8;
/** Commands come in crowds; the log is looked at once for many. */
const PAUSE_MS = 250;
const LONGEST_SLEEP_MS = 30_000;
/** What an attempt under way is given when the server ends. */
const GRACE_MS = 2_000;
const RETRY_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1_440] as const;

export interface PostOfficeParts {
  readonly store: Store;
  readonly services: Pick<Services, 'clock' | 'carriers'>;
  readonly log: Logger;
  readonly notifier: Notifier;
  readonly languages: Languages;
  /** The page on which buyers rate, with `{token}` in it. */
  readonly ratingTemplate: string | undefined;
}

/**
 * Writes to people what happened, from the log of events and after the commit, so that no command waits for it. A
 * message is owed once, recorded as an attempt before it goes, and closed after; whoever dies in between has it sent
 * again under the same Message-ID.
 */
export class PostOffice {
  readonly #parts: PostOfficeParts;
  readonly #ending = new AbortController();
  #round: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #asked = false;
  #isRunning = false;

  constructor(parts: PostOfficeParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isRunning = true;
    this.wake();
  }

  /** Resolves once nothing is under way; what does not end by itself soon is broken off, to be sent again. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    const grace = setTimeout(() => this.#ending.abort(), GRACE_MS);
    await this.#round;
    clearTimeout(grace);
    this.#ending.abort();
  }

  /** Something may have been recorded. */
  readonly wake = (): void => {
    if (!this.#isRunning || this.#asked) return;
    this.#asked = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#work(), PAUSE_MS);
  };

  /** Writes everything that is due by now, once each. */
  drain(): Promise<void> {
    const done = this.#round.then(() => this.#all());
    this.#round = done.catch(() => undefined);
    return done;
  }

  /** When the next message is due. */
  async nextDue(): Promise<Instant | undefined> {
    if (this.#ending.signal.aborted) return undefined;
    return this.#parts.store.system.notifications.nextDue();
  }

  async #work(): Promise<void> {
    this.#asked = false;
    try {
      await this.drain();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'notifications stopped; they are tried again');
    }
    if (this.#isRunning && !this.#asked) this.#timer = setTimeout(this.wake, await this.#sleep());
  }

  async #sleep(): Promise<number> {
    const next = await this.nextDue().catch(() => undefined);
    if (next === undefined) return LONGEST_SLEEP_MS;
    const wait = Date.parse(next) - Date.parse(this.#parts.services.clock.now());
    return Math.min(LONGEST_SLEEP_MS, Math.max(PAUSE_MS, wait));
  }

  async #all(): Promise<void> {
    const { store, services, ratingTemplate } = this.#parts;
    const { notifications } = store.system;
    const owed = (event: StoredEvent) =>
      owedFor(event).filter(({ step }) => step !== 'rating' || ratingTemplate !== undefined);
    const plan = () => notifications.plan({ now: services.clock.now(), limit: EVENTS_AT_ONCE, owed });
    while (!this.#ending.signal.aborted && (await plan()));
    const take = () => {
      const now = services.clock.now();
      return notifications.take({ now, limit: MESSAGES_AT_ONCE, retryAt: (made) => retryAt(now, made) });
    };
    for (let due = await take(); due.length > 0; due = await take()) {
      await Promise.all(due.map((notification) => this.#deliver(notification)));
      if (this.#ending.signal.aborted) return;
    }
  }

  async #deliver(notification: StoredNotification): Promise<void> {
    const { notifier } = this.#parts;
    const draft = await this.#draft(notification);
    if ('drop' in draft) return this.#close(notification, 'dropped', draft.drop);
    try {
      await notifier.send(draft.message, this.#ending.signal);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      return this.#failed(notification, error);
    }
    await this.#close(notification, 'sent');
  }

  async #draft(notification: StoredNotification): Promise<Draft> {
    const { store, services, languages, ratingTemplate: template } = this.#parts;
    const now = services.clock.now();
    const { retailer_id } = notification;
    const ratingUrl =
      notification.step !== 'rating' || template === undefined
        ? undefined
        : await store.command(retailer_id, (unit) => ratingUrlFor(unit, notification, { template, now }));
    const parts = { languages, carriers: services.carriers, now, ratingUrl };
    return store.query(retailer_id, (view) => draftOf(view, notification, parts));
  }

  async #failed(notification: StoredNotification, error: NotSent): Promise<void> {
    const { id, step, attempts } = notification;
    const isOver = error.final || attempts > RETRY_MINUTES.length;
    if (!this.#ending.signal.aborted) {
      this.#parts.log.warn(
        { notification: id, step, attempts, code: error.code, given_up: isOver },
        'not sent',
      );
    }
    if (isOver) await this.#close(notification, 'failed', error.code);
  }

  async #close(
    notification: StoredNotification,
    status: 'sent' | 'dropped' | 'failed',
    reason?: string,
  ): Promise<void> {
    const { store, services } = this.#parts;
    const at = services.clock.now();
    await store.system.notifications.close(notification, { status, at, ...(reason && { reason }) });
    if (notification.step === 'rating') {
      await store.command(notification.retailer_id, (unit) => unit.vault.shred(notification.id));
    }
  }
}

/** After the last attempt, far enough ahead to be found given up. */
function retryAt(now: Instant, attempts: number): Instant {
  const minutes = RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1;
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
