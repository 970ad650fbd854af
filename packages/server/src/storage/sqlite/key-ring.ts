import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import type { KeyRing, KeySlot } from '../engine.ts';
import { claimFile } from './connection.ts';
import { toFault } from './faults.ts';

const MADE_AT_ONCE = 512;
const SECRET_BYTES = 32;
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Secrets in a file of their own beside the database, so that a backup of the database holds none of them. They are made
 * ahead, many in one commit that is durable before the first is used: a put waits for no second sync.
 */
export class SqliteKeyRing implements KeyRing {
  readonly id: string;
  readonly #raw: Database.Database;
  readonly #select: Database.Statement<[number], Buffer>;
  readonly #delete: Database.Statement<[number]>;
  #fresh: KeySlot[] = [];

  constructor(path: string) {
    claimFile(path);
    this.#raw = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    // No write-ahead log: what is deleted would linger in it.
    this.#raw.pragma('journal_mode = TRUNCATE');
    this.#raw.pragma('synchronous = FULL');
    this.#raw.pragma('secure_delete = ON');
    this.#raw.pragma('trusted_schema = OFF');
    this.id = this.#raw.transaction(() => this.#begin()).immediate();
    this.#select = this.#raw.prepare<[number], Buffer>('select secret from slots where id = ?').pluck();
    this.#delete = this.#raw.prepare<[number]>('delete from slots where id = ?');
  }

  take(): KeySlot {
    return this.#fresh.pop() ?? this.#make();
  }

  secret(id: number): Buffer | undefined {
    return this.#guarded(() => this.#select.get(id));
  }

  destroy(ids: readonly number[]): void {
    this.#guarded(() =>
      this.#raw.transaction(() => ids.forEach((id) => void this.#delete.run(id))).immediate(),
    );
  }

  close(): void {
    this.#raw.close();
  }

  #begin(): string {
    this.#raw.exec('create table if not exists ring (id text not null)');
    // Never the number of a slot that was destroyed: it is what an old backup names.
    this.#raw.exec(
      'create table if not exists slots (id integer primary key autoincrement, secret blob not null)',
    );
    const known = this.#raw.prepare<[], string>('select id from ring').pluck().get();
    if (known !== undefined) return known;
    const id = randomBytes(16).toString('hex');
    this.#raw.prepare('insert into ring (id) values (?)').run(id);
    return id;
  }

  #make(): KeySlot {
    const insert = this.#raw.prepare<[Buffer]>('insert into slots (secret) values (?)');
    const made = this.#guarded(() =>
      this.#raw
        .transaction(() =>
          Array.from({ length: MADE_AT_ONCE }, () => {
            const secret = randomBytes(SECRET_BYTES);
            return { id: Number(insert.run(secret).lastInsertRowid), secret };
          }),
        )
        .immediate(),
    );
    const [first, ...rest] = made;
    if (first === undefined) throw new Error('no slot was made');
    this.#fresh = rest;
    return first;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toFault(error);
    }
  }
}
