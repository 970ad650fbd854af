import type { Unit } from './ports.ts';
import type { Instant } from './stored.ts';

/** The one deadline of an endpoint: when its deliveries have to be looked at. It is claimed in a lane of its own. */
export const DELIVERY_DEADLINE = 'webhook_delivery';
/** When the secret that was rotated away is destroyed. */
export const SECRET_DEADLINE = 'webhook_secret';

/** What the vault keeps under the id of an endpoint. */
export interface EndpointSecrets {
  readonly current: string;
  readonly previous?: { readonly secret: string; readonly expires_at: Instant };
}

/**
 * Has an endpoint's deliveries looked at by `at`. One that is due already stays as it is: whoever is at it looks once
 * more before going, and a lease must not be taken away from under a message on its way.
 */
export async function lookAt(unit: Unit, endpointId: string, at: Instant): Promise<void> {
  const set = await unit.deadlines.dueAt(DELIVERY_DEADLINE, endpointId);
  if (set !== undefined && Date.parse(set) <= Date.parse(at)) return;
  await unit.deadlines.set(DELIVERY_DEADLINE, { kind: 'endpoint', id: endpointId }, at);
}
