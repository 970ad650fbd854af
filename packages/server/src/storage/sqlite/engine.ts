import type Database from 'better-sqlite3';
import type { Engine } from '../engine.ts';
import { migrate } from '../migrate.ts';
import { type Connection, claimFile, connect } from './connection.ts';
import { sqliteDdl } from './ddl.ts';
import { toFault } from './faults.ts';
import { GroupCommit } from './group-commit.ts';
import { SqliteKeyRing } from './key-ring.ts';
import { ReadLane } from './read-lane.ts';

export interface SqliteOptions {
  /** The database file; made, with mode 0600, if there is none. */
  readonly path: string;
  /** Told after every commit how many commands it made durable. */
  readonly onCommit?: (commands: number) => void;
}

/** Opens the file and brings its tables up to date, all or nothing. Throws StoreUnavailable; or why it cannot be read. */
export async function openSqliteEngine({ path, onCommit }: SqliteOptions): Promise<Engine> {
  const writer = openWriter(path);
  try {
    await migrateAtOnce(writer);
    const keys = new SqliteKeyRing(`${path}.keys`);
    return engineOver({ writer, keys, reader: connect(path, 'read') }, onCommit);
  } catch (error) {
    writer.raw.close();
    throw toFault(error);
  }
}

function openWriter(path: string): Connection {
  try {
    claimFile(path);
    return connect(path, 'write');
  } catch (error) {
    throw toFault(error);
  }
}

/** Under the write lock from before the first look, so that two processes starting together do not both migrate. */
async function migrateAtOnce(writer: Connection): Promise<void> {
  writer.exec('begin immediate');
  try {
    await migrate(writer.db, sqliteDdl);
    writer.exec('commit');
  } catch (error) {
    if (writer.raw.inTransaction) writer.exec('rollback');
    throw error;
  }
}

interface Opened {
  readonly writer: Connection;
  readonly reader: Connection;
  readonly keys: SqliteKeyRing;
}

function engineOver({ writer, reader, keys }: Opened, onCommit?: (commands: number) => void): Engine {
  const version = new DataVersion(reader);
  const commands = new GroupCommit(writer, (count) => {
    version.forget();
    onCommit?.(count);
  });
  const lane = new ReadLane(reader);
  return {
    compiler: writer.db,
    keys,
    write: (work) => commands.submit(work),
    read: (work) => lane.snapshot(work),
    state: () => version.get(),
    scrub: () => commands.scrub(),
    close: async () => {
      await Promise.all([commands.close(), lane.close()]);
      keys.close();
      reader.raw.close();
      writer.raw.close();
    },
  };
}

/** Tells whether anybody has committed. Asked once in a turn of the event loop, for it looks into a file. */
class DataVersion {
  readonly #ask: Database.Statement<[], number>;
  #known: number | undefined;

  constructor({ raw }: Connection) {
    this.#ask = raw.prepare<[], number>('pragma data_version').pluck();
  }

  get(): number | undefined {
    if (this.#known === undefined) {
      this.#known = this.#ask.get();
      setImmediate(() => this.forget());
    }
    return this.#known;
  }

  /** After a commit of this process, which whoever asks next in this turn has to know of. */
  forget(): void {
    this.#known = undefined;
  }
}
