import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Webhook endpoints and deliveries. */
export function webhooks(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await createEndpoints(db, ddl);
      await createDeliveries(db, ddl);
      await db.schema
        .createIndex('deadlines_of_deliveries')
        .on('deadlines')
        .column('available_at')
        .where(sql.ref('name'), '=', sql.lit('webhook_delivery'))
        .execute();
    },
  };
}

async function createEndpoints(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await db.schema
    .createTable('webhook_endpoints')
    .addColumn('position', ddl.positionType, (c) => ddl.position(c))
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('planned_to', 'bigint', (c) => c.notNull().defaultTo(0))
    .addUniqueConstraint('webhook_endpoints_id', ['retailer_id', 'id'])
    .execute();
  await db.schema
    .createIndex('webhook_endpoints_by_status')
    .on('webhook_endpoints')
    .column('status')
    .execute();
}

async function createDeliveries(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('position', ddl.positionType, (c) => ddl.position(c))
    .addColumn('retailer_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('endpoint_id', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('event_type', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'text', (c) => c.notNull())
    .addColumn('attempt_count', 'integer', (c) => c.notNull())
    .addColumn('next_attempt_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('message', 'text')
    .addUniqueConstraint('webhook_deliveries_id', ['retailer_id', 'id'])
    .addForeignKeyConstraint(
      'webhook_deliveries_endpoint',
      ['retailer_id', 'endpoint_id'],
      'webhook_endpoints',
      ['retailer_id', 'id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await index(db, ['status', 'next_attempt_at']);
  await index(db, ['position']);
}

async function index(db: Kysely<Schema>, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex(`webhook_deliveries_by_${columns.join('_')}`)
    .on('webhook_deliveries')
    .columns(['retailer_id', 'endpoint_id', ...columns])
    .execute();
}
