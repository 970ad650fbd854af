import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Idempotency } from '../ports.ts';
import type { IdempotencyRecord, Instant } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { seal, unseal } from './sealing.ts';
import { type Session, type Slots, Statement } from './statement.ts';

/** Answers are removed some at a time, so that commands can go between. */
const PURGED_AT_ONCE = 1_000;

export interface Place {
  retailer: string;
  operation: string;
  key: string;
}

export interface Kept {
  subject_id: string | null;
  sealed: Buffer;
  expires_at: number;
}

export function idempotencyStatements(db: Kysely<Schema>) {
  return {
    find: new Statement((slot: Slots<Place & { now: number }>) =>
      db
        .selectFrom('idempotency')
        .select(['sealed', 'expires_at'])
        .where('retailer_id', '=', slot('retailer'))
        .where('operation', '=', slot('operation'))
        .where('key', '=', slot('key'))
        .where('expires_at', '>', slot('now')),
    ),
    ofSubject: new Statement((slot: Slots<{ retailer: string; subject_id: string }>) =>
      db
        .selectFrom('idempotency')
        .select(['operation', 'key', 'sealed', 'expires_at'])
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject_id')),
    ),
    save: new Statement((slot: Slots<Place & Kept>) =>
      db
        .insertInto('idempotency')
        .values({
          retailer_id: slot('retailer'),
          operation: slot('operation'),
          key: slot('key'),
          subject_id: slot('subject_id'),
          sealed: slot('sealed'),
          expires_at: slot('expires_at'),
        })
        .onConflict((oc) =>
          oc.columns(['retailer_id', 'operation', 'key']).doUpdateSet((eb) => ({
            subject_id: eb.ref('excluded.subject_id'),
            sealed: eb.ref('excluded.sealed'),
            expires_at: eb.ref('excluded.expires_at'),
          })),
        ),
    ),
  };
}

export interface IdempotencyParts {
  readonly statements: ReturnType<typeof idempotencyStatements>;
  readonly answers: KeyObject;
  readonly random: RandomPool;
}

/** The digest is sealed with the answer: a plain one would let guesses at a short body be checked. */
export class SqlIdempotency implements Idempotency {
  readonly #session: Session;
  readonly #parts: IdempotencyParts;

  constructor(session: Session, parts: IdempotencyParts) {
    this.#session = session;
    this.#parts = parts;
  }

  async find(operation: string, key: string, now: Instant): Promise<IdempotencyRecord | undefined> {
    const place = { retailer: this.#session.retailerId, operation, key };
    const row = await this.#parts.statements.find.first(this.#session, { ...place, now: toMillis(now) });
    if (!row) return undefined;
    return { ...this.#open(place, row.sealed), expires_at: toInstant(Number(row.expires_at)) };
  }

  async save(operation: string, key: string, record: IdempotencyRecord): Promise<void> {
    const { answers, random, statements } = this.#parts;
    const { expires_at, request_digest, response, schema, subject_id = null } = record;
    const place = { retailer: this.#session.retailerId, operation, key };
    const sealed = seal(answers, JSON.stringify({ request_digest, response, schema }), {
      context: contextOf(place),
      random,
    });
    const kept = { subject_id, sealed, expires_at: toMillis(expires_at) };
    await statements.save.run(this.#session, { ...place, ...kept });
  }

  async forget(
    subject_id: string,
    change: (answer: unknown, schema: string | undefined) => unknown,
  ): Promise<void> {
    const retailer = this.#session.retailerId;
    const rows = await this.#parts.statements.ofSubject.all(this.#session, { retailer, subject_id });
    for (const { operation, key, sealed, expires_at } of rows) {
      const record: IdempotencyRecord = {
        ...this.#open({ retailer, operation, key }, sealed),
        expires_at: toInstant(Number(expires_at)),
        subject_id,
      };
      const response = change(record.response, record.schema);
      await this.save(operation, key, { ...record, response });
    }
  }

  #open(place: Place, sealed: Buffer): Pick<IdempotencyRecord, 'request_digest' | 'response' | 'schema'> {
    return JSON.parse(unseal(this.#parts.answers, sealed, contextOf(place)).toString('utf8'));
  }
}

function contextOf({ retailer, operation, key }: Place): string {
  return JSON.stringify([retailer, operation, key]);
}

/** Removes the answers that have expired at `now` (milliseconds); how many. */
export async function purgeAnswers(engine: Engine, now: number): Promise<number> {
  for (let total = 0; ; ) {
    const removed = await engine.write((db) => purgeSome(db, now));
    total += removed;
    if (removed < PURGED_AT_ONCE) return total;
  }
}

async function purgeSome(db: Kysely<Schema>, now: number): Promise<number> {
  const expired = db.selectFrom('idempotency').select('expires_at').where('expires_at', '<=', now);
  const last = await expired
    .orderBy('expires_at')
    .offset(PURGED_AT_ONCE - 1)
    .limit(1)
    .executeTakeFirst();
  const removed = db.deleteFrom('idempotency').where('expires_at', '<=', last?.expires_at ?? now);
  return Number((await removed.executeTakeFirst()).numDeletedRows);
}
