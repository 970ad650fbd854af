import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterAttempt } from '../../src/delivery/attempt.ts';
import type { StoredDelivery } from '../../src/webhook-ports.ts';

const start = '2027-03-01T09:00:00.000Z';
const fresh: StoredDelivery = {
  id: 'dlv_1',
  endpoint_id: 'whe_1',
  event_id: 'evt_1',
  event_type: 'return.created',
  status: 'pending',
  attempts: [],
  next_attempt_at: start,
  created_at: start,
};
const failed = { outcome: 'unreachable', duration_ms: 1 } as const;

/** Every moment at which a message is tried that never arrives. */
function tries(chances: readonly number[]): number[] {
  const moments: number[] = [];
  let delivery = fresh;
  while (delivery.status === 'pending') {
    const at = delivery.next_attempt_at ?? '';
    const chance = chances[moments.length % chances.length] ?? 0;
    moments.push(Date.parse(at));
    delivery = afterAttempt(delivery, { at, result: failed, chance }).delivery;
  }
  return moments;
}

test('whatever the chance, waits grow, the last try is later than three days, and only that one', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.array(chance, { minLength: 1, maxLength: 40 }), (chances) => {
      const moments = tries(chances);
      const hours = moments.map((moment) => (moment - Date.parse(start)) / 3_600_000);
      expect(hours.filter((each) => each > 72)).toHaveLength(1);
      expect(hours.at(-1)).toBeLessThan(72 + 4.8 + 0.1);
      expect(moments.length).toBeLessThan(35);
      const waits = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(4_000);
      for (const wait of waits) expect(wait).toBeLessThanOrEqual(4.8 * 3_600_000);
    }),
  );
});

test('two that failed together do not come back together', () => {
  expect(tries([0.1]).slice(1)).not.toEqual(tries([0.9]).slice(1));
});
