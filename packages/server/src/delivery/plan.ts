import type { EventType, WebhookEndpoint } from '@open-return-forwarding/protocol';
import type { Store, Unit } from '../ports.ts';
import type { Clock, NewId } from '../services.ts';
import { lookAt } from '../webhook-schedule.ts';

const AT_ONCE = 200;
/** Due messages of one endpoint: no more are planned while as many wait to be sent. */
const ENOUGH = 200;
const KEPT_DAYS = 60;

export interface PlanParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Makes deliveries of what was recorded since the last time, for every active endpoint. Whether there was anything. */
export async function plan(parts: PlanParts): Promise<boolean> {
  const behind = await parts.store.system.webhooks.behind();
  const planned = await Promise.all(behind.map((endpoint) => planFor(parts, endpoint)));
  return planned.some(Boolean);
}

interface Behind {
  readonly retailer_id: string;
  readonly endpoint_id: string;
}

async function planFor(parts: PlanParts, { retailer_id, endpoint_id }: Behind): Promise<boolean> {
  const next = () => parts.store.command(retailer_id, (unit) => step(parts, unit, endpoint_id));
  const first = await next();
  for (let last = first; last === AT_ONCE; ) last = await next();
  return first > 0;
}

/** One transaction's worth; answers how many events it went through. */
async function step({ clock, newId }: PlanParts, unit: Unit, endpointId: string): Promise<number> {
  const record = await unit.endpoints.get(endpointId);
  const now = clock.now();
  if (record?.doc.status !== 'active' || (await unit.deliveries.hasDue(endpointId, now, ENOUGH))) return 0;
  const events = await unit.endpoints.takeNew(endpointId, AT_ONCE);
  const wanted = events.filter(({ type }) => takes(record.doc, type));
  for (const { id, type } of wanted) {
    await unit.deliveries.insert({
      id: newId('dlv'),
      endpoint_id: endpointId,
      event_id: id,
      event_type: type,
      status: 'pending',
      attempts: [],
      next_attempt_at: now,
      created_at: now,
    });
  }
  if (wanted.length > 0) await lookAt(unit, endpointId, now);
  await unit.deliveries.purge(endpointId, daysBefore(now, KEPT_DAYS));
  return events.length;
}

function takes({ event_types }: WebhookEndpoint, type: string): boolean {
  return event_types.length === 0 || event_types.includes(type as EventType);
}

function daysBefore(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * 86_400_000).toISOString();
}
