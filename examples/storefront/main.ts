import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient } from '@open-return-forwarding/client';
import { readConfig, startServer } from '@open-return-forwarding/server';
import { listReturnedItem } from './returned-item.ts';
import { createShop } from './shop.ts';

// Without a server to talk to, a sandbox starts here, on a new database, with one returned item on offer.
const { ORF_URL, ORF_TOKEN = 'orf_test_sandbox', PORT = '8791' } = process.env;
const sandbox = () =>
  startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(mkdtempSync(join(tmpdir(), 'orf-storefront-')), 'orf.db') }),
  );
const baseUrl = ORF_URL ?? (await sandbox()).url;
const orf = createClient({ baseUrl, token: ORF_TOKEN });
if (ORF_URL === undefined) await listReturnedItem(orf);

const shop = createShop(orf);
serve({ fetch: shop.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`Storefront on http://127.0.0.1:${port}, in front of ${baseUrl}\n`),
);
