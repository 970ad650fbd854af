import type { ColumnDataType, ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The little in which databases differ when tables are made. */
export interface EngineDdl {
  readonly binary: ColumnDataType;
  readonly positionType: ColumnDataType;
  /** Makes a column of `positionType` the ever-growing primary key. */
  position(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Lets the database itself keep count of the active listings in each class (`listing_classes`), whoever changes them. */
  countListings(db: Kysely<Schema>): Promise<void>;
  /** Lets the database itself refuse updates, and deletes but for a retailer that is being reset. */
  appendOnly(db: Kysely<Schema>, table: string): Promise<void>;
  /** Lets one text column of an append-only table lose what it holds, and nothing else. */
  forgetting(db: Kysely<Schema>, table: string, column: string): Promise<void>;
}

/** A secret of the ring, by its number. */
export interface KeySlot {
  readonly id: number;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** Secrets that record keys open with, kept apart from the database: its backups are worth nothing without them. */
export interface KeyRing {
  /** Tells this ring from that of another database. */
  readonly id: string;
  /** A secret that nobody has, durable already. */
  take(): KeySlot;
  /** One that was taken and not used. */
  giveBack(slot: KeySlot): void;
  /** Undefined once it was destroyed. */
  secret(id: number): Buffer | undefined;
  destroy(ids: readonly number[]): void;
}

/** A database under the store: everything above it is the same for each. */
export interface Engine {
  /** Only to build and compile queries with; run them on the `db` that `write` and `read` hand in. */
  readonly compiler: Kysely<Schema>;
  readonly keys: KeyRing;
  /** One transaction, durable before it resolves; a throw rolls it back alone. */
  write<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** One consistent snapshot that sees every write resolved before. */
  read<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** Another value after every commit of anybody, this process or another; cheap. What was read before may be kept as long
   * as it stays the same. Undefined where that cannot be told: nothing may be kept then. */
  state(): number | undefined;
  /** After the current transaction is durable, leaves no trace of what it deleted in the database's files. */
  scrub(): void;
  close(): Promise<void>;
}
