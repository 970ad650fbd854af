import type { Instant } from '@open-return-forwarding/protocol';

const HOUR = 3_600_000;

const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant `hours` later (earlier if negative), or the last (first) one that four digits of a year can write. */
export function addHours(instant: Instant, hours: number): Instant {
  const moment = Date.parse(instant) + hours * HOUR;
  return new Date(Math.min(LAST, Math.max(FIRST, moment))).toISOString();
}

export function addDays(instant: Instant, days: number): Instant {
  return addHours(instant, days * 24);
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return addHours(instant, seconds / 3600);
}

/** Deadlines are inclusive: at `t >= deadline` they have passed. */
export function hasPassed(deadline: Instant, now: Instant): boolean {
  return Date.parse(now) >= Date.parse(deadline);
}

export function latest(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((best, each) => (Date.parse(each) > Date.parse(best) ? each : best), first);
}

export function earliest(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((best, each) => (Date.parse(each) < Date.parse(best) ? each : best), first);
}

/** Days from one instant to another, never below 0; fractions count. */
export function daysUntil(from: Instant, to: Instant): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / (24 * HOUR));
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return addHours(instant, minutes / 60);
}
