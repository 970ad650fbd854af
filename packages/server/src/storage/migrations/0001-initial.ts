import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineDdl } from '../engine.ts';
import type { DocumentTableName as AnyDocumentTable, Schema } from '../schema.ts';

/** Those that there were when this migration was written. */
type DocumentTableName = Exclude<AnyDocumentTable, 'webhook_endpoints' | 'erasures'>;
type Columns = Readonly<Record<string, 'text' | 'integer'>>;

/** Index columns per kind of resource, and the lists of columns that are searched by. */
const DOCUMENTS: Record<DocumentTableName, { columns: Columns; indexes: string[][] }> = {
  returns: {
    columns: {
      status: 'text',
      sku: 'text',
      external_id: 'text',
      consumer_ref: 'text',
      refund_id: 'text',
      created_at: 'integer',
      zone: 'text',
    },
    indexes: [['status'], ['consumer_ref'], ['refund_id'], ['created_at']],
  },
  listings: {
    columns: {
      status: 'text',
      sku: 'text',
      grade: 'text',
      currency: 'text',
      country: 'text',
      closes_at: 'integer',
      return_id: 'text',
    },
    indexes: [['sku', 'status'], ['status'], ['return_id']],
  },
  orders: {
    columns: {
      status: 'text',
      sku: 'text',
      currency: 'text',
      external_id: 'text',
      buyer_ref: 'text',
      created_at: 'integer',
      zone: 'text',
    },
    indexes: [['sku', 'status'], ['status'], ['buyer_ref'], ['created_at']],
  },
  forwards: {
    columns: { status: 'text', return_id: 'text', order_id: 'text', listing_id: 'text' },
    indexes: [['status'], ['return_id'], ['order_id'], ['listing_id']],
  },
  decisions: { columns: { subject: 'text' }, indexes: [['subject']] },
  settlements: {
    columns: { status: 'text', forward_id: 'text', opened_at: 'integer' },
    indexes: [['status'], ['forward_id'], ['opened_at']],
  },
  disputes: { columns: { status: 'text', forward_id: 'text' }, indexes: [['status'], ['forward_id']] },
};

export function initial(ddl: EngineDdl): Migration {
  return {
    up: async (db: Kysely<Schema>) => {
      await createTenants(db);
      for (const table of Object.keys(DOCUMENTS) as DocumentTableName[])
        await createDocuments(db, ddl, table);
      await createEvents(db, ddl);
      await createScans(db, ddl);
      await createLedger(db, ddl);
      await createVault(db, ddl);
      await createCommandRows(db, ddl);
      await createDeadlines(db, ddl);
      await createPolicies(db, ddl);
    },
  };
}

