import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import type { KeyRing, KeySlot } from '../engine.ts';
import { claimFile } from './connection.ts';
import { toFault } from './faults.ts';

const SECRET_BYTES = 32;
/** A row holds so many secrets: a row for each would cost as much as the record it is for. */
const SECRETS_A_ROW = 64;
const ROWS_AT_ONCE = 16;
const DESTROYED = Buffer.alloc(SECRET_BYTES);
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Secrets in a file of their own beside the database, so that a backup of the database holds none of them. They are made
 * ahead, many in one commit that is durable before the first is used: a put waits for no second sync.
 */
export class SqliteKeyRing implements KeyRing {
  readonly id: string;
  readonly #raw: Database.Database;
  readonly #select: Database.Statement<[number, number], Buffer>;
  readonly #row: Database.Statement<[number], Buffer>;
  readonly #overwrite: Database.Statement<[Buffer, number]>;
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
    this.#select = this.#raw
      .prepare<[number, number], Buffer>(
        `select substr(secrets, ?, ${SECRET_BYTES}) from slots where position = ?`,
      )
      .pluck();
    this.#row = this.#raw.prepare<[number], Buffer>('select secrets from slots where position = ?').pluck();
    this.#overwrite = this.#raw.prepare<[Buffer, number]>('update slots set secrets = ? where position = ?');
  }

  take(): KeySlot {
    return this.#fresh.pop() ?? this.#make();
  }

  giveBack(slot: KeySlot): void {
    this.#fresh.push(slot);
  }

  secret(id: number): Buffer | undefined {
    const { position, offset } = placeOf(id);
    const secret = this.#guarded(() => this.#select.get(offset + 1, position));
    return secret === undefined || secret.equals(DESTROYED) ? undefined : secret;
  }

  destroy(ids: readonly number[]): void {
    this.#guarded(() =>
      this.#raw
        .transaction(() => {
          for (const id of ids) this.#wipe(id);
        })
        .immediate(),
    );
  }

  close(): void {
    this.#raw.close();
  }

  #wipe(id: number): void {
    const { position, offset } = placeOf(id);
    const secrets = this.#row.get(position);
    if (secrets === undefined) return;
    DESTROYED.copy(secrets, offset);
    this.#overwrite.run(secrets, position);
  }

  #begin(): string {
    this.#raw.exec('create table if not exists ring (id text not null)');
    this.#raw.exec(
      'create table if not exists slots (position integer primary key autoincrement, secrets blob not null)',
    );
    const known = this.#raw.prepare<[], string>('select id from ring').pluck().get();
    if (known !== undefined) return known;
    const id = randomBytes(16).toString('hex');
    this.#raw.prepare('insert into ring (id) values (?)').run(id);
    return id;
  }

  #make(): KeySlot {
    const insert = this.#raw.prepare<[Buffer]>('insert into slots (secrets) values (?)');
    const rows = Array.from({ length: ROWS_AT_ONCE }, () => randomBytes(SECRETS_A_ROW * SECRET_BYTES));
    const positions = this.#guarded(() =>
      this.#raw
        .transaction(() => rows.map((secrets) => Number(insert.run(secrets).lastInsertRowid)))
        .immediate(),
    );
    this.#fresh = rows.flatMap((secrets, row) => slotsIn(secrets, positions[row] ?? 0));
    const slot = this.#fresh.pop();
    if (slot === undefined) throw new Error('no slot was made');
    return slot;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toFault(error);
    }
  }
}

/** Where the secret of a slot stands: its row, and how many bytes come before it. */
function placeOf(id: number): { readonly position: number; readonly offset: number } {
  return { position: Math.floor(id / SECRETS_A_ROW), offset: (id % SECRETS_A_ROW) * SECRET_BYTES };
}

function slotsIn(secrets: Buffer, position: number): KeySlot[] {
  return Array.from({ length: SECRETS_A_ROW }, (_, index) => ({
    id: position * SECRETS_A_ROW + index,
    secret: secrets.subarray(index * SECRET_BYTES, (index + 1) * SECRET_BYTES),
  }));
}
