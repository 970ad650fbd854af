import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/ports.ts';
import { openSqliteStore } from '../../src/storage/store.ts';
import { MASTER_KEY, type SqliteFile, temporaryFile } from './sqlite-under-test.ts';

const NOON = '2027-03-01T12:00:00.000Z';
const TOKEN = 'orf_test_one';

let file: SqliteFile;
let serving: Store;
let elsewhere: Store;

beforeEach(async () => {
  file = temporaryFile();
  serving = await openSqliteStore({ path: file.path, masterKey: MASTER_KEY });
  elsewhere = await openSqliteStore({ path: file.path, masterKey: MASTER_KEY });
  await serving.system.retailers.create({ id: 'shop', name: 'Shop', created_at: NOON });
  const key = { id: 'k', retailer_id: 'shop', name: 'n', scopes: [], created_at: NOON, token: TOKEN };
  await elsewhere.system.keys.create(key);
});
afterEach(async () => {
  await Promise.all([serving.close(), elsewhere.close()]);
  file.remove();
});

it('finds a key that another process made, and no longer once another process revoked it', async () => {
  expect(await serving.system.keys.find(TOKEN)).toMatchObject({ id: 'k' });
  expect(await serving.system.keys.find(TOKEN)).toMatchObject({ id: 'k' });
  await elsewhere.system.keys.revoke('k', NOON);
  expect(await serving.system.keys.find(TOKEN)).toBeUndefined();
});

it('remembers no token as unknown beyond the next commit', async () => {
  expect(await serving.system.keys.find('orf_test_two')).toBeUndefined();
  const key = {
    id: 'k2',
    retailer_id: 'shop',
    name: 'n',
    scopes: [],
    created_at: NOON,
    token: 'orf_test_two',
  };
  await elsewhere.system.keys.create(key);
  expect(await serving.system.keys.find('orf_test_two')).toMatchObject({ id: 'k2' });
});
