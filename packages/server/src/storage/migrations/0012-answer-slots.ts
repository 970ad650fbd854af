import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Stored answers open only with a secret that is kept apart and destroyed after they have expired. */
export function answerSlots(_ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await db.schema.alterTable('idempotency').addColumn('slot', 'bigint').execute();
    },
  };
}
