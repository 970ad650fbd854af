import type { Instant } from '@open-return-forwarding/protocol';
import type { Logger } from 'pino';
import type { Store } from '../ports.ts';
import type { Clock, TestClock } from '../services.ts';
import type { Lease } from '../stored.ts';

const LEASE_SECONDS = 60;
const BATCH = 100;
const LONGEST_SLEEP_MS = 5_000;
const LONGEST_BACKOFF_SECONDS = 3_600;

export interface WorkerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Meets one deadline that is due. A throw means: try again later. */
  readonly meet: (lease: Lease) => Promise<void>;
  /** Forgets what was kept for a time only; called often, and does little. */
  readonly tidy: () => Promise<void>;
  /** Sends what commands and deadlines have recorded, at its own pace. */
  readonly courier?: Deliverer;
}

/** Whoever brings events out of the house. */
export interface Deliverer {
  start(): void;
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>;
  wake(): void;
  /** Sends everything that is due by now. */
  drain(): Promise<void>;
  /** When the next delivery is due. */
  nextDue(): Promise<Instant | undefined>;
}

/**
 * Meets deadlines as they fall due, oldest first. It can be woken, and sleeps until the next one otherwise. Many of them
 * may run on one store: a deadline is leased, and taken away in the transaction that meets it.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #owner = `worker-${process.pid}-${Math.random().toString(36).slice(2)}`;
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #asked = false;
  #isRunning = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isRunning = true;
    this.#parts.courier?.start();
    this.wake();
  }

  /** Resolves once what is under way is done. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    await Promise.all([this.#turn, this.#parts.courier?.stop()]);
  }

  /** Something may have become due. */
  readonly wake = (): void => {
    if (!this.#isRunning || this.#asked) return;
    this.#asked = true;
    clearTimeout(this.#timer);
    setImmediate(() => void this.#round());
  };

  /** Meets everything that is due by now, and sends what came of it. */
  drain(): Promise<void> {
    return this.alone(async () => {
      await this.#drainUntil(() => this.#parts.clock.now());
      await this.#parts.courier?.drain();
    });
  }

  /**
   * Moves a test clock to `target`, stopping at every deadline and delivery on the way, so that each is met at its own
   * instant and in order.
   */
  advance(clock: TestClock, target: Instant): Promise<void> {
    return this.alone(async () => {
      const { courier } = this.#parts;
      await courier?.drain();
      for (let next = await this.#nextDue(target); next !== undefined; next = await this.#nextDue(target)) {
        if (Date.parse(next) > Date.parse(clock.now())) await clock.freezeAt(next);
        await this.#batch(clock.now());
        await courier?.drain();
      }
      await clock.freezeAt(target);
      await this.#drainUntil(() => target);
      await courier?.drain();
    });
  }

  /** Does something while no deadline is being met. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #round(): Promise<void> {
    this.#asked = false;
    // It may have been stopped, and the store closed, since it was woken.
    if (!this.#isRunning) return;
    try {
      await this.alone(() => this.#drainUntil(() => this.#parts.clock.now()));
      this.#parts.courier?.wake();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'background work stopped; it is tried again');
    }
    const wait = await this.#sleep();
    if (this.#isRunning && !this.#asked) this.#timer = setTimeout(this.wake, wait);
  }

  async #sleep(): Promise<number> {
    const next = await this.#parts.store.system.deadlines.nextDue().catch(() => undefined);
    if (next === undefined) return LONGEST_SLEEP_MS;
    const wait = Date.parse(next) - Date.parse(this.#parts.clock.now());
    return Math.min(LONGEST_SLEEP_MS, Math.max(10, wait));
  }

  async #nextDue(target: Instant): Promise<Instant | undefined> {
    const { store, courier } = this.#parts;
    const dues = await Promise.all([store.system.deadlines.nextDue(), courier?.nextDue()]);
    return dues
      .filter((due) => due !== undefined)
      .sort((a, b) => Date.parse(a) - Date.parse(b))
      .find((due) => Date.parse(due) <= Date.parse(target));
  }

  async #drainUntil(now: () => Instant): Promise<void> {
    while ((await this.#batch(now())) > 0);
    await this.#parts.tidy();
  }

  async #batch(now: Instant): Promise<number> {
    const { deadlines } = this.#parts.store.system;
    const leases = await deadlines.claim({
      now,
      owner: this.#owner,
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
    });
    await Promise.all(leases.map((lease) => this.#try(lease)));
    return leases.length;
  }

  async #try(lease: Lease): Promise<void> {
    try {
      await this.#parts.meet(lease);
    } catch (error) {
      const seconds = Math.min(LONGEST_BACKOFF_SECONDS, 2 ** lease.attempts);
      const at = new Date(Date.parse(this.#parts.clock.now()) + seconds * 1000).toISOString();
      this.#parts.log.error(
        {
          err: error,
          deadline: lease.name,
          subject: lease.subject,
          attempts: lease.attempts + 1,
          next_at: at,
        },
        'a deadline could not be met; it is tried again',
      );
      await this.#parts.store.system.deadlines.retry(lease, at);
    }
  }
}
