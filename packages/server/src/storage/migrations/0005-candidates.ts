import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** What an order's candidates are found by: active listings by article and value class, the earliest closing first. */
export function candidates(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      // Listings from before have no class: they are weighed one by one until they close.
      await db.schema
        .alterTable('listings')
        .addColumn('value_class', 'text', (c) => c.notNull().defaultTo(''))
        .execute();
      await db.schema
        .alterTable('listings')
        .addColumn('opens_at', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
      await db.schema.dropIndex('listings_by_sku_status').execute();
      await db.schema
        .createIndex('listings_by_class')
        .on('listings')
        .columns(['retailer_id', 'sku', 'status', 'value_class', 'closes_at', 'id', 'opens_at'])
        .execute();
      await db.schema
        .createIndex('listings_by_closing')
        .on('listings')
        .columns(['retailer_id', 'sku', 'status', 'closes_at', 'opens_at'])
        .execute();
      await createClasses(db, ddl);
    },
  };
}

async function createClasses(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await db.schema
    .createTable('listing_classes')
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('sku', 'text', (c) => c.notNull())
    .addColumn('value_class', 'text', (c) => c.notNull())
    .addColumn('listings', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('listing_classes_class', ['retailer_id', 'sku', 'value_class'])
    .execute();
  await db
    .insertInto('listing_classes')
    .columns(['retailer_id', 'sku', 'value_class', 'listings'])
    .expression((eb) =>
      eb
        .selectFrom('listings')
        .select((of) => ['retailer_id', 'sku', 'value_class', of.fn.countAll<number>().as('listings')])
        .where('status', '=', 'active')
        .groupBy(['retailer_id', 'sku', 'value_class']),
    )
    .execute();
  await ddl.countListings(db);
}
