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
    save: new Statement((slot: Slots<Place & { sealed: Buffer; expires_at: number }>) =>
      db
        .insertInto('idempotency')
        .values({
          retailer_id: slot('retailer'),
          operation: slot('operation'),
          key: slot('key'),
          sealed: slot('sealed'),
          expires_at: slot('expires_at'),
        })
        .onConflict((oc) =>
          oc.columns(['retailer_id', 'operation', 'key']).doUpdateSet((eb) => ({
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
    const plain = unseal(this.#parts.answers, row.sealed, contextOf(place)).toString('utf8');
    return { ...JSON.parse(plain), expires_at: toInstant(Number(row.expires_at)) };
  }

  async save(operation: string, key: string, record: IdempotencyRecord): Promise<void> {
    const { answers, random, statements } = this.#parts;
    const { expires_at, request_digest, response } = record;
    const place = { retailer: this.#session.retailerId, operation, key };
    const sealed = seal(answers, JSON.stringify({ request_digest, response }), {
      context: contextOf(place),
      random,
    });
    await statements.save.run(this.#session, { ...place, sealed, expires_at: toMillis(expires_at) });
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
