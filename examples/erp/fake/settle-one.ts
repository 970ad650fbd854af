import { createClient } from '@open-return-forwarding/client';
import { createTestControl } from '@open-return-forwarding/client/test-control';
import type { FakeBusinessCentral } from './business-central.ts';

/** Both sales as the ERP would have them by then, and a buyer who likes the item. Answers the order's number. */
export async function settleOne(baseUrl: string, fake: FakeBusinessCentral): Promise<string> {
  const orf = createClient({ baseUrl, token: 'orf_test_sandbox' });
  const control = createTestControl({ baseUrl, token: 'orf_test_control' });
  const {
    return_id = '',
    order_id = '',
    forward_id = '',
  } = await control.seedScenario({
    body: { scenario: 'return_delivered' },
  });
  const { order_line } = await orf.getReturn({ path: { return_id } });
  const { external_id = '' } = await orf.getOrder({ path: { order_id } });
  fake.add('salesInvoices', {
    externalDocumentNumber: order_line.order_ref ?? '',
    customerNumber: '10000',
    status: 'Paid',
  });
  fake.add('salesOrders', {
    externalDocumentNumber: external_id,
    customerNumber: '20000',
    status: 'Open',
  });
  await orf.rateForward({ path: { forward_id }, body: { verdict: 'positive' } });
  return external_id;
}
