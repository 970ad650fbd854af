import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** Recalls as they were issued, and which articles they are about. Neither is ever changed. */
export function recalls(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await db.schema
        .createTable('recalls')
        .addColumn('position', ddl.positionType, (c) => ddl.position(c))
        .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('doc', 'text', (c) => c.notNull())
        .addUniqueConstraint('recalls_id', ['retailer_id', 'id'])
        .execute();
      await db.schema
        .createTable('recalled_articles')
        .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
        .addColumn('sku', 'text', (c) => c.notNull())
        .addColumn('recall_id', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('recalled_articles_once', ['retailer_id', 'sku', 'recall_id'])
        .execute();
    },
  };
}
