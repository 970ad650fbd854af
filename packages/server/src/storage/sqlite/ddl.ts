import { sql } from 'kysely';
import type { EngineDdl } from '../engine.ts';

/** Counts the new listing of a trigger, if it is active. */
const oneMore = sql`
  insert into listing_classes (retailer_id, sku, value_class, listings)
  select new.retailer_id, new.sku, new.value_class, 1 where new.status = 'active'
  on conflict (retailer_id, sku, value_class) do update set listings = listings + 1;`;

/** No longer counts the old listing of a trigger, if it was active; a class without listings goes. */
const oneLess = sql`
  update listing_classes set listings = listings - 1
  where retailer_id = old.retailer_id and sku = old.sku and value_class = old.value_class
    and old.status = 'active';
  delete from listing_classes
  where retailer_id = old.retailer_id and sku = old.sku and value_class = old.value_class and listings = 0;`;

export const sqliteDdl: EngineDdl = {
  binary: 'blob',
  positionType: 'integer',
  position: (column) => column.primaryKey().autoIncrement(),
  countListings: async (db) => {
    await sql`
      create trigger listings_enter_class after insert on listings when new.status = 'active'
      begin ${oneMore} end`.execute(db);
    await sql`
      create trigger listings_change_class after update on listings
      when (old.status = 'active' or new.status = 'active')
        and (old.status <> new.status or old.value_class <> new.value_class or old.sku <> new.sku)
      begin ${oneLess} ${oneMore} end`.execute(db);
    await sql`
      create trigger listings_leave_class after delete on listings when old.status = 'active'
      begin ${oneLess} end`.execute(db);
  },
  appendOnly: async (db, table) => {
    await sql`
      create trigger ${sql.ref(`${table}_no_update`)} before update on ${sql.table(table)}
      begin select raise(abort, 'append-only'); end`.execute(db);
    await sql`
      create trigger ${sql.ref(`${table}_no_delete`)} before delete on ${sql.table(table)}
      when not exists (select 1 from retailers where id = old.retailer_id and resetting = 1)
      begin select raise(abort, 'append-only'); end`.execute(db);
  },
  forgetting: async (db, table, column) => {
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
    const others = rows.filter(({ name }) => name !== column).map(({ name }) => sql.ref(name));
    await sql`drop trigger ${sql.ref(`${table}_no_update`)}`.execute(db);
    await sql`
      create trigger ${sql.ref(`${table}_no_update`)} before update of ${sql.join(others)} on ${sql.table(table)}
      begin select raise(abort, 'append-only'); end`.execute(db);
    await sql`
      create trigger ${sql.ref(`${table}_only_forgets`)} before update of ${sql.ref(column)} on ${sql.table(table)}
      when length(new.${sql.ref(column)}) >= length(old.${sql.ref(column)})
      begin select raise(abort, 'append-only'); end`.execute(db);
  },
};
