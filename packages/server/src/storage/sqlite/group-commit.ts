import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../store-faults.ts';
import type { Schema } from '../schema.ts';
import type { Connection } from './connection.ts';
import { toFault } from './faults.ts';

/** A group answers nobody before its last command has run, so it is bounded. */
const LARGEST_GROUP = 128;

type Work<T> = (db: Kysely<Schema>) => Promise<T>;
interface Command {
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Answer = () => void;

/**
 * Commands share one transaction, and so one sync to disk, with a savepoint each; nobody is answered before the commit.
 * A group waits as long as every turn of the event loop brings another command, so that a busy server syncs seldom and
 * an idle one at once. Commands run one after the other and must await nothing but their own queries: then a whole group
 * runs within one turn. Real I/O inside would be correct but hold everybody up.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #onCommit: (commands: number) => void;
  #waiting: Command[] = [];
  #running = false;
  #closed = false;
  #scrubOwed = false;
  #drained: () => void = () => undefined;

  constructor(connection: Connection, onCommit: (commands: number) => void) {
    this.#connection = connection;
    this.#onCommit = onCommit;
  }

  submit<T>(work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#running) this.#next();
    });
  }

  /** Empties the write-ahead log once the running group is durable: deleted keys must not linger in it. */
  scrub(): void {
    this.#scrubOwed = true;
  }

  /** Refuses what comes from now on and waits for what is there. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running) await new Promise<void>((resolve) => (this.#drained = resolve));
  }

  #next(): void {
    this.#running = true;
    this.#gather(this.#waiting.length);
  }

  /** Lets a turn pass; another one if it brought more commands. */
  #gather(seen: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length > seen && length < LARGEST_GROUP) this.#gather(length);
      else void this.#turn();
    });
  }

  async #turn(): Promise<void> {
    const group = this.#waiting.splice(0, LARGEST_GROUP);
    // Whatever happens here, everybody gets an answer.
    const answers = await this.#transact(group).catch((error) => refusals(group, toFault(error)));
    for (const answer of answers) answer();
    if (this.#waiting.length > 0) this.#next();
    else {
      this.#running = false;
      this.#drained();
    }
  }

  /** Whatever goes wrong with the transaction as a whole is the answer to each of its commands. */
  async #transact(group: readonly Command[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    try {
      this.#connection.exec('begin immediate');
      await this.#connection.db.connection().execute(async (db) => {
        for (const command of group) answers.push(await this.#attempt(command, db));
      });
      this.#connection.exec('commit');
    } catch (error) {
      const fault = toFault(error);
      if (this.#connection.raw.inTransaction) this.#connection.exec('rollback');
      return refusals(group, fault);
    }
    this.#onCommit(group.length);
    if (this.#scrubOwed) this.#scrubOwed = !this.#emptiedLog();
    return answers;
  }

  /** Throws only if the group's transaction is gone: SQLite ends it by itself on a full disk. */
  async #attempt(command: Command, db: Kysely<Schema>): Promise<Answer> {
    this.#connection.exec('savepoint command');
    try {
      const value = await command.work(db);
      this.#connection.exec('release command');
      return () => command.resolve(value);
    } catch (error) {
      if (!this.#connection.raw.inTransaction) throw error;
      this.#connection.exec('rollback to command');
      this.#connection.exec('release command');
      const fault = toFault(error);
      return () => command.reject(fault);
    }
  }

  /**
   * Without waiting for readers: one in this very thread could not finish meanwhile. If it cannot be done now, also for
   * want of disk, the commit stands all the same and the next one tries again; so does closing.
   */
  #emptiedLog(): boolean {
    const { raw } = this.#connection;
    const timeout = raw.pragma('busy_timeout', { simple: true });
    raw.pragma('busy_timeout = 0');
    try {
      return raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
    } catch (error) {
      if (toFault(error) instanceof StoreUnavailable) return false;
      throw error;
    } finally {
      raw.pragma(`busy_timeout = ${timeout}`);
    }
  }
}

function refusals(group: readonly Command[], fault: unknown): Answer[] {
  return group.map((command) => () => command.reject(fault));
}
