import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { Schema } from '../schema.ts';

/** What is learned from orders, hand-ins and ratings: counts per article, category and day, and nothing of people. */
export function statistics(_ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await owned(db.schema.createTable('demand_evidence'))
        .addColumn('sku', 'text', (c) => c.notNull())
        .addColumn('category', 'text')
        .addColumn('orders', 'integer', (c) => c.notNull())
        .addColumn('general', 'double precision', (c) => c.notNull())
        .addColumn('naming', 'double precision', (c) => c.notNull())
        .addColumn('days', 'double precision', (c) => c.notNull())
        .addColumn('seen_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('demand_evidence_article', ['retailer_id', 'sku'])
        .execute();
      await owned(db.schema.createTable('hand_in_cohorts'))
        .addColumn('category', 'text', (c) => c.notNull())
        .addColumn('matched_on', 'text', (c) => c.notNull())
        .addColumn('limit_days', 'integer', (c) => c.notNull())
        .addColumn('matches', 'integer', (c) => c.notNull())
        .addColumn('handed_in', 'text', (c) => c.notNull())
        .addColumn('withdrawn', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('hand_in_cohorts_day', [
          'retailer_id',
          'category',
          'matched_on',
          'limit_days',
        ])
        .execute();
      await owned(db.schema.createTable('category_ratings'))
        .addColumn('category', 'text', (c) => c.notNull())
        .addColumn('acceptable', 'integer', (c) => c.notNull())
        .addColumn('unacceptable', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('category_ratings_category', ['retailer_id', 'category'])
        .execute();
    },
  };
}

function owned<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T, 'retailer_id'> {
  return table.addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'));
}
