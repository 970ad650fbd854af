import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Messages to consumers, and how far the log was looked at for them. */
export function notifications(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await createNotifications(db, ddl);
      await db.schema
        .createTable('notification_progress')
        .addColumn('retailer_id', 'text', (c) => c.primaryKey().notNull().references('retailers.id'))
        .addColumn('planned_to', 'bigint', (c) => c.notNull())
        .execute();
    },
  };
}

async function createNotifications(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await db.schema
    .createTable('notifications')
    .addColumn('position', ddl.positionType, (c) => ddl.position(c))
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_attempt_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addUniqueConstraint('notifications_once', ['retailer_id', 'id'])
    .execute();
  await db.schema
    .createIndex('notifications_by_next_attempt')
    .on('notifications')
    .columns(['status', 'next_attempt_at'])
    .execute();
}
