import type { DeliveryStatus } from '@open-return-forwarding/protocol';
import type { Kysely } from 'kysely';
import type { Page, PageRequest } from '../ports.ts';
import type { Instant } from '../stored.ts';
import type { Deliveries, DueChoice, StoredDelivery, WritableDeliveries } from '../webhook-ports.ts';
import { type Cursors, toPage } from './cursor.ts';
import { toInstant, toMillis } from './instants.ts';
import type { RowOf, Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

const TEST = 'endpoint.test';
const PURGED_AT_ONCE = 1_000;
const COLUMNS = [
  'position',
  'id',
  'endpoint_id',
  'event_id',
  'event_type',
  'status',
  'attempts',
  'next_attempt_at',
  'created_at',
  'message',
] as const;
type DeliveryRow = RowOf<'webhook_deliveries', typeof COLUMNS>;

type Changing = ReturnType<typeof changing>;
type Planned = Changing & {
  retailer: string;
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  created_at: number;
  message: string | null;
};

export function deliveryStatements(db: Kysely<Schema>) {
  const change = (slot: Slots<Changing>) => ({
    status: slot('status'),
    attempts: slot('attempts'),
    attempt_count: slot('attempt_count'),
    next_attempt_at: slot('next_attempt_at'),
  });
  return {
    insert: new Statement((slot: Slots<Planned>) =>
      db.insertInto('webhook_deliveries').values({
        retailer_id: slot('retailer'),
        id: slot('id'),
        endpoint_id: slot('endpoint_id'),
        event_id: slot('event_id'),
        event_type: slot('event_type'),
        ...change(slot as Slots<Changing>),
        created_at: slot('created_at'),
        message: slot('message'),
      }),
    ),
    record: new Statement((slot: Slots<Changing & { retailer: string; id: string; before: number }>) =>
      db
        .updateTable('webhook_deliveries')
        .set(change(slot as Slots<Changing>))
        .where('retailer_id', '=', slot('retailer'))
        .where('id', '=', slot('id'))
        .where('status', '=', 'pending')
        .where('attempt_count', '=', slot('before')),
    ),
  };
}

export interface DeliveryParts {
  readonly statements: ReturnType<typeof deliveryStatements>;
  readonly cursors: Cursors;
}

/** Messages on their way, of one retailer. */
export class SqlDeliveries implements WritableDeliveries {
  readonly #session: Session;
  readonly #cursors: Cursors;

  readonly #statements: DeliveryParts['statements'];

  constructor(session: Session, { cursors, statements }: DeliveryParts) {
    this.#session = session;
    this.#cursors = cursors;
    this.#statements = statements;
  }

  async get(id: string): Promise<StoredDelivery | undefined> {
    const row = await this.#select().where('id', '=', id).executeTakeFirst();
    return row && toDelivery(row);
  }

  async page(
    { endpoint_id, status }: Parameters<Deliveries['page']>[0],
    { limit, cursor }: PageRequest,
  ): Promise<Page<StoredDelivery>> {
    const list = `${this.#session.retailerId}/deliveries/${endpoint_id}`;
    const before = this.#cursors.decode(list, cursor);
    const rows = await this.#select()
      .where('endpoint_id', '=', endpoint_id)
      .$if(status !== undefined, (q) => q.where('status', '=', status ?? ''))
      .$if(cursor !== undefined, (q) => q.where('position', '<', before))
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, {
      item: toDelivery,
      cursor: (position) => this.#cursors.encode(list, position),
    });
  }

  async due(endpointId: string, at: Instant, { limit, testsOnly }: DueChoice): Promise<StoredDelivery[]> {
    const rows = await this.#pending(endpointId, testsOnly)
      .where('next_attempt_at', '<=', toMillis(at))
      .limit(limit)
      .execute();
    return rows.map(toDelivery);
  }

  async hasDue(endpointId: string, at: Instant, count: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('webhook_deliveries')
      .select('position')
      .where('retailer_id', '=', this.#session.retailerId)
      .where('endpoint_id', '=', endpointId)
      .where('status', '=', 'pending')
      .where('next_attempt_at', '<=', toMillis(at))
      .limit(1)
      .offset(count - 1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async nextDue(
    endpointId: string,
    { testsOnly }: Pick<DueChoice, 'testsOnly'>,
  ): Promise<Instant | undefined> {
    const row = await this.#pending(endpointId, testsOnly).limit(1).executeTakeFirst();
    return row?.next_attempt_at == null ? undefined : toInstant(Number(row.next_attempt_at));
  }

  async insert(delivery: StoredDelivery): Promise<void> {
    const { id, endpoint_id, event_id, event_type, created_at, message } = delivery;
    await this.#statements.insert.run(this.#session, {
      retailer: this.#session.retailerId,
      id,
      endpoint_id,
      event_id,
      event_type,
      ...changing(delivery),
      created_at: toMillis(created_at),
      message: message === undefined ? null : JSON.stringify(message),
    });
  }

  async record(delivery: StoredDelivery, attemptsBefore: number): Promise<boolean> {
    const { retailerId: retailer } = this.#session;
    const values = { ...changing(delivery), retailer, id: delivery.id, before: attemptsBefore };
    return (await this.#statements.record.run(this.#session, values)) > 0;
  }

  async failPending(endpointId: string): Promise<void> {
    await this.#db
      .updateTable('webhook_deliveries')
      .set({ status: 'failed', next_attempt_at: null })
      .where('retailer_id', '=', this.#session.retailerId)
      .where('endpoint_id', '=', endpointId)
      .where('status', '=', 'pending')
      .execute();
  }

  async purge(endpointId: string, before: Instant): Promise<void> {
    await this.#db
      .deleteFrom('webhook_deliveries')
      .where('position', 'in', (eb) =>
        eb
          .selectFrom('webhook_deliveries')
          .select('position')
          .where('retailer_id', '=', this.#session.retailerId)
          .where('endpoint_id', '=', endpointId)
          .orderBy('position')
          .limit(PURGED_AT_ONCE),
      )
      .where('status', 'in', ['delivered', 'failed'])
      .where('created_at', '<', toMillis(before))
      .execute();
  }

  #select() {
    return this.#db
      .selectFrom('webhook_deliveries')
      .select(COLUMNS)
      .where('retailer_id', '=', this.#session.retailerId);
  }

  #pending(endpointId: string, testsOnly: boolean) {
    return this.#select()
      .where('endpoint_id', '=', endpointId)
      .where('status', '=', 'pending')
      .$if(testsOnly, (q) => q.where('event_type', '=', TEST))
      .orderBy('next_attempt_at')
      .orderBy('position');
  }

  get #db(): Kysely<Schema> {
    if (this.#session.closed) throw new Error('A unit was used after its command had ended.');
    return this.#session.db;
  }
}

function changing({ status, attempts, next_attempt_at }: StoredDelivery) {
  return {
    status,
    attempts: JSON.stringify(attempts),
    attempt_count: attempts.length,
    next_attempt_at: next_attempt_at === undefined ? null : toMillis(next_attempt_at),
  };
}

function toDelivery(row: DeliveryRow): StoredDelivery {
  const { position: _, status, attempts, next_attempt_at, created_at, message, ...names } = row;
  return {
    ...names,
    status: status as DeliveryStatus,
    attempts: JSON.parse(attempts),
    ...(next_attempt_at !== null && { next_attempt_at: toInstant(Number(next_attempt_at)) }),
    created_at: toInstant(Number(created_at)),
    ...(message !== null && { message: JSON.parse(message) }),
  };
}
