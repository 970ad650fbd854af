import type { Kysely } from 'kysely';
import type { ErasureWaits } from '../ports.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export function waitStatements(db: Kysely<Schema>) {
  return {
    of: new Statement((slot: Slots<{ retailer: string; forward_id: string }>) =>
      db
        .selectFrom('erasure_waits')
        .select('erasure_id')
        .where('retailer_id', '=', slot('retailer'))
        .where('forward_id', '=', slot('forward_id')),
    ),
  };
}

/** Which erasures wait for the end of which forwards. */
export class SqlErasureWaits implements ErasureWaits {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof waitStatements>;

  constructor(session: Session, statements: ReturnType<typeof waitStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async of(forward_id: string): Promise<string[]> {
    const place = { retailer: this.#session.retailerId, forward_id };
    const rows = await this.#statements.of.all(this.#session, place);
    return rows.map(({ erasure_id }) => erasure_id);
  }

  async set(erasure_id: string, forwardIds: readonly string[]): Promise<void> {
    const { db, retailerId: retailer_id } = this.#session;
    await db
      .deleteFrom('erasure_waits')
      .where('retailer_id', '=', retailer_id)
      .where('erasure_id', '=', erasure_id)
      .execute();
    for (const forward_id of forwardIds)
      await db.insertInto('erasure_waits').values({ retailer_id, forward_id, erasure_id }).execute();
  }
}
