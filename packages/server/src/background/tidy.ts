import { addHours } from '@open-return-forwarding/core';
import { RESERVATIONS_KEPT_HOURS } from '../casework/reservations.ts';
import type { SystemStore } from '../ports.ts';
import type { Clock } from '../services.ts';

const EVERY_MS = 3_600_000;

/**
 * Forgets, once an hour of the clock, what was kept for a time only: answers to idempotency keys hold personal data, and
 * reservations say how many a buyer has made.
 */
export function tidier(
  system: Pick<SystemStore, 'idempotency' | 'reservations'>,
  clock: Clock,
): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    // A sandbox that was reset may be at an earlier time than before.
    if (Math.abs(Date.parse(now) - last) < EVERY_MS) return;
    last = Date.parse(now);
    await system.idempotency.purge(now);
    await system.reservations.purge(addHours(now, -RESERVATIONS_KEPT_HOURS));
  };
}
