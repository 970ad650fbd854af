import { timingSafeEqual } from 'node:crypto';
import type { SystemStore } from '../ports.ts';
import type { ApiKey, NewApiKey } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { RowOf } from './schema.ts';
import { type Slots, Statement } from './statement.ts';
import { tokenHash } from './tokens.ts';

const PREFIX = /^orf_(?:test|live)_/;
/** Guesses at tokens must not fill the memory. */
const MOST_KNOWN = 1_000;
const COLUMNS = [
  'id',
  'retailer_id',
  'token_hash',
  'name',
  'scopes',
  'prefix',
  'last_digits',
  'created_at',
  'revoked_at',
] as const;
type KeyRow = RowOf<'api_keys', typeof COLUMNS>;

export function apiKeys(engine: Engine): SystemStore['keys'] {
  const byHash = new Statement((slot: Slots<{ hash: string }>) =>
    engine.compiler.selectFrom('api_keys').select(COLUMNS).where('token_hash', '=', slot('hash')),
  );
  const known = new KnownKeys(engine);
  return {
    create: (key) => create(engine, key),
    find: (token) =>
      known.get(tokenHash(token), async (hash) => {
        const row = await engine.read((db) => byHash.first({ db, closed: false }, { hash }));
        if (!row || row.revoked_at !== null) return undefined;
        return timingSafeEqual(Buffer.from(row.token_hash), Buffer.from(hash)) ? toKey(row) : undefined;
      }),
    revoke: (id, at) =>
      engine.write(async (db) => {
        const change = db.updateTable('api_keys').set({ revoked_at: toMillis(at) });
        const result = await change.where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
    list: (retailerId) =>
      engine.read(async (db) => {
        const select = db.selectFrom('api_keys').select(COLUMNS).where('retailer_id', '=', retailerId);
        return (await select.orderBy('created_at').orderBy('id').execute()).map(toKey);
      }),
  };
}

/** Keys that were looked up since the last commit of anybody: requests that come in one burst ask only once. */
class KnownKeys {
  readonly #engine: Engine;
  readonly #found = new Map<string, Promise<ApiKey | undefined>>();
  #state: number | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get(hash: string, read: (hash: string) => Promise<ApiKey | undefined>): Promise<ApiKey | undefined> {
    const state = this.#engine.state();
    if (state === undefined) return read(hash);
    if (state !== this.#state || this.#found.size >= MOST_KNOWN) this.#found.clear();
    this.#state = state;
    const kept = this.#found.get(hash);
    if (kept !== undefined) return kept;
    const asked = read(hash);
    this.#found.set(hash, asked);
    asked.catch(() => this.#found.delete(hash));
    return asked;
  }
}

async function create(engine: Engine, { token, ...key }: NewApiKey): Promise<ApiKey> {
  const prefix = PREFIX.exec(token)?.[0];
  if (prefix === undefined) throw new TypeError('a key starts with orf_test_ or orf_live_');
  const last_digits = token.slice(-4);
  await engine.write(async (db) => {
    await db
      .insertInto('api_keys')
      .values({
        ...key,
        prefix,
        last_digits,
        token_hash: tokenHash(token),
        scopes: JSON.stringify(key.scopes),
        created_at: toMillis(key.created_at),
      })
      .execute();
  });
  return { ...key, prefix, last_digits, revoked_at: null };
}

function toKey({ token_hash: _, ...row }: KeyRow): ApiKey {
  return {
    ...row,
    scopes: JSON.parse(row.scopes),
    created_at: toInstant(Number(row.created_at)),
    revoked_at: row.revoked_at === null ? null : toInstant(Number(row.revoked_at)),
  };
}
