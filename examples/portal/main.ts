import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient } from '@open-return-forwarding/client';
import { readConfig, startServer } from '@open-return-forwarding/server';
import { createPortal } from './portal.ts';

// Without a server to talk to, a sandbox starts here, on a database that is new each time.
const { ORF_URL, ORF_TOKEN = 'orf_test_sandbox', PORT = '8790' } = process.env;
const sandbox = () =>
  startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(mkdtempSync(join(tmpdir(), 'orf-portal-')), 'orf.db') }),
  );
const baseUrl = ORF_URL ?? (await sandbox()).url;

const portal = createPortal(createClient({ baseUrl, token: ORF_TOKEN }));
serve({ fetch: portal.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`Return portal on http://127.0.0.1:${port}, in front of ${baseUrl}\n`),
);
