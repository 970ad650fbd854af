import type { Kysely } from 'kysely';
import type { Store, Unit } from '../ports.ts';
import { DoomedSlots } from './doomed-slots.ts';
import type { Engine } from './engine.ts';
import { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { deriveKeys, type StoreKeys, seal, unseal } from './sealing.ts';
import { openSqliteEngine, type SqliteOptions } from './sqlite/engine.ts';
import { meta, systemStore } from './system.ts';
import { unitOf, unitParts } from './unit.ts';

const KEY_CHECK = 'master_key_check';
const RING_CHECK = 'key_ring';

/** `masterKey`: 32 bytes; whoever has lost it has lost all addresses. */
export type StoreOptions = SqliteOptions & { readonly masterKey: Uint8Array };

/**
 * Opens a store on a SQLite file. Throws StoreUnavailable if the file cannot be used now, and an Error if the master key
 * is not the one that the file was first opened with.
 */
export async function openSqliteStore({ masterKey, ...options }: StoreOptions): Promise<Store> {
  return storeOver(await openSqliteEngine(options), masterKey);
}

/** The store over any engine; closes the engine if it cannot be used. */
export async function storeOver(engine: Engine, masterKey: Uint8Array): Promise<Store> {
  const random = new RandomPool();
  try {
    const keys = deriveKeys(masterKey);
    await checkMasterKey(engine, keys, random);
    await checkKeyRing(engine);
    const doomed = new DoomedSlots(engine);
    await doomed.sweep();
    return assemble(engine, { keys, random, doomed });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

interface Shared {
  readonly keys: StoreKeys;
  readonly random: RandomPool;
  readonly doomed: DoomedSlots;
}

function assemble(engine: Engine, { keys, random, doomed }: Shared): Store {
  const parts = unitParts(engine, { keys, random, owe: doomed.owe });
  const within = async <T>(
    session: { db: Kysely<Schema>; retailerId: string },
    work: (unit: Unit) => Promise<T>,
  ) => {
    const open = { ...session, closed: false };
    try {
      return await work(unitOf(open, parts));
    } finally {
      open.closed = true;
    }
  };
  const sweepDoomed = () => {
    doomed.owe();
    return doomed.sweep();
  };
  return {
    command: async (retailerId, work) => {
      const value = await engine.write((db) => within({ db, retailerId }, work));
      await doomed.sweep();
      return value;
    },
    query: (retailerId, work) => engine.read((db) => within({ db, retailerId }, work)),
    system: systemStore(engine, random, {
      onReset: async () => {
        parts.statistics.cohorts.clear();
        await sweepDoomed();
      },
      onPurge: () => {
        parts.idempotency.answers.renew();
        return sweepDoomed();
      },
    }),
    close: () => engine.close(),
  };
}

/** Without its secrets nothing personal could be read, and all would look as if it had been erased. */
async function checkKeyRing(engine: Engine): Promise<void> {
  const stored = await meta(engine).get(RING_CHECK);
  if (stored === undefined) return meta(engine).set(RING_CHECK, engine.keys.id);
  if (stored !== engine.keys.id) throw new Error('the file of record keys is not the one of this database');
}

/** Found out at start, not with the first address that cannot be read. */
async function checkMasterKey(engine: Engine, keys: StoreKeys, random: RandomPool): Promise<void> {
  const stored = await meta(engine).get(KEY_CHECK);
  if (stored === undefined) {
    const sealed = seal(keys.wrapping, KEY_CHECK, { context: KEY_CHECK, random });
    return meta(engine).set(KEY_CHECK, sealed.toString('base64'));
  }
  try {
    unseal(keys.wrapping, Buffer.from(stored, 'base64'), KEY_CHECK);
  } catch (error) {
    throw new Error('the master key is not the one of this database', { cause: error });
  }
}
