import { sql } from 'kysely';
import type { EngineDdl } from '../engine.ts';

export const sqliteDdl: EngineDdl = {
  binary: 'blob',
  positionType: 'integer',
  position: (column) => column.primaryKey().autoIncrement(),
  appendOnly: async (db, table) => {
    await sql`
      create trigger ${sql.ref(`${table}_no_update`)} before update on ${sql.table(table)}
      begin select raise(abort, 'append-only'); end`.execute(db);
    await sql`
      create trigger ${sql.ref(`${table}_no_delete`)} before delete on ${sql.table(table)}
      when not exists (select 1 from retailers where id = old.retailer_id and resetting = 1)
      begin select raise(abort, 'append-only'); end`.execute(db);
  },
};
