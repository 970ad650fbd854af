import type { Operation } from '../casework/context.ts';
import { planDelivery } from '../casework/endpoints.ts';
import { found } from '../casework/load.ts';
import type { StoredEvent } from '../stored.ts';

export const sendTestEvent: Operation<'sendTestEvent'> = async (context, { path }) => {
  const { unit } = context;
  const { doc } = found(await unit.endpoints.get(path.endpoint_id), 'webhook endpoint');
  const now = context.clock.now();
  const message: StoredEvent = {
    id: context.newId('evt'),
    type: 'endpoint.test',
    sequence: 1,
    subject: { kind: 'endpoint', id: doc.id },
    occurred_at: now,
    effective_at: now,
    recorded_at: now,
    data: doc,
  };
  const what = { endpoint_id: doc.id, event_id: message.id, event_type: message.type, message };
  return { status: 202, body: await planDelivery(context, unit, what) };
};
