import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../store-faults.ts';
import type { Schema } from '../schema.ts';
import type { Connection } from './connection.ts';
import { toFault } from './faults.ts';

/** Snapshots on a connection of their own, one after the other, so that reads do not queue behind a group of writes. */
export class ReadLane {
  readonly #connection: Connection;
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  snapshot<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    const run = this.#tail.then(() => this.#run(work));
    // The caller gets the failure; the lane only has to know that it is over.
    this.#tail = run.catch(() => undefined);
    return run;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#tail;
  }

  async #run<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    try {
      this.#connection.exec('begin');
      return await this.#connection.db.connection().execute(work);
    } catch (error) {
      throw toFault(error);
    } finally {
      if (this.#connection.raw.inTransaction) this.#connection.exec('commit');
    }
  }
}
