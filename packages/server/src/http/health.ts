import type { Hono } from 'hono';
import type { SystemStore } from '../ports.ts';

/** `/livez`: the process answers; it never touches the store. `/readyz`: the store can be read and written. */
export function mountHealth(
  app: Hono,
  { system, isClosing }: { system: SystemStore; isClosing: () => boolean },
): void {
  app.get('/livez', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    if (isClosing()) return c.json({ status: 'closing' }, 503);
    try {
      await system.ping();
      return c.json({ status: 'ok' });
    } catch {
      return c.json({ status: 'unavailable' }, 503);
    }
  });
}
