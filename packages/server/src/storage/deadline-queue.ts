import { type Kysely, sql } from 'kysely';
import type { ClaimRequest, Lane, SystemStore } from '../ports.ts';
import type { Instant, Lease } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { type Slots, Statement } from './statement.ts';

const FENCE_BYTES = 12;

/** The deadlines of all retailers as the queue that workers are fed from. */
export function deadlineQueue(engine: Engine, random: RandomPool): SystemStore['deadlines'] {
  const due = {
    rules: dueStatement(engine.compiler, 'rules'),
    deliveries: dueStatement(engine.compiler, 'deliveries'),
  };
  return {
    claim: async (request) => {
      // Workers ask after every commit and mostly in vain: asking to read holds up no command.
      const now = toMillis(request.now);
      const first = await engine.read((db) =>
        due[request.lane ?? 'rules'].first({ db, closed: false }, { now }),
      );
      if (first === undefined) return [];
      return engine.write((db) => claim(db, request, random.take(FENCE_BYTES).toString('hex')));
    },
    nextDue: (lane = 'rules') => engine.read((db) => nextDue(db, lane)),
    countDue: (now) => engine.read((db) => countDue(db, now)),
    retry: (lease, at) => engine.write((db) => retry(db, lease, at)),
  };
}

function dueStatement(db: Kysely<Schema>, lane: Lane) {
  return new Statement((slot: Slots<{ now: number }>) =>
    db
      .selectFrom('deadlines')
      .select('id')
      .where('available_at', '<=', slot('now'))
      .where('due_at', '<=', slot('now'))
      .where(inLane(lane, 'name'))
      .limit(1),
  );
}

async function claim(db: Kysely<Schema>, request: ClaimRequest, fence: string): Promise<Lease[]> {
  const now = toMillis(request.now);
  const leases = await db
    .updateTable('deadlines')
    .set({ available_at: now + request.leaseSeconds * 1000, lease_owner: request.owner, fence })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('deadlines as due')
        .select('due.id')
        .where('due.due_at', '<=', now)
        .where('due.available_at', '<=', now)
        .where(inLane(request.lane ?? 'rules', 'due.name'))
        .orderBy('due.due_at')
        .orderBy('due.id')
        .limit(request.limit),
    )
    .returning(['id', 'retailer_id', 'name', 'subject_kind', 'subject_id', 'due_at', 'attempts'])
    .execute();
  return leases
    .sort((a, b) => a.due_at - b.due_at || a.id - b.id)
    .map(({ retailer_id, name, subject_kind, subject_id, due_at, attempts }) => ({
      retailer_id,
      name,
      subject: { kind: subject_kind, id: subject_id },
      due_at: toInstant(due_at),
      attempts,
      fence,
    }));
}

async function nextDue(db: Kysely<Schema>, lane: Lane): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('deadlines')
    .select('available_at')
    .where(inLane(lane, 'name'))
    .orderBy('available_at')
    .limit(1)
    .executeTakeFirst();
  return row && toInstant(Number(row.available_at));
}

/** Written out, not bound: an index of deliveries only is used for no query that could mean others. */
function inLane(lane: Lane, column: string) {
  const name = sql.lit('webhook_delivery');
  return lane === 'deliveries'
    ? sql<boolean>`${sql.ref(column)} = ${name}`
    : sql<boolean>`${sql.ref(column)} <> ${name}`;
}

async function countDue(db: Kysely<Schema>, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('deadlines')
    .select((eb) => eb.fn.countAll().as('due'))
    .where('due_at', '<=', toMillis(now))
    .executeTakeFirst();
  return Number(row?.due ?? 0);
}

async function retry(db: Kysely<Schema>, lease: Lease, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable('deadlines')
    .set((eb) => ({
      available_at: toMillis(at),
      attempts: eb('attempts', '+', 1),
      lease_owner: null,
      fence: null,
    }))
    .where('retailer_id', '=', lease.retailer_id)
    .where('subject_id', '=', lease.subject.id)
    .where('name', '=', lease.name)
    .where('fence', '=', lease.fence)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
