import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { type Claim, same } from '../run/claim.ts';
import type { Trial } from '../run/trial.ts';

/** The log, or what of it is of a type or about a record, in its order. Blocks the check where it cannot be read. */
export async function eventsOf(
  trial: Trial,
  query: { readonly type?: string; readonly subject_id?: string } = {},
): Promise<JsonObject[]> {
  const events: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const page = trial.needObject(
      'listEvents',
      await trial.call('listEvents', {
        query: { ...query, limit: 200, ...(cursor === undefined ? {} : { cursor }) },
      }),
      200,
    );
    events.push(...(Array.isArray(page.items) ? page.items : []).filter(isObject));
    cursor = typeof page.next_cursor === 'string' ? page.next_cursor : undefined;
  } while (cursor !== undefined);
  return events;
}

/** Claims that the log tells of a record once that something happened to it. */
export async function happenedOnce(trial: Trial, type: string, subject_id: string): Promise<Claim> {
  const events = await eventsOf(trial, { type, subject_id });
  return same(`${type}, how often`, events.length, 1);
}

/** From when an event counts: `effective_at`, left out where that is when it happened. */
export function effectiveAt(event: JsonObject | undefined): string {
  return String(event?.effective_at ?? event?.occurred_at);
}

/** When it counts from, in milliseconds. */
export function effectiveTime(event: JsonObject | undefined): number {
  return Date.parse(effectiveAt(event));
}

/** Events of some types, in the order of the log. */
export function ofTypes(events: readonly JsonObject[], ...types: readonly string[]): JsonObject[] {
  return events.filter(({ type }) => types.includes(String(type)));
}

export function typesOf(events: readonly JsonObject[]): string[] {
  return events.map(({ type }) => String(type));
}

/** Id of the record that an event is about. */
export function subjectOf(event: JsonObject): string {
  return String(at(event, '/subject/id'));
}
