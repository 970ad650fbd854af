import { chmodSync, closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Schema } from '../schema.ts';

const BUSY_TIMEOUT_MS = 5_000;
const CACHED_STATEMENTS = 500;
const PAGE_CACHE_KIB = 65_536;

export interface Connection {
  readonly raw: Database.Database;
  readonly db: Kysely<Schema>;
  /** Runs one statement without result or parameters, prepared once. */
  exec(statement: string): void;
}

/** Creates the file if need be, readable by its owner only; SQLite gives its WAL files the same mode. */
export function claimFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** Opens one connection with the settings that durability and privacy rest on. */
export function connect(path: string, access: 'write' | 'read'): Connection {
  const raw = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  raw.pragma('wal_autocheckpoint = 8000');
  raw.pragma('foreign_keys = ON');
  raw.pragma('secure_delete = ON');
  raw.pragma('trusted_schema = OFF');
  // Savepoints copy pages: in memory they leave no trace on disk, and commands run twice as fast.
  raw.pragma('temp_store = MEMORY');
  raw.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
  if (access === 'read') raw.pragma('query_only = ON');
  const prepare = cachedPrepare(raw);
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => raw.close() } }),
  });
  return { raw, db, exec: (statement) => void prepare(statement).run([]) };
}

/** Kysely prepares every statement anew; preparing costs more than running a short one. Oldest out first. */
function cachedPrepare(raw: Database.Database) {
  const cache = new Map<string, Database.Statement<unknown[]>>();
  return (sql: string): Database.Statement<unknown[]> => {
    const known = cache.get(sql);
    if (known) return known;
    const oldest = cache.size >= CACHED_STATEMENTS ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    const statement = raw.prepare<unknown[]>(sql);
    cache.set(sql, statement);
    return statement;
  };
}
