import { isObject, type JsonObject } from '../contract/documents.ts';
import type { Trial } from '../run/trial.ts';

/** A part of the log, and where to read on. */
export interface LogPart {
  readonly events: readonly JsonObject[];
  readonly resume: string;
}

/** Where in the log to begin, and of which subject. */
export interface LogQuery {
  readonly cursor?: string;
  readonly subject_id?: string;
  readonly limit?: number;
}

/** Reads the log to its end. */
export async function readLog(trial: Trial, query: LogQuery = {}): Promise<LogPart> {
  const { cursor, ...filters } = query;
  const events: JsonObject[] = [];
  for (let next = cursor; ; ) {
    const page = trial.needObject(
      'listEvents',
      await trial.call('listEvents', {
        query: { limit: 200, ...filters, ...(next === undefined ? {} : { cursor: next }) },
      }),
      200,
    );
    events.push(...itemsOf(page));
    if (typeof page.next_cursor !== 'string') return { events, resume: String(page.resume_cursor) };
    next = page.next_cursor;
  }
}

/** The objects of a page. */
export function itemsOf({ items }: JsonObject): JsonObject[] {
  return Array.isArray(items) ? items.filter(isObject) : [];
}
