import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Reservations by the hash of their token, and how many a buyer has made lately. */
export function reservations(_ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await db.schema
        .createTable('reservations')
        .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
        .addColumn('token_hash', 'text', (c) => c.primaryKey().notNull())
        .addColumn('listing_id', 'text', (c) => c.notNull())
        .addColumn('buyer_hash', 'text')
        .addColumn('reserved_at', 'bigint', (c) => c.notNull())
        .addColumn('reserved_until', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('reservations_by_listing')
        .on('reservations')
        .columns(['retailer_id', 'listing_id'])
        .execute();
      await db.schema
        .createIndex('reservations_by_buyer')
        .on('reservations')
        .columns(['retailer_id', 'buyer_hash', 'reserved_at'])
        .execute();
      await db.schema.createIndex('reservations_by_time').on('reservations').column('reserved_at').execute();
    },
  };
}
