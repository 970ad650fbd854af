import type { Kysely } from 'kysely';
import type { Idempotency } from '../ports.ts';
import type { IdempotencyRecord, Instant } from '../stored.ts';
import { ANSWERS_SHARE_MS, type AnswerKey, type AnswerKeys } from './answer-keys.ts';
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
  slot: number | null;
}

export function idempotencyStatements(db: Kysely<Schema>) {
  return {
    find: new Statement((slot: Slots<Place & { now: number }>) =>
      db
        .selectFrom('idempotency')
        .select(['sealed', 'expires_at', 'slot'])
        .where('retailer_id', '=', slot('retailer'))
        .where('operation', '=', slot('operation'))
        .where('key', '=', slot('key'))
        .where('expires_at', '>', slot('now')),
    ),
    ofSubject: new Statement((slot: Slots<{ retailer: string; subject_id: string }>) =>
      db
        .selectFrom('idempotency')
        .select(['operation', 'key', 'sealed', 'expires_at', 'slot'])
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
          slot: slot('slot'),
        })
        .onConflict((oc) =>
          oc.columns(['retailer_id', 'operation', 'key']).doUpdateSet((eb) => ({
            subject_id: eb.ref('excluded.subject_id'),
            sealed: eb.ref('excluded.sealed'),
            expires_at: eb.ref('excluded.expires_at'),
            slot: eb.ref('excluded.slot'),
          })),
        ),
    ),
  };
}

export interface IdempotencyParts {
  readonly statements: ReturnType<typeof idempotencyStatements>;
  readonly answers: AnswerKeys;
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
    const answerKey = row && this.#parts.answers.ofKept(slotOf(row));
    if (!row || !answerKey) return undefined;
    return { ...opened(place, row.sealed, answerKey), expires_at: toInstant(Number(row.expires_at)) };
  }

  async save(operation: string, key: string, record: IdempotencyRecord): Promise<void> {
    const place = { retailer: this.#session.retailerId, operation, key };
    await this.#put(place, record, this.#parts.answers.forNew(toMillis(record.expires_at)));
  }

  async forget(
    subject_id: string,
    change: (answer: unknown, schema: string | undefined) => unknown,
  ): Promise<void> {
    const retailer = this.#session.retailerId;
    const rows = await this.#parts.statements.ofSubject.all(this.#session, { retailer, subject_id });
    for (const { operation, key, ...row } of rows) {
      const place = { retailer, operation, key };
      const answerKey = this.#parts.answers.ofKept(slotOf(row));
      // Nobody can read that one any more.
      if (answerKey === undefined) continue;
      const expires_at = toInstant(Number(row.expires_at));
      const record: IdempotencyRecord = { ...opened(place, row.sealed, answerKey), expires_at, subject_id };
      const response = change(record.response, record.schema);
      await this.#put(place, { ...record, response }, answerKey);
    }
  }

  async #put(place: Place, record: IdempotencyRecord, { slot, key }: AnswerKey): Promise<void> {
    const { random, statements } = this.#parts;
    const { expires_at, request_digest, response, schema, subject_id = null } = record;
    const plain = JSON.stringify({ request_digest, response, schema });
    const sealed = seal(key, plain, { context: contextOf(place), random });
    const kept = { subject_id, sealed, expires_at: toMillis(expires_at), slot };
    await statements.save.run(this.#session, { ...place, ...kept });
  }
}

function opened(
  place: Place,
  sealed: Buffer,
  { key }: AnswerKey,
): Pick<IdempotencyRecord, 'request_digest' | 'response' | 'schema'> {
  return JSON.parse(unseal(key, sealed, contextOf(place)).toString('utf8'));
}

function slotOf({ slot }: { readonly slot: number | null }): number | null {
  return slot === null ? null : Number(slot);
}

function contextOf({ retailer, operation, key }: Place): string {
  return JSON.stringify([retailer, operation, key]);
}

/**
 * Removes the answers that have expired at `now` (milliseconds), and dooms the secrets of those of which no other is left;
 * how many were removed.
 */
export async function purgeAnswers(engine: Engine, now: number): Promise<number> {
  for (let total = 0; ; ) {
    const removed = await engine.write((db) => purgeSome(db, now));
    total += removed;
    if (removed < PURGED_AT_ONCE) return total;
  }
}

async function purgeSome(db: Kysely<Schema>, now: number): Promise<number> {
  const expired = db.selectFrom('idempotency').where('expires_at', '<=', now);
  const last = await expired
    .select('expires_at')
    .orderBy('expires_at')
    .offset(PURGED_AT_ONCE - 1)
    .limit(1)
    .executeTakeFirst();
  const until = Number(last?.expires_at ?? now);
  const slots = await slotsBetween(db, { until });
  const removed = db.deleteFrom('idempotency').where('expires_at', '<=', until);
  const { numDeletedRows } = await removed.executeTakeFirst();
  const needed = await slotsBetween(db, { after: until, until: until + ANSWERS_SHARE_MS });
  const doomed = [...slots].filter((slot) => !needed.has(slot)).map((slot) => ({ slot }));
  if (doomed.length > 0)
    await db
      .insertInto('doomed_slots')
      .values(doomed)
      .onConflict((oc) => oc.doNothing())
      .execute();
  return Number(numDeletedRows);
}

/** Slots of the answers that expire in some stretch of time. */
async function slotsBetween(
  db: Kysely<Schema>,
  { after = 0, until }: { readonly after?: number; readonly until: number },
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('idempotency')
    .select('slot')
    .distinct()
    .where('expires_at', '>', after)
    .where('expires_at', '<=', until)
    .where('slot', 'is not', null)
    .execute();
  return new Set(rows.map(({ slot }) => Number(slot)));
}
