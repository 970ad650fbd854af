import { serve } from '@hono/node-server';
import { createVendorApp } from './server.ts';

const { PORT = '8792', VENDOR_TOKEN = 'vendor_test_token' } = process.env;
const retailers = new Map([[VENDOR_TOKEN, { id: 'retailer-1', scopes: ['returns:read', 'returns:write'] }]]);
let url = '';
const app = createVendorApp({ retailers, baseUrl: () => url });

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) => {
  url = `http://127.0.0.1:${port}`;
  process.stdout.write(`Vendor server on ${url}, token ${VENDOR_TOKEN}\n`);
});
