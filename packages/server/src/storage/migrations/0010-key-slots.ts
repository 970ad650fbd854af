import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Record keys open only with a secret that is kept apart; the secrets that have to be destroyed there. */
export function keySlots(_ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await db.schema.alterTable('record_keys').addColumn('slot', 'bigint').execute();
      await db.schema
        .createTable('doomed_slots')
        .addColumn('slot', 'bigint', (c) => c.primaryKey().notNull())
        .execute();
    },
  };
}
