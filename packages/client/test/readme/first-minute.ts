import { createClient, OrfProblem } from '@open-return-forwarding/client';

const orf = createClient({ baseUrl: 'http://localhost:8787', token: 'orf_test_sandbox' });

try {
  const made = await orf.createReturn({
    body: {
      external_id: 'RMA-1001',
      order_line: {
        order_ref: 'SO-5001',
        line_ref: '1',
        unit_price: { amount: 3499, currency: 'EUR' },
        purchased_at: '2027-02-20T10:00:00Z',
      },
      product: { sku: 'DRESS-RED-M', category: 'dresses', title: 'Wrap dress, red, M' },
      reason: { code: 'size_too_small' },
      condition: { grade: 'like_new' },
      consumer: { ref: 'C-77' },
      ship_from: {
        name: 'A. Jansen',
        street: 'Prinsengracht 12',
        postal_code: '1015 DV',
        city: 'Amsterdam',
        country: 'NL',
      },
      withdrawal: { notified_at: '2027-03-01T09:00:00Z', basis: 'statutory' },
    },
  });
  console.log(made.status, made.route.destination); // offered, or to_warehouse with the reason
} catch (error) {
  if (error instanceof OrfProblem && error.code === 'external_id_taken') console.log('It is there already.');
  else throw error;
}

for await (const { id, status } of orf.all.listReturns({ query: { status: 'offered' } }))
  console.log(id, status);
