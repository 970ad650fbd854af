import type { Instant } from '@open-return-forwarding/protocol';
import type { SystemStore } from './ports.ts';
import type { Clock, TestClock } from './services.ts';

export const systemClock: Clock = { now: () => new Date().toISOString() };

const KEY = 'test_clock';

/** A sandbox's clock: it follows the world's time until it is first moved, and is remembered over restarts. */
export async function openTestClock(meta: SystemStore['meta']): Promise<TestClock> {
  let frozenAt: Instant | undefined = (await meta.get(KEY)) || undefined;
  return {
    now: () => frozenAt ?? systemClock.now(),
    get frozen() {
      return frozenAt !== undefined;
    },
    async freezeAt(instant) {
      await meta.set(KEY, instant);
      frozenAt = new Date(instant).toISOString();
    },
    async run() {
      await meta.set(KEY, '');
      frozenAt = undefined;
    },
  };
}
