import type { TrackingEvent } from '@open-return-forwarding/protocol';
import type { Kysely } from 'kysely';
import type { WritableScans } from '../ports.ts';
import { toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export interface Scan {
  retailer: string;
  forward: string;
  status: string;
  occurred_at: number;
}

export function scanStatements(db: Kysely<Schema>) {
  return {
    find: new Statement((slot: Slots<Scan>) =>
      db
        .selectFrom('scans')
        .select('doc')
        .where('retailer_id', '=', slot('retailer'))
        .where('forward_id', '=', slot('forward'))
        .where('status', '=', slot('status'))
        .where('occurred_at', '=', slot('occurred_at')),
    ),
    ofForward: new Statement((slot: Slots<{ retailer: string; forward: string }>) =>
      db
        .selectFrom('scans')
        .select(['position', 'doc'])
        .where('retailer_id', '=', slot('retailer'))
        .where('forward_id', '=', slot('forward'))
        .orderBy('position'),
    ),
    insert: new Statement((slot: Slots<Scan & { doc: string }>) =>
      db.insertInto('scans').values({
        retailer_id: slot('retailer'),
        forward_id: slot('forward'),
        status: slot('status'),
        occurred_at: slot('occurred_at'),
        doc: slot('doc'),
      }),
    ),
  };
}

export class SqlScans implements WritableScans {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof scanStatements>;

  constructor(session: Session, statements: ReturnType<typeof scanStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async find(
    forwardId: string,
    scan: Pick<TrackingEvent, 'status' | 'occurred_at'>,
  ): Promise<TrackingEvent | undefined> {
    const row = await this.#statements.find.first(this.#session, this.#at(forwardId, scan));
    return row && JSON.parse(row.doc);
  }

  async ofForward(forward: string): Promise<TrackingEvent[]> {
    const rows = await this.#statements.ofForward.all(this.#session, {
      retailer: this.#session.retailerId,
      forward,
    });
    return rows.map((row) => JSON.parse(row.doc));
  }

  async insert(event: TrackingEvent): Promise<void> {
    const row = { ...this.#at(event.forward_id, event), doc: JSON.stringify(event) };
    await this.#statements.insert.run(this.#session, row);
  }

  #at(forward: string, { status, occurred_at }: Pick<TrackingEvent, 'status' | 'occurred_at'>): Scan {
    return { retailer: this.#session.retailerId, forward, status, occurred_at: toMillis(occurred_at) };
  }
}
