import type { DeliveryAttempt, DisabledReason } from '@open-return-forwarding/protocol';
import type { Instant } from '../stored.ts';
import type { StoredDelivery } from '../webhook-ports.ts';
import type { PostResult } from './post.ts';

const SECOND = 1;
const MINUTE = 60;
const HOUR = 3_600;
/** Seconds after the first, second, … failed attempt; the last one goes on repeating. */
const WAITS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const JITTER = 0.2;
const THREE_DAYS_MS = 72 * HOUR * 1000;
const GONE = 410;

/** A delivery after an attempt, and why its endpoint gets nothing any more, if so. */
export interface Aftermath {
  readonly delivery: StoredDelivery;
  readonly disable?: DisabledReason;
}

export interface Attempted {
  readonly at: Instant;
  readonly result: PostResult;
  /** From 0 to less than 1. */
  readonly chance: number;
}

/**
 * What becomes of a delivery. A receiver that is back three days after the first attempt still gets everything: only an
 * attempt later than that is the last one.
 */
export function afterAttempt(delivery: StoredDelivery, { at, result, chance }: Attempted): Aftermath {
  const attempt: DeliveryAttempt = { attempted_at: at, ...result };
  const attempts = [...delivery.attempts, attempt];
  const { next_attempt_at: _, ...rest } = delivery;
  if (result.outcome === 'delivered') return { delivery: { ...rest, attempts, status: 'delivered' } };
  const failed = { ...rest, attempts, status: 'failed' as const };
  if (result.response_status === GONE) return { delivery: failed, disable: 'gone' };
  const first = attempts[0]?.attempted_at ?? at;
  if (Date.parse(at) - Date.parse(first) > THREE_DAYS_MS) return { delivery: failed, disable: 'exhausted' };
  return { delivery: { ...delivery, attempts, next_attempt_at: retryAt(at, attempts.length, chance) } };
}

/** Waits grow, and differ by up to a fifth, so that what failed together does not come back together. */
function retryAt(at: Instant, failures: number, chance: number): Instant {
  const seconds = WAITS[Math.min(failures, WAITS.length) - 1] ?? HOUR;
  const factor = 1 + JITTER * (2 * chance - 1);
  return new Date(Date.parse(at) + Math.round(seconds * factor * 1000)).toISOString();
}
