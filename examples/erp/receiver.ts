import type { Forward, OrfClient, Refund } from '@open-return-forwarding/client';
import { verifyWebhook, WebhookError, type WebhookEvent } from '@open-return-forwarding/client/webhooks';
import { Hono } from 'hono';
import type { BusinessCentral } from './business-central.ts';

export interface ReceiverParts {
  readonly orf: OrfClient;
  readonly books: BusinessCentral;
  /** Pays a refund once under its id, however often it is asked; answers the payment's reference. */
  readonly pay: (refund: Refund) => Promise<string>;
  /** Those of the endpoint; two while one is changed for another. */
  readonly secrets: () => readonly string[];
  readonly log: (line: string) => void;
}

/** What an ERP does about events: it pays refunds and posts the two sales of a settled forward. */
export function createReceiver(parts: ReceiverParts): Hono {
  // By webhook-id. Yours is a table, kept for longer than the three days in which a message is repeated.
  const seen = new Map<string, Promise<void>>();
  const app = new Hono();
  app.post('/hooks/orf', async (c) => {
    const event = await verifyWebhook(c.req.raw, parts.secrets());
    const work = seen.get(event.id) ?? handle(parts, event);
    seen.set(event.id, work);
    try {
      await work;
    } catch (error) {
      // Not done, so not seen: the server sends it again.
      seen.delete(event.id);
      throw error;
    }
    return c.body(null, 204);
  });
  app.onError((error, c) => {
    parts.log(`refused: ${error.message}`);
    return c.body(null, error instanceof WebhookError ? 400 : 500);
  });
  return app;
}

async function handle(parts: ReceiverParts, event: WebhookEvent): Promise<void> {
  if (event.type === 'refund.requested') await payRefund(parts, event);
  if (event.type === 'forward.settled') await postPair(parts, event.data);
}

async function payRefund({ orf, pay, log }: ReceiverParts, { id, data }: { id: string; data: Refund }) {
  const external_ref = await pay(data);
  const path = { refund_id: data.id };
  await orf.confirmRefund({ path, body: { outcome: 'posted', external_ref }, idempotencyKey: id });
  log(`refund of ${data.amount.amount / 100} ${data.amount.currency} paid as ${external_ref}`);
}

async function postPair({ orf, books, log }: ReceiverParts, { settlement_id, order_id }: Forward) {
  if (settlement_id === undefined) return;
  const { pair } = await orf.getSettlement({ path: { settlement_id } });
  const { sku } = await orf.getOrder({ path: { order_id } });
  await books.postPair(pair, sku);
  log(
    `pair posted: credit of ${pair.refund?.ref ?? 'nothing'}, sale of ${pair.second_sale?.ref ?? 'nothing'}`,
  );
}
