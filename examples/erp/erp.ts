import { serve } from '@hono/node-server';
import { createClient } from '@open-return-forwarding/client';
import type { BusinessCentral } from './business-central.ts';
import { createReceiver } from './receiver.ts';

export interface ErpOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly books: BusinessCentral;
  readonly log: (line: string) => void;
}

/** Listens on a free port and has the events sent there. A real endpoint is registered once, its secret kept safe. */
export async function startErp({ baseUrl, token, books, log }: ErpOptions) {
  const orf = createClient({ baseUrl, token });
  const payments = new Map<string, string>();
  const pay = async ({ id }: { readonly id: string }) => {
    const reference = payments.get(id) ?? `PAY-${payments.size + 1}`;
    payments.set(id, reference);
    return reference;
  };
  const secrets: string[] = [];
  const app = createReceiver({ orf, books, pay, secrets: () => secrets, log });
  const { url, close } = await listen(app.fetch);
  const { endpoint, secret } = await orf.createWebhookEndpoint({
    body: { url: `${url}/hooks/orf`, event_types: ['refund.requested', 'forward.settled'] },
  });
  secrets.push(secret);
  return { url, endpoint, secret, payments, close };
}

/** A server on a free port of loopback. */
export function listen(fetch: (request: Request) => Response | Promise<Response>) {
  return new Promise<{ url: string; close(): void }>((resolve) => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close() }),
    );
  });
}
