import type { Instant } from '@open-return-forwarding/protocol';

const HOUR = 3_600_000;

/** The instant `hours` later (earlier if negative). */
export function addHours(instant: Instant, hours: number): Instant {
  return new Date(Date.parse(instant) + hours * HOUR).toISOString();
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
