import type { Kysely } from 'kysely';
import type {
  Closing,
  DueRequest,
  NotificationLog,
  NotificationStatus,
  PlanRequest,
  StoredNotification,
} from '../notification-ports.ts';
import type { StoredEvent } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { RowOf, Schema } from './schema.ts';

const COLUMNS = [
  'retailer_id',
  'id',
  'step',
  'event_id',
  'status',
  'reason',
  'attempts',
  'next_attempt_at',
  'created_at',
  'closed_at',
] as const;
type Row = RowOf<'notifications', typeof COLUMNS>;
const KEPT_DAYS = 60;
const PURGED_AT_ONCE = 1_000;

export function notificationLog(engine: Engine): NotificationLog {
  return {
    begin: () => engine.write(begin),
    plan: async (request) => {
      const behind = await engine.read(retailersBehind);
      for (const retailer of behind) await engine.write((db) => planFor(db, retailer, request));
      return behind.length > 0;
    },
    take: (request) => engine.write((db) => take(db, request)),
    close: (notification, closing) => engine.write((db) => close(db, notification, closing)),
    nextDue: () =>
      engine.read(async (db) => {
        const row = await selectPending(db).limit(1).executeTakeFirst();
        return row?.next_attempt_at == null ? undefined : toInstant(Number(row.next_attempt_at));
      }),
    list: (retailerId, limit) =>
      engine.read(async (db) => {
        const all = db.selectFrom('notifications').select(COLUMNS).where('retailer_id', '=', retailerId);
        return (await all.orderBy('position', 'desc').limit(limit).execute()).map(toNotification);
      }),
  };
}

async function begin(db: Kysely<Schema>): Promise<void> {
  const started = db.selectFrom('notification_progress').select('retailer_id');
  const fresh = await db.selectFrom('retailers').select('id').where('id', 'not in', started).execute();
  for (const { id } of fresh) {
    const newest = await db
      .selectFrom('events')
      .select('position')
      .where('retailer_id', '=', id)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    await moveTo(db, id, newest?.position ?? 0);
  }
}

/** A retailer without progress came later than the start: everything of it is looked at. */
async function retailersBehind(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('retailers as r')
    .leftJoin('notification_progress as p', 'p.retailer_id', 'r.id')
    .select('r.id')
    .where(({ exists, selectFrom, fn, lit }) =>
      exists(
        selectFrom('events as e')
          .select('e.position')
          .whereRef('e.retailer_id', '=', 'r.id')
          .whereRef('e.position', '>', fn.coalesce('p.planned_to', lit(0))),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function planFor(
  db: Kysely<Schema>,
  retailer: string,
  { now, limit, owed }: PlanRequest,
): Promise<void> {
  const progress = await db
    .selectFrom('notification_progress')
    .select('planned_to')
    .where('retailer_id', '=', retailer)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('retailer_id', '=', retailer)
    .where('position', '>', Number(progress?.planned_to ?? 0))
    .orderBy('position')
    .limit(limit)
    .execute();
  for (const { subject_kind, subject_id, data, position: _, retailer_id: __, ...event } of rows) {
    const subject = { kind: subject_kind, id: subject_id };
    const shown: StoredEvent = { ...event, subject, data: JSON.parse(data) };
    for (const each of owed(shown)) await insert(db, { ...each, retailer_id: retailer }, toMillis(now));
  }
  const last = rows.at(-1)?.position;
  if (last !== undefined) await moveTo(db, retailer, last);
  await purge(db, retailer, toMillis(now) - KEPT_DAYS * 86_400_000);
}

async function moveTo(db: Kysely<Schema>, retailer_id: string, planned_to: number): Promise<void> {
  await db
    .insertInto('notification_progress')
    .values({ retailer_id, planned_to })
    .onConflict((oc) => oc.column('retailer_id').doUpdateSet({ planned_to }))
    .execute();
}

async function insert(
  db: Kysely<Schema>,
  owed: Pick<StoredNotification, 'retailer_id' | 'id' | 'step' | 'event_id'>,
  now: number,
): Promise<void> {
  const { retailer_id, id, step, event_id } = owed;
  await db
    .insertInto('notifications')
    .values({
      retailer_id,
      id,
      step,
      event_id,
      status: 'pending',
      attempts: 0,
      next_attempt_at: now,
      created_at: now,
    })
    .onConflict((oc) => oc.columns(['retailer_id', 'id']).doNothing())
    .execute();
}

/** What is over and old enough, the oldest thousand at most. */
async function purge(db: Kysely<Schema>, retailer: string, before: number): Promise<void> {
  await db
    .deleteFrom('notifications')
    .where('position', 'in', (eb) =>
      eb
        .selectFrom('notifications')
        .select('position')
        .where('retailer_id', '=', retailer)
        .orderBy('position')
        .limit(PURGED_AT_ONCE),
    )
    .where('status', '!=', 'pending')
    .where('created_at', '<', before)
    .execute();
}

async function take(db: Kysely<Schema>, { now, limit, retryAt }: DueRequest): Promise<StoredNotification[]> {
  const rows = await selectPending(db).where('next_attempt_at', '<=', toMillis(now)).limit(limit).execute();
  const taken: StoredNotification[] = [];
  for (const row of rows) {
    const attempts = row.attempts + 1;
    const next_attempt_at = toMillis(retryAt(attempts));
    await db
      .updateTable('notifications')
      .set({ attempts, next_attempt_at })
      .where('retailer_id', '=', row.retailer_id)
      .where('id', '=', row.id)
      .execute();
    taken.push(toNotification({ ...row, attempts, next_attempt_at }));
  }
  return taken;
}

async function close(
  db: Kysely<Schema>,
  { id, retailer_id }: Pick<StoredNotification, 'id' | 'retailer_id'>,
  { status, reason, at }: Closing,
): Promise<boolean> {
  const result = await db
    .updateTable('notifications')
    .set({ status, reason: reason ?? null, next_attempt_at: null, closed_at: toMillis(at) })
    .where('retailer_id', '=', retailer_id)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

function selectPending(db: Kysely<Schema>) {
  return db
    .selectFrom('notifications')
    .select(COLUMNS)
    .where('status', '=', 'pending')
    .orderBy('next_attempt_at')
    .orderBy('position');
}

function toNotification(row: Row): StoredNotification {
  const instant = (millis: number | null) => (millis === null ? null : toInstant(Number(millis)));
  return {
    ...row,
    status: row.status as NotificationStatus,
    next_attempt_at: instant(row.next_attempt_at),
    created_at: toInstant(Number(row.created_at)),
    closed_at: instant(row.closed_at),
  };
}
