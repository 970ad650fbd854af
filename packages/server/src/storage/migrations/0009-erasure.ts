import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Erasures and the forwards that they wait for; stored answers by the record that they show; events that can forget. */
export function erasure(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await createErasures(db, ddl);
      await db.schema.alterTable('idempotency').addColumn('subject_id', 'text').execute();
      await db.schema
        .createIndex('idempotency_by_subject')
        .on('idempotency')
        .columns(['retailer_id', 'subject_id'])
        .execute();
      await ddl.forgetting(db, 'events', 'data');
    },
  };
}

async function createErasures(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await db.schema
    .createTable('erasures')
    .addColumn('position', ddl.positionType, (c) => ddl.position(c))
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addUniqueConstraint('erasures_id', ['retailer_id', 'id'])
    .execute();
  await db.schema
    .createTable('erasure_waits')
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('forward_id', 'text', (c) => c.notNull())
    .addColumn('erasure_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('erasure_waits_once', ['retailer_id', 'forward_id', 'erasure_id'])
    .execute();
}
