import type { Recall } from '@open-return-forwarding/protocol';
import type { Kysely } from 'kysely';
import type { Page, PageRequest, WritableRecalls } from '../ports.ts';
import { type Cursors, toPage } from './cursor.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export function recallStatements(db: Kysely<Schema>) {
  return {
    // Asked with every return that is looked at.
    names: new Statement((slot: Slots<{ retailer: string; sku: string }>) =>
      db
        .selectFrom('recalled_articles')
        .select('recall_id')
        .where('retailer_id', '=', slot('retailer'))
        .where('sku', '=', slot('sku')),
    ),
  };
}

interface RecallParts {
  readonly statements: ReturnType<typeof recallStatements>;
  readonly cursors: Cursors;
}

/** Recalls as they were issued. */
export class SqlRecalls implements WritableRecalls {
  readonly #session: Session;
  readonly #parts: RecallParts;

  constructor(session: Session, parts: RecallParts) {
    this.#session = session;
    this.#parts = parts;
  }

  async names(sku: string): Promise<boolean> {
    const values = { retailer: this.#session.retailerId, sku };
    return (await this.#parts.statements.names.first(this.#session, values)) !== undefined;
  }

  async page({ sku }: { readonly sku?: string | undefined }, request: PageRequest): Promise<Page<Recall>> {
    const { limit, cursor } = request;
    const list = `${this.#session.retailerId}/recalls`;
    const before = this.#parts.cursors.decode(list, cursor);
    const named = this.#db
      .selectFrom('recalled_articles')
      .select('recall_id')
      .where('retailer_id', '=', this.#session.retailerId)
      .where('sku', '=', sku ?? '');
    const all = this.#db
      .selectFrom('recalls')
      .select(['position', 'doc'])
      .where('retailer_id', '=', this.#session.retailerId)
      .where('position', '<', cursor === undefined ? Number.MAX_SAFE_INTEGER : before);
    const wanted = sku === undefined ? all : all.where('id', 'in', named);
    const rows = await wanted
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, {
      item: ({ doc }) => JSON.parse(doc) as Recall,
      cursor: (position) => this.#parts.cursors.encode(list, position),
    });
  }

  async add(recall: Recall): Promise<void> {
    const retailer_id = this.#session.retailerId;
    await this.#db
      .insertInto('recalls')
      .values({ retailer_id, id: recall.id, doc: JSON.stringify(recall) })
      .execute();
    for (const sku of recall.skus) {
      await this.#db
        .insertInto('recalled_articles')
        .values({ retailer_id, sku, recall_id: recall.id })
        .execute();
    }
  }

  get #db(): Kysely<Schema> {
    if (this.#session.closed) throw new Error('A unit was used after its command had ended.');
    return this.#session.db;
  }
}
