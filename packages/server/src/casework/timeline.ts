import type { Event, Return, Timeline, TimelineEntry } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';
import type { StoredEvent } from '../stored.ts';

const LONGEST = 500;

/** An event as it is handed out. What it shows was checked when it was written. */
export function presentEvent({ effective_at, ...event }: StoredEvent): Event {
  return { ...event, ...(effective_at === event.occurred_at ? {} : { effective_at }) } as Event;
}

/** Everything that happened to a return, its listings, forwards, orders while they served it, and its refund. */
export async function timelineOf(view: View, source: Return): Promise<Timeline> {
  const listings = await view.listings.find({ return_id: source.id });
  const forwards = await view.forwards.find({ return_id: source.id });
  const subjects = [source.id, source.refund.id, ...[...listings, ...forwards].map(({ doc }) => doc.id)];
  const events = await Promise.all(
    subjects.map((subject_id) => view.events.page({ subject_id }, { limit: LONGEST })),
  );
  const items = events.flatMap((page) => page.items).map(entryOf);
  return { return_id: source.id, items: items.toSorted((a, b) => momentOf(a) - momentOf(b)) };
}

function entryOf(event: StoredEvent): TimelineEntry {
  const { occurred_at, effective_at, type, subject } = presentEvent(event);
  return { occurred_at, ...(effective_at === undefined ? {} : { effective_at }), type, subject };
}

function momentOf({ occurred_at, effective_at }: TimelineEntry): number {
  return Date.parse(effective_at ?? occurred_at);
}
