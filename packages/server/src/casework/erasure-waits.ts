import { see } from '@open-return-forwarding/core';
import type { Case } from './case.ts';

/** When a deferred erasure has to be looked at: what it waits for has changed. */
export const ERASURE_DEADLINE = 'erasure';

/** Has the erasures looked at that wait for a forward which this command has changed. */
export async function wakeErasures({ unit, work }: Case): Promise<void> {
  const { changed } = work.changes;
  const forwards = new Set(changed.forward);
  for (const id of changed.settlement) forwards.add(see(work, 'settlement', id).forward_id);
  for (const forwardId of forwards) {
    for (const id of await unit.erasureWaits.of(forwardId))
      await unit.deadlines.set(ERASURE_DEADLINE, { kind: 'erasure', id }, work.context.now);
  }
}
