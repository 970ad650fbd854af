import { sql } from 'kysely';
import type { StoredEvent } from '../stored.ts';
import type { EndpointIndex, EndpointRecord, WebhookQueue, WritableEndpoints } from '../webhook-ports.ts';
import type { Engine } from './engine.ts';
import { DocumentRecords, type RecordParts } from './records.ts';
import type { Session } from './statement.ts';

/** Endpoints, each with the position in the log up to which deliveries to it are planned. */
export class SqlEndpoints
  extends DocumentRecords<EndpointRecord, EndpointIndex>
  implements WritableEndpoints
{
  readonly #session: Session;

  constructor(session: Session, parts: RecordParts<EndpointRecord, EndpointIndex>) {
    super(session, parts);
    this.#session = session;
  }

  async remove(id: string): Promise<boolean> {
    const { db, retailerId } = this.#open();
    const gone = await db
      .deleteFrom('webhook_endpoints')
      .where('retailer_id', '=', retailerId)
      .where('id', '=', id)
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  }

  async skipToNow(id: string): Promise<void> {
    await this.#planTo(id, (await this.#newest()) ?? 0);
  }

  async takeNew(id: string, limit: number): Promise<Pick<StoredEvent, 'id' | 'type'>[]> {
    const { db, retailerId } = this.#open();
    const rows = await db
      .selectFrom('events')
      .select(['position', 'id', 'type'])
      .where('retailer_id', '=', retailerId)
      .where('position', '>', (eb) =>
        eb
          .selectFrom('webhook_endpoints')
          .select('planned_to')
          .where('retailer_id', '=', retailerId)
          .where('id', '=', id),
      )
      .orderBy('position')
      .limit(limit)
      .execute();
    const last = rows.at(-1)?.position;
    if (last !== undefined) await this.#planTo(id, last);
    return rows.map(({ id: event, type }) => ({ id: event, type }));
  }

  #open(): Session {
    if (this.#session.closed) throw new Error('A unit was used after its command had ended.');
    return this.#session;
  }

  async #newest(): Promise<number | undefined> {
    const { db, retailerId } = this.#open();
    const row = await db
      .selectFrom('events')
      .select('position')
      .where('retailer_id', '=', retailerId)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.position;
  }

  async #planTo(id: string, position: number): Promise<void> {
    const { db, retailerId } = this.#open();
    await db
      .updateTable('webhook_endpoints')
      .set({ planned_to: position })
      .where('retailer_id', '=', retailerId)
      .where('id', '=', id)
      .execute();
  }
}

/** Looked up after commits, so that a command pays nothing for the endpoints there are. */
export function webhookQueue(engine: Engine): WebhookQueue {
  return {
    behind: () =>
      engine.read((db) =>
        db
          .selectFrom('webhook_endpoints as w')
          .select(['w.retailer_id', 'w.id as endpoint_id'])
          .where('w.status', '=', 'active')
          .where((eb) =>
            eb.exists(
              eb
                .selectFrom('events as e')
                .select(sql<number>`1`.as('one'))
                .whereRef('e.retailer_id', '=', 'w.retailer_id')
                .whereRef('e.position', '>', 'w.planned_to'),
            ),
          )
          .orderBy('w.position')
          .execute(),
      ),
  };
}
