import { randomBytes } from 'node:crypto';
import {
  type Delivery,
  type EventType,
  ProblemError,
  type WebhookEndpoint,
} from '@open-return-forwarding/protocol';
import type { Unit } from '../ports.ts';
import type { Services } from '../services.ts';
import type { StoredDelivery } from '../webhook-ports.ts';
import { lookAt } from '../webhook-schedule.ts';
import type { OperationContext } from './context.ts';

const SECRET_BYTES = 32;

/** A new signing secret as Standard Webhooks writes it: `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** A delivery as it is shown. */
export function presentDelivery({ message: _, event_type, attempts, ...delivery }: StoredDelivery): Delivery {
  return { ...delivery, event_type: event_type as EventType, attempts: [...attempts] };
}

/** Puts one message on its way to an endpoint, to be sent at once. */
export async function planDelivery(
  { newId, clock }: Pick<Services, 'newId' | 'clock'>,
  unit: Unit,
  what: Pick<StoredDelivery, 'endpoint_id' | 'event_id' | 'event_type' | 'message'>,
): Promise<Delivery> {
  const now = clock.now();
  const delivery: StoredDelivery = {
    ...what,
    id: newId('dlv'),
    status: 'pending',
    attempts: [],
    next_attempt_at: now,
    created_at: now,
  };
  await unit.deliveries.insert(delivery);
  await lookAt(unit, what.endpoint_id, now);
  return presentDelivery(delivery);
}

/** Throws `address_refused` or `missing_scope` where an endpoint may not be as it is asked for. */
export function requireEndpoint(
  { refusedUrl, principal }: Pick<OperationContext, 'refusedUrl' | 'principal'>,
  { include_identifiers }: Pick<Partial<WebhookEndpoint>, 'include_identifiers'>,
): void {
  if (include_identifiers === true && !principal.scopes.includes('identifiers')) {
    throw new ProblemError('missing_scope', {
      detail: '`include_identifiers` needs the scope `identifiers`',
    });
  }
  if (refusedUrl !== undefined) {
    throw new ProblemError('address_refused', {
      detail: refusedUrl,
      errors: [{ pointer: '/url', code: 'not_allowed', detail: refusedUrl }],
    });
  }
}
