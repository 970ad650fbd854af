import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../store-faults.ts';

/** Passing conditions of the machine, not of the data: a later attempt can succeed. */
const PASSING = /^SQLITE_(FULL|READONLY|BUSY|LOCKED|CANTOPEN|IOERR_SHMSIZE)/;

/** Makes SQLite's word for "not now" the store's own; everything else stays what it is. */
export function toFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError) || !PASSING.test(error.code)) return error;
  return new StoreUnavailable(`the database cannot be used now (${error.code})`, { cause: error });
}
