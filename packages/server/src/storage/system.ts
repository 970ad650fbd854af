import type { SystemStore } from '../ports.ts';
import { apiKeys } from './api-keys.ts';
import { deadlineQueue } from './deadline-queue.ts';
import type { Engine } from './engine.ts';
import { purgeAnswers } from './idempotency.ts';
import { toMillis } from './instants.ts';
import { notificationLog } from './notifications.ts';
import type { RandomPool } from './random-pool.ts';
import { ratingLinkLookup } from './rating-links.ts';
import { reservationPurge } from './reservations.ts';
import { resetRetailer, retailers } from './retailers.ts';
import { webhookQueue } from './webhook-endpoints.ts';

/** What a store does after its whole was changed. */
interface Afterwards {
  /** Whoever keeps what was read forgets it. */
  onReset(): Promise<void>;
  /** The secrets of answers that have expired were doomed. */
  onPurge(): Promise<void>;
}

export function systemStore(engine: Engine, random: RandomPool, afterwards: Afterwards): SystemStore {
  return {
    retailers: retailers(engine),
    keys: apiKeys(engine),
    deadlines: deadlineQueue(engine, random),
    idempotency: {
      purge: async (now) => {
        const removed = await purgeAnswers(engine, toMillis(now));
        await afterwards.onPurge();
        return removed;
      },
    },
    reservations: reservationPurge(engine),
    ratingLinks: ratingLinkLookup(engine),
    webhooks: webhookQueue(engine),
    notifications: notificationLog(engine),
    meta: meta(engine),
    ping: async () => {
      await engine.write(async () => undefined);
      await engine.read((db) => db.selectFrom('meta').select('name').limit(1).execute());
    },
    reset: async (retailerId) => {
      await resetRetailer(engine, retailerId);
      await afterwards.onReset();
    },
  };
}

export function meta(engine: Engine): SystemStore['meta'] {
  return {
    get: (name) =>
      engine.read(async (db) => {
        const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
        return row?.value;
      }),
    set: (name, value) =>
      engine.write(async (db) => {
        const insert = db.insertInto('meta').values({ name, value });
        await insert.onConflict((oc) => oc.column('name').doUpdateSet({ value })).execute();
      }),
  };
}
