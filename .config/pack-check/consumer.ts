/** A program as somebody writes it who has only the packages, and how it is compiled. */
export const consumer: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'ES2024',
      module: 'NodeNext',
      lib: ['ES2024', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'],
      types: ['node'],
      strict: true,
      // The declarations of the packages are checked too, with those of all that they need.
      skipLibCheck: false,
    },
    files: ['consumer.ts'],
  }),
  'consumer.ts': `import { createHmac } from 'node:crypto';
import { type CreateReturn, createClient } from '@open-return-forwarding/client';
import { createTestControl } from '@open-return-forwarding/client/test-control';
import { verifyWebhook } from '@open-return-forwarding/client/webhooks';
import { ContractError } from '@open-return-forwarding/codegen';
import { readCatalogue } from '@open-return-forwarding/conformance';
import { checkEligibility } from '@open-return-forwarding/core';
import { defaultPolicySettings, type PolicyHandlers, ProblemError } from '@open-return-forwarding/protocol';
import { createProtocolApp } from '@open-return-forwarding/protocol/hono';
import { policyPresets } from '@open-return-forwarding/protocol/policy-presets';
import { testControlManifest } from '@open-return-forwarding/protocol/test-control';
import { validators } from '@open-return-forwarding/protocol/validators';
import { contentFolder, createSite } from '@open-return-forwarding/reference';
import { readConfig } from '@open-return-forwarding/server';
import { calibrate, parseMapping, randomSource } from '@open-return-forwarding/simulator';

const [baseUrl = ''] = process.argv.slice(2);
const orf = createClient({ baseUrl, token: 'orf_test_sandbox' });
const control = createTestControl({ baseUrl, token: 'orf_test_control' });
function need(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error('not so: ' + what);
  console.log(what);
}

const now = new Date().toISOString();
const body: CreateReturn = {
  external_id: 'RMA-' + now,
  order_line: {
    order_ref: 'SO-1', line_ref: '1', purchased_at: now, unit_price: { amount: 7999, currency: 'EUR' },
  },
  product: { sku: 'DRESS-RED-M', category: 'dresses' },
  reason: { code: 'size_too_small' },
  condition: { grade: 'like_new', checklist: { unworn: true, complete: true, clean: true, undamaged: true } },
  consumer: { ref: 'C-77' },
  ship_from: {
    name: 'A. Jansen', street: 'Prinsengracht 12', postal_code: '1015 DV', city: 'Amsterdam', country: 'NL',
  },
  withdrawal: { notified_at: now, basis: 'statutory' },
};
need(validators.CreateReturn(body), 'a compiled validator takes a return');
const made = await orf.createReturn({ body });
need(made.status === 'offered', 'the client starts a return at the packed server: ' + made.status);

const { forward_id = '' } = await control.seedScenario({ body: { scenario: 'return_matched' } });
const pdf = await orf.getLabelDocument({ path: { forward_id, format: 'pdf' } });
const png = await orf.getLabelDocument({ path: { forward_id, format: 'png' } });
need(new TextDecoder().decode(pdf.subarray(0, 5)) === '%PDF-' && png[1] === 0x50, 'labels are drawn, as PDF and PNG');

const page = await (await fetch(baseUrl + '/docs/api/')).text();
const prose = await fetch(baseUrl + '/docs/spec/');
need(page.includes('createReturn') || page.includes('Start a return'), 'the packed server shows its documentation');
need(prose.ok && contentFolder() !== undefined, 'the standard comes with it');
need(createSite({ origin: baseUrl, token: 'x' }).resource('/docs/api/') !== undefined, 'pages render outside of a server');

const secret = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const { items } = await orf.listEvents({ query: { limit: 1 } });
const text = JSON.stringify(items[0]);
const [id, timestamp] = [items[0]?.id ?? '', String(Math.floor(Date.now() / 1000))];
const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(id + '.' + timestamp + '.' + text).digest('base64');
const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': 'v1,' + signature };
const event = await verifyWebhook({ headers, body: text }, 'whsec_' + secret);
need(event.id === id, 'verifyWebhook takes what was signed: ' + event.type);

const refuse = async (): Promise<never> => {
  throw new ProblemError('unavailable', { headers: { 'Retry-After': '60' } });
};
const policy: PolicyHandlers<object> = {
  getPolicy: refuse, updatePolicy: refuse, listPolicyVersions: refuse, getPolicyVersion: refuse, validatePolicy: refuse,
};
const app = createProtocolApp({ policy }, {
  authenticate: () => ({ scopes: ['policy:read'] }), execute: (_call, run) => run({}),
});
const ask = async (path: string) =>
  (await app.request(path, { headers: { Authorization: 'Bearer x' } })).status;
need((await ask('/v1/policy')) === 503 && (await ask('/v1/returns')) === 404, 'stubs of one profile answer, the others are refused');

const { assessment } = checkEligibility(
  { now, policy: { ...defaultPolicySettings, version: 1, effective_from: now } },
  { product: body.product, unit_price: body.order_line.unit_price, reason_code: 'size_too_small', condition: body.condition, ship_from_country: 'NL' },
);
need(assessment.eligible, 'the rules run by themselves');
need('default' in policyPresets && 'advanceClock' in testControlManifest, 'presets and test control are there');
const sample = { random: randomSource('consumer'), listings: 1_000 };
const believed = { handed_in_by_day: [1], acceptable: 1 };
const { matched } = calibrate({ buyer_share: 1, per_day: 1 }, { window_days: 3, ship_by_days: 3, behaviour: believed }, sample);
need(matched > 0.9 && typeof parseMapping === 'function', 'markets are simulated, and files are read');
need((await readCatalogue()).checks.length > 100, 'the suite finds its checks');
need(readConfig({}).port === 8787 && ContractError.name === 'ContractError', 'every package is loaded');
`,
};
