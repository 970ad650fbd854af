import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/storage/sqlite/connection.ts';
import { GroupCommit } from '../../src/storage/sqlite/group-commit.ts';
import { openSqliteStore } from '../../src/storage/store.ts';
import { StoreUnavailable } from '../../src/store-faults.ts';
import { NOON, SHOP } from './engine-under-test.ts';
import { MASTER_KEY, type SqliteFile, temporaryFile } from './sqlite-under-test.ts';

describe('SQLite under the store', () => {
  let file: SqliteFile;
  beforeEach(() => {
    file = temporaryFile();
  });
  afterEach(() => file.remove());

  const open = (masterKey: Uint8Array = MASTER_KEY) => openSqliteStore({ path: file.path, masterKey });

  it('keeps its files to their owner', async () => {
    const store = await open();
    await store.system.retailers.create({ id: SHOP, name: SHOP, created_at: NOON });
    for (const path of [file.path, `${file.path}-wal`, `${file.path}-shm`, `${file.path}.keys`]) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    await store.close();
  });

  it.each(['write', 'read'] as const)('opens each %s connection durable and private', async (access) => {
    await (await open()).close();
    const { raw } = connect(file.path, access);
    const settings = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'secure_delete',
      'trusted_schema',
      'query_only',
    ];
    const values = settings.map((setting) => raw.pragma(setting, { simple: true }));
    expect(values).toEqual(['wal', 2, 1, 1, 0, access === 'read' ? 1 : 0]);
    raw.close();
  });

  it('refuses another master key, and one of a wrong length', async () => {
    await (await open()).close();
    await expect(open(Buffer.alloc(32, 8))).rejects.toThrow(/master key is not the one/);
    await expect(open(Buffer.alloc(16, 7))).rejects.toThrow(RangeError);
    await (await open()).close();
  });

  it('refuses a database whose record keys are missing: all would look erased', async () => {
    await (await open()).close();
    rmSync(`${file.path}.keys`);
    await expect(open()).rejects.toThrow(/record keys is not the one/);
  });

  it.each([
    ['the disk is full', 'max_page_count = 1', 'max_page_count = 1000000'],
    ['the disk is read-only', 'query_only = ON', 'query_only = OFF'],
  ])('says that it is unavailable while %s, and recovers by itself', async (_name, spoil, repair) => {
    await (await open()).close();
    const connection = connect(file.path, 'write');
    const commands = new GroupCommit(connection, () => undefined);
    const write = (name: string) =>
      commands.submit((db) =>
        db
          .insertInto('meta')
          .values({ name, value: 'x'.repeat(50_000) })
          .execute(),
      );
    connection.raw.pragma(spoil);
    for (const outcome of await Promise.allSettled([write('a'), write('b')])) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    }
    connection.raw.pragma(repair);
    await write('c');
    const names = connection.raw.prepare('select name from meta order by name').pluck().all();
    expect(names).toEqual(['c', 'key_ring', 'master_key_check']);
    connection.raw.close();
  });

  it('answers no command of a group whose commit fails', async () => {
    await (await open()).close();
    const connection = connect(file.path, 'write');
    const failing: Connection = {
      ...connection,
      exec: (statement) => {
        if (statement === 'commit') throw new Database.SqliteError('disk full', 'SQLITE_FULL');
        connection.exec(statement);
      },
    };
    const commands = new GroupCommit(failing, () => undefined);
    const write = (name: string) =>
      commands.submit((db) => db.insertInto('meta').values({ name, value: '' }).execute());
    for (const outcome of await Promise.allSettled([write('a'), write('b')])) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    }
    expect(connection.raw.prepare('select count(*) from meta').pluck().get()).toBe(2);
    connection.raw.close();
  });

  it('does not take a file that is no database for one', async () => {
    writeFileSync(file.path, 'x'.repeat(5_000));
    const failure = await open().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(StoreUnavailable);
    expect(readFileSync(file.path, 'utf8')).toBe('x'.repeat(5_000));
  });

  it('refuses a database that a newer version has migrated', async () => {
    await (await open()).close();
    const raw = new Database(file.path);
    raw.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01T00:00:00Z')");
    raw.close();
    await expect(open()).rejects.toThrow(/9999-later/);
  });
});
