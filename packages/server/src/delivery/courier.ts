import type { Logger } from 'pino';
import type { Instant, Lease } from '../stored.ts';
import { pacer } from './pace.ts';
import { plan } from './plan.ts';
import { type TurnParts, takeTurn } from './turn.ts';

/** More than a turn and the attempt that it ends with can take. */
const LEASE_SECONDS = 60;
const ENDPOINTS_AT_ONCE = 500;
const LONGEST_SLEEP_MS = 5_000;
const ROUND_MS = 20;
const BACKOFF_SECONDS = 10;
/** What an attempt under way is given when the server ends. */
const GRACE_MS = 2_000;

export interface CourierParts extends Omit<TurnParts, 'ending' | 'pace'> {
  readonly log: Logger;
}

/**
 * Brings events to webhook endpoints. What is recorded is planned after its commit, endpoint by endpoint; each endpoint
 * is leased and served by itself, so that one that is slow, dead or hostile keeps nobody else waiting. Many couriers may
 * run on one store.
 */
export class Courier {
  readonly #parts: CourierParts;
  readonly #ending = new AbortController();
  readonly #owner = `courier-${process.pid}-${Math.random().toString(36).slice(2)}`;
  readonly #turns = new Set<Promise<void>>();
  #round: Promise<boolean> = Promise.resolve(false);
  #timer: NodeJS.Timeout | undefined;
  #asked = false;
  #isRunning = false;
  #commands = 0;
  #drains = 0;
  #lastRound = 0;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isRunning = true;
    this.#ask();
  }

  /** Resolves once nothing is under way; what does not end by itself soon is broken off, to be sent again. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    const grace = setTimeout(() => this.#ending.abort(), GRACE_MS);
    await this.#round;
    await Promise.all(this.#turns);
    clearTimeout(grace);
  }

  /** A command was carried out, and may have recorded something. */
  readonly wake = (): void => {
    this.#commands += 1;
    this.#ask();
  };

  /** Plans and sends everything that is due by now, once each. */
  async drain(): Promise<void> {
    this.#drains += 1;
    try {
      while (!this.#ending.signal.aborted && ((await this.#start()) || this.#turns.size > 0)) {
        await Promise.all(this.#turns);
      }
    } finally {
      this.#drains -= 1;
    }
  }

  /** When the next delivery is due. */
  async nextDue(): Promise<Instant | undefined> {
    if (this.#ending.signal.aborted) return undefined;
    return this.#parts.store.system.deadlines.nextDue('deliveries');
  }

  /** Rounds keep a distance, so that under load one plans for many commands. */
  #ask(): void {
    if (!this.#isRunning || this.#asked) return;
    this.#asked = true;
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#lastRound + ROUND_MS - performance.now());
    this.#timer = setTimeout(() => void this.#work(), wait);
  }

  async #work(): Promise<void> {
    this.#asked = false;
    this.#lastRound = performance.now();
    try {
      await this.#start();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'webhooks cannot be delivered now; it is tried again');
    }
    const wait = await this.#sleep();
    if (this.#isRunning && !this.#asked) this.#timer = setTimeout(() => this.#ask(), wait);
  }

  async #sleep(): Promise<number> {
    const next = await this.nextDue().catch(() => undefined);
    if (next === undefined) return LONGEST_SLEEP_MS;
    const wait = Date.parse(next) - Date.parse(this.#parts.clock.now());
    return Math.min(LONGEST_SLEEP_MS, Math.max(50, wait));
  }

  /** Starts a turn at every endpoint that is due, one caller after the other; whether there was anything to do. */
  #start(): Promise<boolean> {
    const started = this.#round.then(() => this.#startTurns());
    this.#round = started.catch(() => false);
    return started;
  }

  async #startTurns(): Promise<boolean> {
    const planned = await plan(this.#parts);
    const leases = await this.#parts.store.system.deadlines.claim({
      lane: 'deliveries',
      now: this.#parts.clock.now(),
      owner: this.#owner,
      leaseSeconds: LEASE_SECONDS,
      limit: ENDPOINTS_AT_ONCE,
    });
    for (const lease of leases) {
      const turn = this.#turn(lease).finally(() => {
        this.#turns.delete(turn);
        this.#ask();
      });
      this.#turns.add(turn);
    }
    return planned || leases.length > 0;
  }

  async #turn(lease: Lease): Promise<void> {
    const load = {
      commands: () => this.#commands,
      turns: () => this.#turns.size,
      isUrgent: () => this.#drains > 0,
    };
    const ending = this.#ending.signal;
    try {
      await takeTurn({ ...this.#parts, ending, pace: pacer(load, ending) }, lease);
    } catch (error) {
      await this.#giveBack(lease, error);
    }
  }

  /** Never rejects: a lease that cannot be given back ends by itself. */
  async #giveBack(lease: Lease, error: unknown): Promise<void> {
    const { store, clock, log } = this.#parts;
    const seconds = this.#ending.signal.aborted ? 0 : BACKOFF_SECONDS;
    const at = new Date(Date.parse(clock.now()) + seconds * 1000).toISOString();
    if (!this.#ending.signal.aborted) {
      log.error({ err: error, endpoint: lease.subject.id, next_at: at }, 'an endpoint could not be served');
    }
    await store.system.deadlines.retry(lease, at).catch((fault: unknown) => {
      log.error({ err: fault, endpoint: lease.subject.id }, 'a lease could not be given back');
    });
  }
}
