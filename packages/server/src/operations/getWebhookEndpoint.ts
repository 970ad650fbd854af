import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';

export const getWebhookEndpoint: Operation<'getWebhookEndpoint'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.endpoints.get(path.endpoint_id), 'webhook endpoint');
    return { status: 200, body: doc, headers: { ETag: etag(version) } };
  });
