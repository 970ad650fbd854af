import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Store } from '../../src/ports.ts';
import { openSqliteStore } from '../../src/storage/store.ts';
import type { EngineUnderTest, OpenStore } from './engine-under-test.ts';

export const MASTER_KEY = Buffer.alloc(32, 7);

export interface SqliteFile {
  readonly path: string;
  remove(): void;
}

export function temporaryFile(): SqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'orf-store-'));
  return { path: join(folder, 'orf.db'), remove: () => rmSync(folder, { recursive: true }) };
}

export function bytesOf(path: string): Buffer {
  const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  return Buffer.concat(files.map((file) => readFileSync(file)));
}

export const sqlite: EngineUnderTest = {
  name: 'SQLite',
  open: async () => {
    const file = temporaryFile();
    const commits: number[] = [];
    const connect = () =>
      openSqliteStore({
        path: file.path,
        masterKey: MASTER_KEY,
        onCommit: (commands) => commits.push(commands),
      });
    return overFile(await connect(), { file, commits, connect });
  },
};

function overFile(
  first: Store,
  { file, commits, connect }: { file: SqliteFile; commits: number[]; connect: () => Promise<Store> },
): OpenStore {
  let store = first;
  return {
    get store() {
      return store;
    },
    commits,
    bytesOnDisk: () => bytesOf(file.path),
    tamper: (statement) => {
      const raw = new Database(file.path);
      try {
        raw.exec(statement);
      } finally {
        raw.close();
      }
    },
    backup: () => {
      const copy = `${file.path}.backup`;
      const raw = new Database(file.path);
      raw.exec(`vacuum into '${copy}'`);
      raw.close();
      return async () => {
        await store.close();
        for (const end of ['-wal', '-shm']) rmSync(`${file.path}${end}`, { force: true });
        copyFileSync(copy, file.path);
        store = await connect();
      };
    },
    reopen: async () => {
      await store.close();
      store = await connect();
      return store;
    },
    close: async () => {
      await store.close();
      file.remove();
    },
  };
}
