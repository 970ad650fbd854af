import type { DisabledReason, WebhookEndpoint } from '@open-return-forwarding/protocol';
import type { Store, Unit, View } from '../ports.ts';
import type { Clock, NewId } from '../services.ts';
import type { Instant, Lease, StoredEvent } from '../stored.ts';
import type { StoredDelivery } from '../webhook-ports.ts';
import { DELIVERY_DEADLINE, type EndpointSecrets } from '../webhook-schedule.ts';
import { type Aftermath, afterAttempt } from './attempt.ts';
import { type Poster, post } from './post.ts';
import { signatureHeaders } from './signature.ts';

/** Messages that are on their way to one endpoint at a time. */
const AT_ONCE = 16;
/** With what one attempt may take, less than the lease. */
const TURN_MS = 20_000;

export interface TurnParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly poster: Poster;
  /** An event as JSON, as its endpoint may see it. */
  readonly render: (event: StoredEvent, sight: { readonly identifiers: boolean }) => string;
  /** From 0 to less than 1; spreads retries. */
  readonly chance: () => number;
  /** Waits between batches for as long as callers need the machine more. */
  readonly pace: () => Promise<void>;
  /** Aborted when the server ends: what is under way then is left to be sent again. */
  readonly ending: AbortSignal;
}

/**
 * Sends what is due to one endpoint, for as long as its lease holds. Attempts are recorded one by one and only where
 * nobody else has recorded one meanwhile; whoever dies between sending and recording has it sent again, under the same id.
 */
export async function takeTurn(parts: TurnParts, lease: Lease): Promise<void> {
  const until = performance.now() + TURN_MS;
  for (let work = await readWork(parts, lease); work !== undefined; work = await readWork(parts, lease)) {
    const { endpoint, secrets, messages } = work;
    const sent = await Promise.allSettled(
      messages.map((message) => send(parts, lease, { endpoint, secrets, message })),
    );
    for (const each of sent) if (each.status === 'rejected') throw each.reason;
    await parts.pace();
    if (messages.length < AT_ONCE || performance.now() > until) break;
  }
  await parts.store.command(lease.retailer_id, (unit) => lookAgain(unit, lease));
}

interface Message {
  readonly delivery: StoredDelivery;
  readonly event: StoredEvent;
}
interface Work {
  readonly endpoint: WebhookEndpoint;
  readonly secrets: EndpointSecrets;
  readonly messages: readonly Message[];
}

/** What is due now; undefined if there is nothing, or no endpoint any more. */
function readWork({ store, clock }: TurnParts, { retailer_id, subject }: Lease): Promise<Work | undefined> {
  return store.query(retailer_id, async (view) => {
    const endpoint = (await view.endpoints.get(subject.id))?.doc;
    const secrets = await view.vault.get<EndpointSecrets>(subject.id);
    if (endpoint === undefined || secrets === undefined) return undefined;
    const choice = { limit: AT_ONCE, testsOnly: endpoint.status !== 'active' };
    const due = await view.deliveries.due(endpoint.id, clock.now(), choice);
    const messages = [];
    for (const delivery of due) messages.push({ delivery, event: await eventOf(view, delivery) });
    return messages.length === 0 ? undefined : { endpoint, secrets, messages };
  });
}

async function eventOf(view: View, { event_id, message }: StoredDelivery): Promise<StoredEvent> {
  const event = message ?? (await view.events.get(event_id));
  if (event === undefined) throw new Error(`event ${event_id} is not in the log`);
  return event;
}

interface Sending extends Omit<Work, 'messages'> {
  readonly message: Message;
}

async function send(parts: TurnParts, lease: Lease, { endpoint, secrets, message }: Sending): Promise<void> {
  const { clock, store, poster, render, chance, ending } = parts;
  const { delivery, event } = message;
  const at = clock.now();
  const body = Buffer.from(render(event, { identifiers: endpoint.include_identifiers }));
  const timestamp = Math.floor(Date.parse(at) / 1000);
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'open-return-forwarding',
    ...signatureHeaders({ id: event.id, timestamp, body }, secretsAt(secrets, at)),
  };
  const result = await post(poster, { url: endpoint.url, headers, body }, ending);
  if (ending.aborted && result.response_status === undefined) throw new Error('the server ends');
  const after = afterAttempt(delivery, { at, result, chance: chance() });
  await store.command(lease.retailer_id, (unit) => record(parts, unit, { delivery, after }));
}

/** The new secret first; the old one beside it until it expires. */
function secretsAt({ current, previous }: EndpointSecrets, now: Instant): string[] {
  const isValid = previous !== undefined && Date.parse(now) < Date.parse(previous.expires_at);
  return isValid ? [current, previous.secret] : [current];
}

async function record(
  parts: TurnParts,
  unit: Unit,
  { delivery, after }: { readonly delivery: StoredDelivery; readonly after: Aftermath },
): Promise<void> {
  const isFirst = await unit.deliveries.record(after.delivery, delivery.attempts.length);
  if (isFirst && after.disable !== undefined) {
    await disable(parts, unit, { endpointId: delivery.endpoint_id, reason: after.disable });
  }
}

/** Stops an endpoint, gives up what waits for it, and tells the others. One that its owner paused stays so. */
async function disable(
  { clock, newId }: TurnParts,
  unit: Unit,
  { endpointId, reason }: { readonly endpointId: string; readonly reason: DisabledReason },
): Promise<void> {
  const record = await unit.endpoints.get(endpointId);
  if (record?.doc.status !== 'active') return;
  const now = clock.now();
  const doc: WebhookEndpoint = {
    ...record.doc,
    status: 'disabled',
    disabled_reason: reason,
    updated_at: now,
  };
  await unit.endpoints.update({ ...record, doc });
  await unit.deliveries.failPending(endpointId);
  await unit.events.append({
    id: newId('evt'),
    type: 'endpoint.disabled',
    subject: { kind: 'endpoint', id: endpointId },
    occurred_at: now,
    effective_at: now,
    recorded_at: now,
    data: doc,
  });
}

/** Gives the lease up for the next time that something is due, unless it was lost. */
async function lookAgain(unit: Unit, { subject, fence }: Lease): Promise<void> {
  if (!(await unit.deadlines.take(DELIVERY_DEADLINE, subject.id, fence))) return;
  const endpoint = await unit.endpoints.get(subject.id);
  if (endpoint === undefined) return;
  const next = await unit.deliveries.nextDue(subject.id, { testsOnly: endpoint.doc.status !== 'active' });
  if (next !== undefined) await unit.deadlines.set(DELIVERY_DEADLINE, subject, next);
}
