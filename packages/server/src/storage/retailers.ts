import type { Kysely } from 'kysely';
import type { SystemStore } from '../ports.ts';
import type { Retailer } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';

/** Everything a retailer owns but its keys; keys of sealed records take the records with them. */
const OWNED = [
  'returns',
  'listings',
  'listing_classes',
  'orders',
  'forwards',
  'decisions',
  'settlements',
  'disputes',
  'notifications',
  'notification_progress',
  'webhook_deliveries',
  'webhook_endpoints',
  'events',
  'scans',
  'ledger_entries',
  'record_keys',
  'idempotency',
  'erasures',
  'erasure_waits',
  'refund_effects',
  'rating_links',
  'reservations',
  'recalls',
  'recalled_articles',
  'deadlines',
  'demand_evidence',
  'hand_in_cohorts',
  'category_ratings',
  'policies',
  'audit',
] as const;

export function retailers(engine: Engine): SystemStore['retailers'] {
  return {
    create: (retailer) => engine.write((db) => create(db, retailer)),
    get: (id) =>
      engine.read(async (db) => {
        const row = await selectRetailers(db).where('id', '=', id).executeTakeFirst();
        return row && toRetailer(row);
      }),
    list: () =>
      engine.read(async (db) => (await selectRetailers(db).orderBy('id').execute()).map(toRetailer)),
  };
}

async function create(db: Kysely<Schema>, { id, name, created_at }: Retailer): Promise<boolean> {
  const result = await db
    .insertInto('retailers')
    .values({ id, name, created_at: toMillis(created_at) })
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n) > 0;
}

function selectRetailers(db: Kysely<Schema>) {
  return db.selectFrom('retailers').select(['id', 'name', 'created_at']);
}

function toRetailer(row: { id: string; name: string; created_at: number }): Retailer {
  return { id: row.id, name: row.name, created_at: toInstant(Number(row.created_at)) };
}

/** Append-only tables give way only while the retailer is marked. */
export async function resetRetailer(engine: Engine, retailerId: string): Promise<void> {
  await engine.write(async (db) => {
    await db.updateTable('retailers').set({ resetting: 1 }).where('id', '=', retailerId).execute();
    await db
      .insertInto('doomed_slots')
      .columns(['slot'])
      .expression((eb) =>
        eb
          .selectFrom('record_keys')
          .select((of) => of.ref('slot').$notNull().as('slot'))
          .where('retailer_id', '=', retailerId)
          .where('slot', 'is not', null),
      )
      .execute();
    for (const table of OWNED) await db.deleteFrom(table).where('retailer_id', '=', retailerId).execute();
    await db.updateTable('retailers').set({ resetting: 0 }).where('id', '=', retailerId).execute();
    engine.scrub();
  });
}
