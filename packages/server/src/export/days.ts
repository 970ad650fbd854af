import type { Instant } from '@open-return-forwarding/protocol';

/** Days in UTC, `YYYY-MM-DD`: `from` is included, `to` is not; without them, there is no end on that side. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The day in UTC on which an instant lies. */
export function dayOf(instant: Instant): string {
  return new Date(Date.parse(instant)).toISOString().slice(0, 10);
}

/** When a day begins. */
export function startOf(day: string): Instant {
  return `${day}T00:00:00.000Z`;
}

export function dayAfter(day: string): string {
  return dayOf(new Date(Date.parse(startOf(day)) + 86_400_000).toISOString());
}

/** Whether an instant lies in these days. */
export function holds({ from, to }: Days, instant: Instant): boolean {
  const day = dayOf(instant);
  return (from === undefined || day >= from) && (to === undefined || day < to);
}

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  const time = Date.parse(startOf(text));
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && dayOf(startOf(text)) === text;
}
