import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type OrfClient } from '@open-return-forwarding/client';
import { createTestControl, type OrfTestControl } from '@open-return-forwarding/client/test-control';
import { type RunningServer, readConfig, startServer } from '@open-return-forwarding/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BusinessCentral } from '../business-central.ts';
import { listen, startErp } from '../erp.ts';
import { FakeBusinessCentral } from '../fake/business-central.ts';
import { settleOne } from '../fake/settle-one.ts';

const folder = mkdtempSync(join(tmpdir(), 'orf-erp-test-'));
const fake = new FakeBusinessCentral();
const lines: string[] = [];
let isDown = false;
let server: RunningServer;
let orf: OrfClient;
let control: OrfTestControl;
let central: { url: string; close(): void };
let erp: Awaited<ReturnType<typeof startErp>>;

beforeAll(async () => {
  server = await startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' }),
  );
  control = createTestControl({ baseUrl: server.url, token: 'orf_test_control' });
  orf = createClient({ baseUrl: server.url, token: 'orf_test_sandbox' });
  central = await listen((request) =>
    isDown ? new Response('maintenance', { status: 503 }) : fake.app.fetch(request),
  );
  const company = `${central.url}/v2.0/production/api/v2.0/companies(cronus)`;
  const books = new BusinessCentral({ company, token: 'fake' });
  const log = (line: string) => void lines.push(line);
  erp = await startErp({ baseUrl: server.url, token: 'orf_test_sandbox', books, log });
});
afterAll(async () => {
  erp?.close();
  central?.close();
  await server?.close();
  rmSync(folder, { recursive: true });
});

const waited = { timeout: 10_000, interval: 20 };
const posted = (number: string) =>
  vi.waitFor(() => {
    const invoice = fake.documents.salesInvoices.find((each) => each.externalDocumentNumber === number);
    if (invoice === undefined) throw new Error(`no invoice of ${number}`);
    return invoice;
  }, waited);

describe('the ERP', () => {
  let number: string;

  it('pays the refund that it is asked for, and says so', async () => {
    number = await settleOne(server.url, fake);
    const forward = await vi.waitFor(async () => {
      const { items } = await orf.listForwards();
      expect(items.at(-1)?.status).toBe('settled');
      return items.at(-1);
    }, waited);
    expect(forward?.refund).toMatchObject({ status: 'posted', external_ref: 'PAY-1' });
    expect([...erp.payments.keys()]).toEqual([forward?.refund.id]);
  });

  it('posts the pair, each document with the number of the other', async () => {
    const invoice = await posted(number);
    const [settlement] = (await orf.listSettlements()).items;
    const { refund, second_sale } = settlement?.pair ?? {};
    const first = fake.documents.salesInvoices.find((each) => each.externalDocumentNumber === refund?.ref);
    expect(fake.documents.salesCreditMemos).toEqual([
      expect.objectContaining({
        status: 'Paid',
        customerNumber: '10000',
        invoiceNumber: first?.number,
        externalDocumentNumber: second_sale?.ref,
        lines: [expect.objectContaining({ quantity: 1, unitPrice: (refund?.net.amount ?? 0) / 100 })],
      }),
    ]);
    expect(invoice).toMatchObject({ customerNumber: '20000', externalDocumentNumber: number });
    expect(invoice.lines).toEqual([{ lineType: 'Comment', description: `Forwarded item of ${refund?.ref}` }]);
    expect(fake.documents.salesOrders).toEqual([]);
  });

  it('does nothing about a message that it has handled', async () => {
    const path = { endpoint_id: erp.endpoint.id };
    const deliveries = (await orf.listDeliveries({ path })).items;
    const before = JSON.stringify([fake.documents, lines]);
    for (const { id, event_type } of deliveries) {
      await orf.redeliver({ path: { ...path, delivery_id: id } });
      expect(['refund.requested', 'forward.settled']).toContain(event_type);
    }
    await vi.waitFor(async () => {
      const { items } = await orf.listDeliveries({ path });
      expect(items.flatMap(({ attempts }) => attempts)).toHaveLength(deliveries.length * 2);
    }, waited);
    expect(JSON.stringify([fake.documents, lines])).toBe(before);
  });

  it('takes nothing that is not signed', async () => {
    const answer = await fetch(`${erp.url}/hooks/orf`, {
      method: 'POST',
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
      },
      body: '{"id":"evt_1","type":"refund.requested"}',
    });
    expect(answer.status).toBe(400);
    expect(erp.payments.size).toBe(1);
  });

  it('finishes what Business Central refused, once it is back, and posts nothing twice', async () => {
    isDown = true;
    const next = await settleOne(server.url, fake);
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/^refused: Business Central refuses/), waited);
    isDown = false;
    await control.advanceClock({ body: { seconds: 60 } });
    await posted(next);
    const memos = fake.documents.salesCreditMemos.map((each) => each.externalDocumentNumber);
    expect(memos).toEqual([number, next]);
  });
});
