import {
  ProblemError,
  type UpdateWebhookEndpoint,
  type WebhookEndpoint,
} from '@open-return-forwarding/protocol';
import { type Operation, recordAudit } from '../casework/context.ts';
import { requireEndpoint } from '../casework/endpoints.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';
import { lookAt } from '../webhook-schedule.ts';

export const updateWebhookEndpoint: Operation<'updateWebhookEndpoint'> = async (
  context,
  { path, headers, body },
) => {
  const { doc, version } = await context.command(async (own) => {
    const { unit } = own;
    const record = found(await unit.endpoints.get(path.endpoint_id), 'webhook endpoint');
    const seen = headers['If-Match'];
    if (seen !== undefined && seen !== etag(record.version)) throw new ProblemError('precondition_failed');
    const now = own.clock.now();
    const changed = changedBy(record.doc, body, now);
    // Who may not read references may not send them somewhere else either.
    requireEndpoint(own, body.url === undefined ? body : changed);
    if (changed.status === 'active' && record.doc.status !== 'active') {
      await unit.endpoints.skipToNow(changed.id);
      await lookAt(unit, changed.id, now);
    }
    await recordAudit(own, 'updateWebhookEndpoint', changed.id);
    return unit.endpoints.update({ ...record, doc: changed });
  });
  context.wake();
  return { status: 200, body: doc, headers: { ETag: etag(version) } };
};

function changedBy(endpoint: WebhookEndpoint, body: UpdateWebhookEndpoint, now: string): WebhookEndpoint {
  const { disabled_reason, ...rest } = endpoint;
  const { url, event_types, include_identifiers, description, status } = body;
  return {
    ...rest,
    ...(status === undefined && disabled_reason !== undefined && { disabled_reason }),
    ...(url !== undefined && { url }),
    ...(event_types !== undefined && { event_types }),
    ...(include_identifiers !== undefined && { include_identifiers }),
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    updated_at: now,
  };
}
