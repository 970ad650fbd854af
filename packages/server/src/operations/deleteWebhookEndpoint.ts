import { type Operation, recordAudit } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { DELIVERY_DEADLINE, SECRET_DEADLINE } from '../webhook-schedule.ts';

export const deleteWebhookEndpoint: Operation<'deleteWebhookEndpoint'> = async (context, { path }) => {
  const id = path.endpoint_id;
  await context.command(async (own) => {
    const { unit } = own;
    found(await unit.endpoints.get(id), 'webhook endpoint');
    await unit.endpoints.remove(id);
    await unit.vault.shred(id);
    await unit.deadlines.clear(DELIVERY_DEADLINE, id);
    await unit.deadlines.clear(SECRET_DEADLINE, id);
    await recordAudit(own, 'deleteWebhookEndpoint', id);
  });
  return { status: 204 };
};
