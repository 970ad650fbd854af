import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, startServer } from '@open-return-forwarding/server';
import { BusinessCentral } from './business-central.ts';
import { listen, startErp } from './erp.ts';
import { FakeBusinessCentral } from './fake/business-central.ts';
import { settleOne } from './fake/settle-one.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const fake = new FakeBusinessCentral();
const central = await listen((request) => fake.app.fetch(request));
const company = `${central.url}/v2.0/production/api/v2.0/companies(cronus)`;
const folder = mkdtempSync(join(tmpdir(), 'orf-erp-'));
const server = await startServer(readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db') }));

const { promise: posted, resolve } = Promise.withResolvers<void>();
const log = (line: string) => {
  say(line);
  if (line.startsWith('pair posted')) resolve();
};
const books = new BusinessCentral({ company, token: 'fake' });
const erp = await startErp({ baseUrl: server.url, token: 'orf_test_sandbox', books, log });
say(`ERP on ${erp.url}, told of events by ${server.url}`);
await settleOne(server.url, fake);
await posted;
say(JSON.stringify(fake.documents, undefined, 2));
erp.close();
central.close();
await server.close();
rmSync(folder, { recursive: true });
