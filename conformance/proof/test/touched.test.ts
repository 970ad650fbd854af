import type { ReportedCheck } from '@open-return-forwarding/conformance';
import { describe, expect, it } from 'vitest';
import { type Around, instead, onAnswer, onBody, onRequest, redirected } from '../src/mutants/edge.ts';
import { type Reference, touched } from '../src/touched.ts';

const READ = { method: 'GET', path: '/v1/returns/rtn_1', credential: 'all_scopes', headers: {} } as const;
const MADE = {
  method: 'POST',
  path: '/v1/orders',
  credential: 'all_scopes',
  headers: { 'content-type': 'application/json' },
  body: { text: '{"sku":"A"}' },
} as const;
const JSON_TYPE = { 'content-type': 'application/json' };

function check(id: string, request: typeof READ | typeof MADE, body: string): ReportedCheck {
  const outcome = { status: 200, headers: JSON_TYPE, body: { text: body } };
  const steps = [{ kind: 'exchange', exchange: { request, outcome } }] as const;
  return {
    id,
    title: '',
    requirements: [],
    ending: { kind: 'completed' },
    asserted: {},
    findings: [],
    steps,
  };
}

const reference: Reference = {
  report: {
    implementation: { url: 'http://127.0.0.1:1', discovery: { profiles: ['core'] } },
    checks: [check('reads', READ, '{"id":"rtn_1"}'), check('makes', MADE, '{"id":"ord_1"}')],
  },
  tokens: { all_scopes: 'orf_test_sandbox' },
};

const differences: readonly (readonly [string, Around, readonly string[]])[] = [
  ['no difference', (serve) => serve, []],
  ['an edge that changes nothing', onAnswer('*', (answer) => answer), []],
  ['another answer', onBody('getReturn', (body) => ({ ...body, status: 'lost' })), ['reads']],
  ['another header', onAnswer('createOrder', (answer) => ({ ...answer, headers: {} })), ['makes']],
  [
    'another request',
    onRequest('createOrder', (asked) => ({ ...asked, body: Buffer.from('{}') })),
    ['makes'],
  ],
  [
    'one request more, for nothing',
    instead('getReturn', async (asked, pass) => {
      await pass(redirected(asked, '/v1/policy'));
      return pass();
    }),
    ['reads'],
  ],
  [
    'one request more, over whose answer it stumbles',
    instead('getReturn', async (asked, pass) => {
      const { status } = await pass(redirected(asked, '/v1/policy'));
      if (status !== 200) throw new RangeError('Invalid time value');
      return pass();
    }),
    ['reads'],
  ],
  [
    'an answer of its own',
    instead('createOrder', () => Promise.resolve({ status: 500, headers: {}, body: undefined })),
    ['makes'],
  ],
  [
    'another discovery document, on which everything depends',
    onBody('getDiscovery', (body) => ({ ...body, profiles: [] })),
    ['reads', 'makes'],
  ],
];

describe('the checks that a difference at the edge touches', () => {
  it.each(differences)('%s', async (_, around, expected) => {
    expect(await touched(around, reference)).toEqual(expected);
  });

  it('hides no fault of a difference that has everything it asks for', async () => {
    const faulty = onAnswer('getReturn', () => {
      throw new TypeError('a fault');
    });
    await expect(touched(faulty, reference)).rejects.toThrow('a fault');
  });

  it('takes raw bytes for touched, since they go another way', async () => {
    const [first] = reference.report.checks;
    const raw = { ...READ, raw: { text: 'GET / HTTP/1.1\r\n\r\n' } };
    const outcome = { status: 200, headers: {}, body: { text: '' } };
    const steps = [{ kind: 'exchange', exchange: { request: raw, outcome } }] as const;
    const checks = first === undefined ? [] : [{ ...first, steps }];
    const report = { ...reference.report, checks };
    expect(await touched((serve) => serve, { ...reference, report })).toEqual(['reads']);
  });
});
