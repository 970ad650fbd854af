import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { WritableVault } from '../ports.ts';
import type { KeyRing, KeySlot } from './engine.ts';
import type { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { KEY_BYTES, seal, unseal } from './sealing.ts';
import { type Session, type Slots, Statement } from './statement.ts';

const NO_SECRET = Buffer.alloc(KEY_BYTES);

function xor(a: Buffer, b: Buffer): Buffer {
  const mixed = Buffer.allocUnsafe(a.length);
  for (let index = 0; index < a.length; index += 1) mixed[index] = (a[index] ?? 0) ^ (b[index] ?? 0);
  return mixed;
}

export interface Subject {
  retailer: string;
  subject: string;
}

export function vaultStatements(db: Kysely<Schema>) {
  return {
    ...puttingKeys(db),
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
    slotOf: new Statement((slot: Slots<Subject>) =>
      db
        .selectFrom('record_keys')
        .select('slot')
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject')),
    ),
    ...shredding(db),
  };
}

type WrappedKey = Subject & { wrapped_key: Buffer; slot: number };

function puttingKeys(db: Kysely<Schema>) {
  return {
    addKey: new Statement((slot: Slots<WrappedKey>) =>
      db
        .insertInto('record_keys')
        .values({
          retailer_id: slot('retailer'),
          subject_id: slot('subject'),
          wrapped_key: slot('wrapped_key'),
          slot: slot('slot'),
        })
        .onConflict((oc) => oc.columns(['retailer_id', 'subject_id']).doNothing()),
    ),
    replaceKey: new Statement((slot: Slots<WrappedKey>) =>
      db
        .updateTable('record_keys')
        .set({ wrapped_key: slot('wrapped_key'), slot: slot('slot') })
        .where('retailer_id', '=', slot('retailer'))
        .where('subject_id', '=', slot('subject')),
    ),
  };
}

function shredding(db: Kysely<Schema>) {
  return {
    doomUnder: new Statement((slot: Slots<{ retailer: string; from: string; before: string }>) =>
      db
        .insertInto('doomed_slots')
        .columns(['slot'])
        .expression(
          slotsOf(db)
            .where('retailer_id', '=', slot('retailer'))
            .where('subject_id', '>=', slot('from'))
            .where('subject_id', '<', slot('before')),
        ),
    ),
    doom: new Statement((slot: Slots<Subject>) =>
      db
        .insertInto('doomed_slots')
        .columns(['slot'])
        .expression(
          slotsOf(db).where('retailer_id', '=', slot('retailer')).where('subject_id', '=', slot('subject')),
        ),
    ),
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

/** Of keys that are about to be destroyed. */
function slotsOf(db: Kysely<Schema>) {
  return db
    .selectFrom('record_keys')
    .select((of) => of.ref('slot').$notNull().as('slot'))
    .where('slot', 'is not', null);
}

function sealedWithKey(db: Kysely<Schema>, slot: Slots<Subject>) {
  return db
    .selectFrom('sealed_records as s')
    .innerJoin('record_keys as k', (join) =>
      join.onRef('k.retailer_id', '=', 's.retailer_id').onRef('k.subject_id', '=', 's.subject_id'),
    )
    .select(['s.sealed', 'k.wrapped_key', 'k.slot'])
    .where('s.retailer_id', '=', slot('retailer'))
    .where('s.subject_id', '=', slot('subject'));
}

export interface VaultParts {
  readonly statements: ReturnType<typeof vaultStatements>;
  readonly wrapping: KeyObject;
  readonly random: RandomPool;
  readonly keys: KeyRing;
  /** Called when a key was destroyed. */
  scrub(): void;
}

/**
 * Every put draws a new data key; the master key only wraps data keys. What is wrapped is the data key masked by the
 * secret of a slot: the database, its backups and the master key together open nothing whose secret was destroyed. A
 * record keeps its slot as long as it is not shredded, so that older copies of it can be restored.
 */
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
    const masked = unseal(this.#parts.wrapping, row.wrapped_key, `key/${context}`);
    const secret = row.slot === null ? NO_SECRET : this.#parts.keys.secret(Number(row.slot));
    if (secret === undefined) return undefined;
    const dataKey = xor(masked, secret);
    return JSON.parse(unseal(createSecretKey(dataKey), row.sealed, context).toString('utf8')) as T;
  }

  async put(subjectId: string, value: unknown): Promise<void> {
    const { keys, random, statements } = this.#parts;
    const at = this.#at(subjectId);
    const context = this.#context(subjectId);
    const dataKey = random.take(KEY_BYTES);
    const sealed = seal(createSecretKey(dataKey), JSON.stringify(value), { context, random });
    const fresh = keys.take();
    const added = await statements.addKey.run(this.#session, {
      ...at,
      ...this.#wrapped(context, dataKey, fresh),
    });
    if (added === 0) {
      keys.giveBack(fresh);
      const kept = await this.#slotOf(at);
      await statements.replaceKey.run(this.#session, { ...at, ...this.#wrapped(context, dataKey, kept) });
    }
    dataKey.fill(0);
    await statements.putSealed.run(this.#session, { ...at, sealed });
  }

  #wrapped(context: string, dataKey: Buffer, { id, secret }: KeySlot): { wrapped_key: Buffer; slot: number } {
    const { random, wrapping } = this.#parts;
    return {
      slot: id,
      wrapped_key: seal(wrapping, xor(dataKey, secret), { context: `key/${context}`, random }),
    };
  }

  async shred(subjectId: string): Promise<boolean> {
    await this.#parts.statements.doom.run(this.#session, this.#at(subjectId));
    const destroyed = await this.#parts.statements.shred.run(this.#session, this.#at(subjectId));
    this.#parts.scrub();
    return destroyed > 0;
  }

  async shredUnder(prefix: string): Promise<void> {
    const { doomUnder, under } = this.#parts.statements;
    const retailer = this.#session.retailerId;
    const range = { retailer, from: prefix, before: `${prefix}\u{10ffff}` };
    await doomUnder.run(this.#session, range);
    await under.run(this.#session, range);
    this.#parts.scrub();
  }

  /** The slot of a record that is there; another one if it has none that is whole. */
  async #slotOf(at: Subject): Promise<KeySlot> {
    const { keys, statements } = this.#parts;
    const id = (await statements.slotOf.first(this.#session, at))?.slot;
    const secret = id == null ? undefined : keys.secret(Number(id));
    return id == null || secret === undefined ? keys.take() : { id: Number(id), secret };
  }

  #at(subject: string): Subject {
    return { retailer: this.#session.retailerId, subject };
  }

  #context(subjectId: string): string {
    return JSON.stringify([this.#session.retailerId, subjectId]);
  }
}
