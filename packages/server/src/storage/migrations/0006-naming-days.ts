import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Orders can name a listing only while one is open: what they show is measured against those days alone. */
export function namingDays(_ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await db.schema
        .alterTable('demand_evidence')
        .addColumn('naming_days', 'double precision', (c) => c.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('demand_evidence')
        .addColumn('listed', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
      await db
        .updateTable('demand_evidence')
        .set((eb) => ({ naming_days: eb.ref('days') }))
        .execute();
    },
  };
}
