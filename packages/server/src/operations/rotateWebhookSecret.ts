import { addHours } from '@open-return-forwarding/core';
import type { Operation } from '../casework/context.ts';
import { newSecret } from '../casework/endpoints.ts';
import { found } from '../casework/load.ts';
import { type EndpointSecrets, SECRET_DEADLINE } from '../webhook-schedule.ts';

const DEFAULT_OVERLAP_HOURS = 24;

export const rotateWebhookSecret: Operation<'rotateWebhookSecret'> = async (context, { path, body }) => {
  const { unit } = context;
  const { doc: endpoint } = found(await unit.endpoints.get(path.endpoint_id), 'webhook endpoint');
  const old = found(await unit.vault.get<EndpointSecrets>(endpoint.id), 'secret');
  const hours = body.overlap_hours ?? DEFAULT_OVERLAP_HOURS;
  const secret = newSecret();
  await unit.vault.shred(endpoint.id);
  if (hours === 0) {
    await unit.deadlines.clear(SECRET_DEADLINE, endpoint.id);
    await unit.vault.put(endpoint.id, { current: secret } satisfies EndpointSecrets);
    return { status: 200, body: { endpoint, secret } };
  }
  const expires_at = addHours(context.clock.now(), hours);
  const secrets: EndpointSecrets = { current: secret, previous: { secret: old.current, expires_at } };
  await unit.vault.put(endpoint.id, secrets);
  await unit.deadlines.set(SECRET_DEADLINE, { kind: 'endpoint', id: endpoint.id }, expires_at);
  return { status: 200, body: { endpoint, secret, previous_secret_expires_at: expires_at } };
};
