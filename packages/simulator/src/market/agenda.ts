import { leastFirst } from './heap.ts';

/** What is still to happen, by its moment. */
export interface Agenda<Event> {
  add(moment: number, event: Event): void;
  /** Takes out the earliest event that is due by `moment`, with its own moment; of equal ones, in the order of their adding. */
  next(moment: number): { readonly moment: number; readonly event: Event } | undefined;
}

/** An empty agenda. */
export function agenda<Event>(): Agenda<Event> {
  const queue = leastFirst();
  const days = new Map<number, Event[]>();
  return {
    add(moment, event) {
      const same = days.get(moment);
      if (same !== undefined) {
        same.push(event);
        return;
      }
      days.set(moment, [event]);
      queue.push(moment, moment);
    },
    next(moment) {
      if (queue.size === 0 || queue.leastKey() > moment) return undefined;
      const due = queue.leastKey();
      const events = days.get(due) ?? [];
      const event = events.shift();
      if (events.length === 0) {
        days.delete(due);
        queue.pop();
      }
      return event === undefined ? undefined : { moment: due, event };
    },
  };
}
