import type { Instant } from '../stored.ts';

/** Milliseconds since 1970. Throws RangeError for what is no instant: nothing unordered gets into an index. */
export function toMillis(instant: Instant): number {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) throw new RangeError(`not an instant: ${instant}`);
  return millis;
}

export function toInstant(millis: number): Instant {
  return new Date(millis).toISOString();
}
