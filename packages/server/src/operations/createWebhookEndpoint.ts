import type { WebhookEndpoint } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { newSecret, requireEndpoint } from '../casework/endpoints.ts';
import type { EndpointSecrets } from '../webhook-schedule.ts';

export const createWebhookEndpoint: Operation<'createWebhookEndpoint'> = async (context, { body }) => {
  requireEndpoint(context, body);
  const { unit } = context;
  const now = context.clock.now();
  const { url, event_types = [], include_identifiers = false, description } = body;
  const endpoint: WebhookEndpoint = {
    id: context.newId('whe'),
    url,
    event_types,
    include_identifiers,
    ...(description !== undefined && { description }),
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  const secret = newSecret();
  await unit.endpoints.insert({ doc: endpoint });
  await unit.endpoints.skipToNow(endpoint.id);
  await unit.vault.put(endpoint.id, { current: secret } satisfies EndpointSecrets);
  return {
    status: 201,
    body: { endpoint, secret },
    headers: { Location: `/v1/webhook-endpoints/${endpoint.id}` },
  };
};
