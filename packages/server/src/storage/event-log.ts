import type { Kysely } from 'kysely';
import type { EventPage, PageRequest, WritableEventLog } from '../ports.ts';
import type { EventDraft, EventFilter, StoredEvent } from '../stored.ts';
import { type Cursors, toPage } from './cursor.ts';
import type { RowOf, Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

const COLUMNS = [
  'position',
  'id',
  'type',
  'sequence',
  'subject_kind',
  'subject_id',
  'occurred_at',
  'effective_at',
  'recorded_at',
  'data',
] as const;
type EventRow = RowOf<'events', typeof COLUMNS>;

type Appended = Omit<EventRow, 'position'> & { retailer: string };

export function eventStatements(db: Kysely<Schema>) {
  return {
    // Not their maximum: SQLite plans that anew each time it runs, for more than reading these few rows costs.
    sequences: new Statement((slot: Slots<{ retailer: string; subject_id: string }>) =>
      db
        .selectFrom('events')
        .select('sequence')
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject_id')),
    ),
    append: new Statement((slot: Slots<Appended>) =>
      db.insertInto('events').values({
        retailer_id: slot('retailer'),
        id: slot('id'),
        type: slot('type'),
        subject_kind: slot('subject_kind'),
        subject_id: slot('subject_id'),
        occurred_at: slot('occurred_at'),
        effective_at: slot('effective_at'),
        recorded_at: slot('recorded_at'),
        data: slot('data'),
        sequence: slot('sequence'),
      }),
    ),
    ...forgetting(db),
    get: new Statement((slot: Slots<{ retailer: string; id: string }>) =>
      db
        .selectFrom('events')
        .select(COLUMNS)
        .where('retailer_id', '=', slot('retailer'))
        .where('id', '=', slot('id')),
    ),
  };
}

function forgetting(db: Kysely<Schema>) {
  return {
    ofSubject: new Statement((slot: Slots<{ retailer: string; subject_id: string }>) =>
      db
        .selectFrom('events')
        .select(['position', 'data'])
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject_id')),
    ),
    rewrite: new Statement((slot: Slots<{ position: number; data: string }>) =>
      db
        .updateTable('events')
        .set({ data: slot('data') })
        .where('position', '=', slot('position')),
    ),
  };
}

export interface EventParts {
  readonly statements: ReturnType<typeof eventStatements>;
  readonly cursors: Cursors;
}

export class SqlEventLog implements WritableEventLog {
  readonly #session: Session;
  readonly #parts: EventParts;
  /** The last sequence of each subject that this command has appended to. */
  readonly #latest = new Map<string, number>();
  /** Several events of a command show one subject: its JSON is made once. */
  readonly #json = new WeakMap<object, string>();

  constructor(session: Session, parts: EventParts) {
    this.#session = session;
    this.#parts = parts;
  }

  async append(event: EventDraft, { isSubjectNew } = { isSubjectNew: false }): Promise<StoredEvent> {
    const { statements } = this.#parts;
    const subject = { retailer: this.#session.retailerId, subject_id: event.subject.id };
    const latest = this.#latest.get(event.subject.id) ?? (isSubjectNew ? 0 : await this.#latestOf(subject));
    const sequence = 1 + latest;
    this.#latest.set(event.subject.id, sequence);
    await statements.append.run(this.#session, {
      ...subject,
      id: event.id,
      type: event.type,
      sequence,
      subject_kind: event.subject.kind,
      occurred_at: event.occurred_at,
      effective_at: event.effective_at,
      recorded_at: event.recorded_at,
      data: this.#jsonOf(event.data),
    });
    return { ...event, sequence };
  }

  async forget(subject_id: string, change: (data: object) => object): Promise<void> {
    const { ofSubject, rewrite } = this.#parts.statements;
    const place = { retailer: this.#session.retailerId, subject_id };
    for (const { position, data } of await ofSubject.all(this.#session, place)) {
      const left = JSON.stringify(change(JSON.parse(data)));
      if (left !== data) await rewrite.run(this.#session, { position, data: left });
    }
  }

  async #latestOf(subject: { retailer: string; subject_id: string }): Promise<number> {
    const earlier = await this.#parts.statements.sequences.all(this.#session, subject);
    return Math.max(0, ...earlier.map((row) => row.sequence));
  }

  #jsonOf(data: object): string {
    const json = this.#json.get(data) ?? JSON.stringify(data);
    this.#json.set(data, json);
    return json;
  }

  async get(id: string): Promise<StoredEvent | undefined> {
    const row = await this.#parts.statements.get.first(this.#session, {
      retailer: this.#session.retailerId,
      id,
    });
    return row && toEvent(row);
  }

  async page(filter: EventFilter, { limit, cursor }: PageRequest): Promise<EventPage> {
    if (this.#session.closed) throw new Error('A view was used after its query had ended.');
    const { cursors } = this.#parts;
    const list = `${this.#session.retailerId}/events`;
    const after = cursors.decode(list, cursor);
    const rows = await this.#select(filter)
      .where('position', '>', after)
      .limit(limit + 1)
      .execute();
    const page = toPage(rows, limit, { item: toEvent, cursor: (position) => cursors.encode(list, position) });
    const last = rows.slice(0, limit).at(-1)?.position ?? after;
    return { ...page, resume_cursor: cursors.encode(list, last) };
  }

  #select({ type, subject_id, subject_kind }: EventFilter) {
    const types = typeof type === 'string' ? [type] : type;
    return this.#session.db
      .selectFrom('events')
      .select(COLUMNS)
      .where('retailer_id', '=', this.#session.retailerId)
      .$if(subject_id !== undefined, (q) => q.where('subject_id', '=', subject_id ?? ''))
      .$if(subject_kind !== undefined, (q) => q.where('subject_kind', '=', subject_kind ?? ''))
      .$if(types !== undefined, (q) => q.where('type', 'in', types ?? []))
      .orderBy('position');
  }
}

function toEvent(row: EventRow): StoredEvent {
  const { position: _, subject_kind, subject_id, data, ...event } = row;
  return { ...event, subject: { kind: subject_kind, id: subject_id }, data: JSON.parse(data) };
}
