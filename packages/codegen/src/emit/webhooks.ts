import type { ApiDocument } from '../read/model.ts';
import { type GeneratedFile, header, literal } from './file.ts';

/** The payload type of each webhook, their union, and which schema validates which. */
export function emitWebhooks(api: ApiDocument): GeneratedFile {
  const payloads = api.webhooks.map(({ type, schema }) => `  readonly '${type}': Schemas.${schema};`);
  const schemas = Object.fromEntries(api.webhooks.map(({ type, schema }) => [type, schema]));
  const text = `import type * as Schemas from './schemas.ts';

export interface WebhookPayloads {
${payloads.join('\n')}
}

/** What an endpoint receives; \`type\` tells which. */
export type WebhookEvent = WebhookPayloads[keyof WebhookPayloads];

/** The name of the schema, and of the validator, of each type's payload. */
export const webhookSchemas = ${literal(schemas)} as const satisfies Readonly<Record<keyof WebhookPayloads, string>>;
`;
  return { path: 'webhooks.ts', text: header(api.source) + text };
}
