import type { Kysely } from 'kysely';
import type { Deadlines } from '../ports.ts';
import type { Instant, Subject } from '../stored.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export interface Place {
  retailer: string;
  name: string;
  subject_id: string;
}

export function deadlineStatements(db: Kysely<Schema>) {
  const remove = (slot: Slots<Place>) =>
    db
      .deleteFrom('deadlines')
      .where('retailer_id', '=', slot('retailer'))
      .where('subject_id', '=', slot('subject_id'))
      .where('name', '=', slot('name'));
  return {
    set: new Statement((slot: Slots<Place & { subject_kind: string; due_at: number }>) => set(db, slot)),
    remove: new Statement((slot: Slots<Place>) => remove(slot)),
    removeLeased: new Statement((slot: Slots<Place & { fence: string }>) =>
      remove(slot as Slots<Place>).where('fence', '=', slot('fence')),
    ),
    dueAt: new Statement((slot: Slots<Place>) =>
      db
        .selectFrom('deadlines')
        .select('due_at')
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject_id'))
        .where('name', '=', slot('name')),
    ),
  };
}

function set(db: Kysely<Schema>, slot: Slots<Place & { subject_kind: string; due_at: number }>) {
  return db
    .insertInto('deadlines')
    .values({
      retailer_id: slot('retailer'),
      name: slot('name'),
      subject_kind: slot('subject_kind'),
      subject_id: slot('subject_id'),
      due_at: slot('due_at'),
      available_at: slot('due_at'),
      attempts: 0,
      lease_owner: null,
      fence: null,
    })
    .onConflict((oc) =>
      oc.columns(['retailer_id', 'subject_id', 'name']).doUpdateSet((eb) => ({
        due_at: eb.ref('excluded.due_at'),
        available_at: eb.ref('excluded.available_at'),
        attempts: 0,
        lease_owner: null,
        fence: null,
      })),
    );
}

export class SqlDeadlines implements Deadlines {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof deadlineStatements>;

  constructor(session: Session, statements: ReturnType<typeof deadlineStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async set(name: string, subject: Subject, dueAt: Instant): Promise<void> {
    const row = { ...this.#at(name, subject.id), subject_kind: subject.kind, due_at: toMillis(dueAt) };
    await this.#statements.set.run(this.#session, row);
  }

  async clear(name: string, subjectId: string): Promise<void> {
    await this.#statements.remove.run(this.#session, this.#at(name, subjectId));
  }

  async dueAt(name: string, subjectId: string): Promise<Instant | undefined> {
    const row = await this.#statements.dueAt.first(this.#session, this.#at(name, subjectId));
    return row && toInstant(Number(row.due_at));
  }

  async take(name: string, subjectId: string, fence?: string): Promise<boolean> {
    const at = this.#at(name, subjectId);
    const { remove, removeLeased } = this.#statements;
    const removed = await (fence === undefined
      ? remove.run(this.#session, at)
      : removeLeased.run(this.#session, { ...at, fence }));
    return removed === 1;
  }

  #at(name: string, subject_id: string): Place {
    return { retailer: this.#session.retailerId, name, subject_id };
  }
}