async function createTenants(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('retailers')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('resetting', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('prefix', 'text', (c) => c.notNull())
    .addColumn('last_digits', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('meta')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}

/** A table of one retailer's rows in the order of their insertion. */
function positioned(db: Kysely<Schema>, ddl: EngineDdl, table: string) {
  return owned(db.schema.createTable(table).addColumn('position', ddl.positionType, (c) => ddl.position(c)));
}
function owned<T extends string, C extends string>(table: CreateTableBuilder<T, C>) {
  return table.addColumn('retailer_id', 'text', (c) => c.notNull().references('retailers.id'));
}

async function index(db: Kysely<Schema>, table: string, columns: readonly string[]): Promise<void> {
  const name = `${table}_by_${columns.join('_')}`;
  await db.schema
    .createIndex(name)
    .on(table)
    .columns(['retailer_id', ...columns])
    .execute();
}

async function createDocuments(db: Kysely<Schema>, ddl: EngineDdl, name: DocumentTableName): Promise<void> {
  const { columns, indexes } = DOCUMENTS[name];
  let table = positioned(db, ddl, name)
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addUniqueConstraint(`${name}_id`, ['retailer_id', 'id']);
  for (const [column, type] of Object.entries(columns)) {
    table = table.addColumn(column as 'id', type === 'integer' ? 'bigint' : 'text');
  }
  if ('external_id' in columns) {
    table = table.addUniqueConstraint(`${name}_external_id`, ['retailer_id', 'external_id' as 'id']);
  }
  await table.execute();
  for (const by of [['position'], ...indexes]) await index(db, name, by);
}

async function createEvents(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await positioned(db, ddl, 'events')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('occurred_at', 'text', (c) => c.notNull())
    .addColumn('effective_at', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addUniqueConstraint('events_id', ['retailer_id', 'id'])
    .addUniqueConstraint('events_sequence', ['retailer_id', 'subject_id', 'sequence'])
    .execute();
  await index(db, 'events', ['position']);
  await index(db, 'events', ['type']);
  await ddl.appendOnly(db, 'events');
}

async function createScans(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await positioned(db, ddl, 'scans')
    .addColumn('forward_id', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('occurred_at', 'bigint', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addUniqueConstraint('scans_once', ['retailer_id', 'forward_id', 'status', 'occurred_at'])
    .execute();
  await ddl.appendOnly(db, 'scans');
}

async function createLedger(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await positioned(db, ddl, 'ledger_entries')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('forward_id', 'text', (c) => c.notNull())
    .addColumn('settlement_id', 'text')
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('amount', 'bigint', (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('posted_at', 'bigint', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addUniqueConstraint('ledger_id', ['retailer_id', 'id'])
    .addUniqueConstraint('ledger_once', ['retailer_id', 'forward_id', 'cause', 'account', 'line'])
    .execute();
  await index(db, 'ledger_entries', ['posted_at']);
  await ddl.appendOnly(db, 'ledger_entries');
}

/** The sealed text hangs on its key: where the key is destroyed, the text goes with it. */
async function createVault(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await owned(db.schema.createTable('record_keys'))
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('wrapped_key', ddl.binary, (c) => c.notNull())
    .addPrimaryKeyConstraint('record_keys_subject', ['retailer_id', 'subject_id'])
    .execute();
  await db.schema
    .createTable('sealed_records')
    .addColumn('retailer_id', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('sealed', ddl.binary, (c) => c.notNull())
    .addPrimaryKeyConstraint('sealed_records_subject', ['retailer_id', 'subject_id'])
    .addForeignKeyConstraint(
      'sealed_records_key',
      ['retailer_id', 'subject_id'],
      'record_keys',
      ['retailer_id', 'subject_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
}

async function createCommandRows(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await owned(db.schema.createTable('idempotency'))
    .addColumn('operation', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('sealed', ddl.binary, (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_key', ['retailer_id', 'operation', 'key'])
    .execute();
  await db.schema.createIndex('idempotency_by_expiry').on('idempotency').column('expires_at').execute();
  await owned(db.schema.createTable('refund_effects'))
    .addColumn('return_id', 'text', (c) => c.notNull())
    .addColumn('refund_id', 'text', (c) => c.notNull())
    .addColumn('claimed_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('refund_effects_once', ['retailer_id', 'return_id'])
    .addUniqueConstraint('refund_effects_refund', ['retailer_id', 'refund_id'])
    .execute();
  await owned(db.schema.createTable('rating_links'))
    .addColumn('token_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('forward_id', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('redeemed_at', 'bigint')
    .execute();
  await positioned(db, ddl, 'audit')
    .addColumn('request_id', 'text', (c) => c.notNull())
    .addColumn('key_id', 'text')
    .addColumn('operation', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await ddl.appendOnly(db, 'audit');
}

async function createDeadlines(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await owned(db.schema.createTable('deadlines').addColumn('id', ddl.positionType, (c) => ddl.position(c)))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('available_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('fence', 'text')
    .addUniqueConstraint('deadlines_subject', ['retailer_id', 'subject_id', 'name'])
    .execute();
  await db.schema.createIndex('deadlines_by_due').on('deadlines').columns(['due_at', 'id']).execute();
  await db.schema.createIndex('deadlines_by_available').on('deadlines').column('available_at').execute();
}

async function createPolicies(db: Kysely<Schema>, ddl: EngineDdl): Promise<void> {
  await positioned(db, ddl, 'policies')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('effective_from', 'bigint', (c) => c.notNull())
    .addColumn('revision', 'text', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addUniqueConstraint('policies_version', ['retailer_id', 'version'])
    .execute();
  await ddl.appendOnly(db, 'policies');
}
