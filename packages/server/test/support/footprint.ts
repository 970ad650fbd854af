import Database from 'better-sqlite3';
import type { Sandbox } from './sandbox.ts';

/** How many rows every table holds: what was written shows here, whatever it was. */
export function footprint({ databaseFile }: Pick<Sandbox, 'databaseFile'>): Record<string, number> {
  const db = new Database(databaseFile, { readonly: true });
  try {
    const tables = db
      .prepare("select name from sqlite_master where type = 'table'")
      .pluck()
      .all() as string[];
    return Object.fromEntries(
      tables.map((table) => [table, db.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
    );
  } finally {
    db.close();
  }
}
