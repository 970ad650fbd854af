import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { WritableVault } from '../ports.ts';
import type { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { KEY_BYTES, seal, unseal } from './sealing.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export interface Subject {
  retailer: string;
  subject: string;
}

export function vaultStatements(db: Kysely<Schema>) {
  return {
    putKey: new Statement((slot: Slots<Subject & { wrapped_key: Buffer }>) =>
      db
        .insertInto('record_keys')
        .values({
          retailer_id: slot('retailer'),
          subject_id: slot('subject'),
          wrapped_key: slot('wrapped_key'),
        })
        .onConflict((oc) =>
          oc
            .columns(['retailer_id', 'subject_id'])
            .doUpdateSet((eb) => ({ wrapped_key: eb.ref('excluded.wrapped_key') })),
        ),
    ),
    putSealed: new Statement((slot: Slots<Subject & { sealed: Buffer }>) =>
      db
        .insertInto('sealed_records')
        .values({ retailer_id: slot('retailer'), subject_id: slot('subject'), sealed: slot('sealed') })
        .onConflict((oc) =>
          oc
            .columns(['retailer_id', 'subject_id'])
            .doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed') })),
        ),
    ),
    get: new Statement((slot: Slots<Subject>) => sealedWithKey(db, slot)),
    under: new Statement((slot: Slots<{ retailer: string; from: string; before: string }>) =>
      db
        .deleteFrom('record_keys')
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '>=', slot('from'))
        .where('subject_id', '<', slot('before')),
    ),
    shred: new Statement((slot: Slots<Subject>) =>
      db
        .deleteFrom('record_keys')
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject')),
    ),
  };
}

function sealedWithKey(db: Kysely<Schema>, slot: Slots<Subject>) {
  return db
    .selectFrom('sealed_records as s')
    .innerJoin('record_keys as k', (join) =>
      join.onRef('k.retailer_id', '=', 's.retailer_id').onRef('k.subject_id', '=', 's.subject_id'),
    )
    .select(['s.sealed', 'k.wrapped_key'])
    .where('s.retailer_id', '=', slot('retailer'))
    .where('s.subject_id', '=', slot('subject'));
}

export interface VaultParts {
  readonly statements: ReturnType<typeof vaultStatements>;
  readonly wrapping: KeyObject;
  readonly random: RandomPool;
  /** Called when a key was destroyed. */
  scrub(): void;
}

/** Every put draws a new data key; the master key only wraps data keys. */
export class SqlVault implements WritableVault {
  readonly #session: Session;
  readonly #parts: VaultParts;

  constructor(session: Session, parts: VaultParts) {
    this.#session = session;
    this.#parts = parts;
  }

  async get<T>(subjectId: string): Promise<T | undefined> {
    const row = await this.#parts.statements.get.first(this.#session, this.#at(subjectId));
    if (!row) return undefined;
    const context = this.#context(subjectId);
    const dataKey = unseal(this.#parts.wrapping, row.wrapped_key, `key/${context}`);
    return JSON.parse(unseal(createSecretKey(dataKey), row.sealed, context).toString('utf8')) as T;
  }

  async put(subjectId: string, value: unknown): Promise<void> {
    const { random, statements, wrapping } = this.#parts;
    const at = this.#at(subjectId);
    const context = this.#context(subjectId);
    const dataKey = random.take(KEY_BYTES);
    const sealed = seal(createSecretKey(dataKey), JSON.stringify(value), { context, random });
    const wrapped_key = seal(wrapping, dataKey, { context: `key/${context}`, random });
    dataKey.fill(0);
    await statements.putKey.run(this.#session, { ...at, wrapped_key });
    await statements.putSealed.run(this.#session, { ...at, sealed });
  }

  async shred(subjectId: string): Promise<boolean> {
    const destroyed = await this.#parts.statements.shred.run(this.#session, this.#at(subjectId));
    this.#parts.scrub();
    return destroyed > 0;
  }

  async shredUnder(prefix: string): Promise<void> {
    const retailer = this.#session.retailerId;
    await this.#parts.statements.under.run(this.#session, {
      retailer,
      from: prefix,
      before: `${prefix}\u{10ffff}`,
    });
    this.#parts.scrub();
  }

  #at(subject: string): Subject {
    return { retailer: this.#session.retailerId, subject };
  }

  #context(subjectId: string): string {
    return JSON.stringify([this.#session.retailerId, subjectId]);
  }
}
