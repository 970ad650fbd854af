import { ProblemError } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { planDelivery } from '../casework/endpoints.ts';
import { found } from '../casework/load.ts';

export const redeliver: Operation<'redeliver'> = async (context, { path }) => {
  const { unit } = context;
  const { status, endpoint_id, event_id, event_type, message } = found(
    await unit.deliveries.get(path.delivery_id),
    'delivery',
  );
  if (status === 'pending') {
    throw new ProblemError('illegal_transition', { detail: 'this delivery is still on its way' });
  }
  const what = { endpoint_id, event_id, event_type, ...(message !== undefined && { message }) };
  return { status: 202, body: await planDelivery(context, unit, what) };
};
