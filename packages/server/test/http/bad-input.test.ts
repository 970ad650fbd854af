import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, problemOf } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { aReturn, orderFor } from '../support/requests.ts';
import { type Sandbox, startSandbox, TOKEN } from '../support/sandbox.ts';
import { offer, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  await reset(sandbox);
});
afterAll(() => sandbox.close());

/** Sends a body as it is; answers the problem, and that nothing was written. */
async function refused(
  body: string | Uint8Array<ArrayBuffer>,
  { path = '/v1/returns', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
) {
  const before = footprint(sandbox);
  const request = new Request(`http://localhost${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': newKey(),
      ...headers,
    },
    body,
  });
  const answer = await sandbox.send(request);
  expect(footprint(sandbox)).toEqual(before);
  const problem = problemOf(answer);
  expect(problem).toMatchObject({
    type: `/problems/${problem.code}`,
    status: answer.status,
    request_id: answer.headers.get('ORF-Request-Id'),
  });
  const found = (problem.errors ?? []).map(({ pointer, parameter, code }) => [pointer ?? parameter, code]);
  return { status: answer.status, code: problem.code, errors: found };
}

const valid = aReturn();
const changed = (change: (body: Record<string, unknown>) => void): string => {
  const body = structuredClone(valid) as unknown as Record<string, unknown>;
  change(body);
  return JSON.stringify(body);
};
const member = (name: string, value: object): string =>
  changed((body) => Object.assign(body[name] as object, value));

describe('a body that breaks the schema', () => {
  const cases: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    ['an unknown member', member('product', { colour: 'red' }), [['/product/colour', 'unknown_member']]],
    ['an unknown member at the top', changed((b) => (b.colour = 'red')), [['/colour', 'unknown_member']]],
    ['a member to be escaped', changed((b) => (b['a/b~c'] = 1)), [['/a~1b~0c', 'unknown_member']]],
    ['a wrong type', member('product', { sku: 7 }), [['/product/sku', 'wrong_type']]],
    ['a fraction of a cent', amount(79.99), [['/order_line/unit_price/amount', 'wrong_type']]],
    ['an amount as text', amount('7999'), [['/order_line/unit_price/amount', 'wrong_type']]],
    ['a negative amount', amount(-1), [['/order_line/unit_price/amount', 'too_small']]],
    ['a bad enum', member('reason', { code: 'boredom' }), [['/reason/code', 'not_in_enum']]],
    ['a missing member', changed((b) => delete b.consumer), [['/consumer', 'missing_member']]],
    ['null for a member', changed((b) => (b.product = null)), [['/product', 'wrong_type']]],
    ['an empty text', changed((b) => (b.external_id = '')), [['/external_id', 'too_short']]],
    ['too long a text', changed((b) => (b.external_id = 'x'.repeat(129))), [['/external_id', 'too_long']]],
    [
      'a local time',
      notified('2027-03-01T09:00:00+01:00'),
      [
        ['/withdrawal/notified_at', 'bad_pattern'],
        ['/withdrawal/notified_at', 'bad_format'],
      ],
    ],
    ['a bad country', member('ship_from', { country: 'nl' }), [['/ship_from/country', 'bad_pattern']]],
    [
      'too much evidence',
      changed((b) => (b.evidence = Array(21).fill(photo))),
      [['/evidence', 'wrong_count']],
    ],
    ['a list instead of an object', '[]', [['', 'wrong_type']]],
    ['a text instead of an object', '"x"', [['', 'wrong_type']]],
    ['NUL in a text', '{"external_id":"a\\u0000"}', [['/external_id', 'not_allowed']]],
    ['a prototype', '{"__proto__":{"external_id":"x"}}', [['/__proto__', 'unknown_member']]],
  ];
  it.each(cases)('%s', async (_, body, errors) => {
    expect(await refused(body)).toEqual({ status: 422, code: 'invalid_body', errors });
  });

  it('is told every fault at once', async () => {
    const body = changed((b) => Object.assign(b, { one: 1, two: 2, external_id: 3 }));
    const { errors } = await refused(body);
    expect(errors.map(([pointer]) => pointer).toSorted()).toEqual(['/external_id', '/one', '/two']);
  });
});

const photo = { kind: 'photo', url: 'https://evidence.example/1' };

function amount(value: unknown): string {
  return changed((body) => {
    Object.assign((body.order_line as { unit_price: object }).unit_price, { amount: value });
  });
}
function notified(notified_at: string): string {
  return changed((body) => Object.assign(body.withdrawal as object, { notified_at }));
}

describe('a body that cannot be read', () => {
  const deep = (levels: number) => `{"x_a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  const utf8 = new TextEncoder().encode(JSON.stringify(valid));
  const cases: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, number, string])[] = [
    ['nothing', '', 400, 'malformed_json'],
    ['no JSON', '{"external_id":', 400, 'malformed_json'],
    ['two values', '{}{}', 400, 'malformed_json'],
    ['a trailing comma', '{"a":1,}', 400, 'malformed_json'],
    ['a comment', '{} // x', 400, 'malformed_json'],
    ['an infinite number', '{"x_a":1e400}', 400, 'malformed_json'],
    ['an integer that loses digits', '{"x_a":9007199254740993}', 400, 'malformed_json'],
    ['not a number', '{"x_a":NaN}', 400, 'malformed_json'],
    ['a byte order mark', `\uFEFF${JSON.stringify(valid)}`, 400, 'malformed_json'],
    ['9,000 levels', deep(9000), 400, 'too_deep'],
    ['33 levels', deep(32), 400, 'too_deep'],
    ['a member twice', '{"external_id":"a","external_id":"b"}', 400, 'duplicate_member'],
    ['a member twice, once escaped', '{"sku":1,"\\u0073ku":2}', 400, 'duplicate_member'],
    ['invalid UTF-8', utf8.with(20, 0xff), 400, 'invalid_encoding'],
    ['a lone surrogate', '{"x_a":"\\ud800"}', 400, 'invalid_encoding'],
    ['70 kB', JSON.stringify({ x_a: 'x'.repeat(70_000) }), 413, 'body_too_large'],
  ];
  it.each(cases)('%s', async (_, body, status, code) => {
    expect(await refused(body)).toMatchObject({ status, code });
  });

  it('a member twice is pointed at', async () => {
    const { errors } = await refused('{"product":{"sku":"a","sku":"b"}}');
    expect(errors).toEqual([['/product/sku', 'not_unique']]);
  });

  it('is taken 31 levels deep in a member of its own', async () => {
    const body = JSON.parse(deep(31)) as object;
    const answer = await sandbox.call('createReturn', { body: { ...aReturn(), ...body } });
    expect(answer.status).toBe(201);
  });

  const headers: readonly (readonly [string, Record<string, string>, number, string])[] = [
    ['another media type', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'another character set',
      { 'Content-Type': 'application/json; charset=latin1' },
      415,
      'unsupported_media_type',
    ],
    ['a compressed body', { 'Content-Encoding': 'gzip' }, 415, 'unsupported_media_type'],
    ['an answer that nobody has', { Accept: 'text/html' }, 406, 'not_acceptable'],
    ['a key with a space in it', { 'Idempotency-Key': 'a b' }, 400, 'idempotency_key_required'],
    ['an empty key', { 'Idempotency-Key': '' }, 400, 'idempotency_key_required'],
    ['too long a key', { 'Idempotency-Key': 'k'.repeat(256) }, 400, 'idempotency_key_required'],
    ['a bad version', { 'ORF-Version': 'newest' }, 400, 'invalid_parameter'],
  ];
  it.each(headers)('%s', async (_, more, status, code) => {
    expect(await refused(JSON.stringify(valid), { headers: more })).toMatchObject({ status, code });
  });
});

describe('own and newer members', () => {
  it('are ignored under names that start with x_, at every depth', async () => {
    const body = { ...aReturn(), x_own: { any: ['thing'] } };
    const answer = await sandbox.call('createReturn', { body });
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain('x_own');
  });

  it('are ignored from a client of a newer version, and refused from one of this', async () => {
    const body = { ...aReturn(), invented_later: true };
    const newer = await sandbox.call('createReturn', { body }, { headers: { 'ORF-Version': '0.9.0' } });
    expect(newer.status).toBe(201);
    const now = { ...aReturn(), invented_later: true };
    const same = await sandbox.call('createReturn', { body: now }, { headers: { 'ORF-Version': '0.1.0' } });
    expect(same.status).toBe(422);
  });
});

describe('a rule between members', () => {
  const order = (changes: object) => JSON.stringify({ ...orderFor('SKU'), ...changes });
  const usd = { amount: 100, currency: 'USD' };
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    [
      'another currency',
      '/v1/returns',
      changed((b) => Object.assign((b.order_line as { unit_price: object }).unit_price, usd)),
      'currency_not_configured',
      '/order_line/unit_price/currency',
    ],
    [
      'another currency of what is given back',
      '/v1/returns',
      changed((b) => (b.resolution = { type: 'refund', value: usd })),
      'currency_not_configured',
      '/resolution/value/currency',
    ],
    [
      'another currency of an order',
      '/v1/orders',
      order({ full_price: usd }),
      'currency_not_configured',
      '/full_price/currency',
    ],
    [
      'two currencies in an order',
      '/v1/orders',
      order({ offered_price: usd }),
      'invalid_body',
      '/offered_price/currency',
    ],
    [
      'an order without the price due',
      '/v1/orders',
      order({ offered_price: undefined }),
      'invalid_body',
      '/offered_price',
    ],
    [
      'a listing that never was',
      '/v1/orders',
      order({ listing_id: 'lst_never' }),
      'unknown_listing',
      '/listing_id',
    ],
  ];
  it.each(cases)('%s', async (_, path, body, code, pointer) => {
    const answer = await refused(body, { path });
    expect([answer.status, answer.code, answer.errors[0]?.[0]]).toEqual([422, code, pointer]);
  });

  it('names an external id that is taken', async () => {
    const body = aReturn();
    await sandbox.ask('createReturn', { body });
    const again = await refused(JSON.stringify({ ...aReturn(), external_id: body.external_id }));
    expect(again).toEqual({
      status: 409,
      code: 'external_id_taken',
      errors: [['/external_id', 'not_unique']],
    });
  });
});

describe('a request that belongs to nothing', () => {
  const get = (path: string, init: RequestInit = {}) =>
    sandbox.send(
      new Request(`http://localhost${path}`, { headers: { Authorization: `Bearer ${TOKEN}` }, ...init }),
    );
  const cases: readonly (readonly [string, string, RequestInit, number, string])[] = [
    ['an unknown path', '/v1/nothing', {}, 404, 'not_found'],
    ['a path that ends with a slash', '/v1/returns/', {}, 404, 'not_found'],
    ['another method', '/v1/returns', { method: 'DELETE' }, 405, 'method_not_allowed'],
    ['a profile that is not there', '/v1/webhook-endpoints', {}, 404, 'profile_not_supported'],
  ];
  it.each(cases.slice(0, 3))('%s', async (_, path, init, status, code) => {
    const answer = await get(path, init);
    expect(problemOf(answer)).toMatchObject({ status, code });
    if (status === 405) expect(answer.headers.get('Allow')).toBe('GET, HEAD, POST');
  });

  const queries = [
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=ten', 'limit'],
    ['?limit=1&limit=2', 'limit'],
    ['?status=sleeping', 'status'],
    ['?colour=red', 'colour'],
    ['?cursor=forged', 'cursor'],
  ] as const;
  it.each(queries)('a list with %s', async (query, parameter) => {
    const problem = problemOf(await get(`/v1/returns${query}`));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_parameter' });
    expect(problem.errors?.map((error) => error.parameter)).toEqual([parameter]);
  });

  it('a cursor of another list', async () => {
    await offer(sandbox);
    const { next_cursor } = await sandbox.ask('listReturns', { query: { limit: 1 } });
    const cursor = encodeURIComponent(next_cursor ?? '');
    expect(problemOf(await get(`/v1/orders?cursor=${cursor}`)).code).toBe('invalid_parameter');
    expect((await get(`/v1/returns?limit=1&cursor=${cursor}`)).status).toBe(200);
  });

  it('a report about no time at all', async () => {
    const query = { from: '2027-03-02T00:00:00Z', to: '2027-03-02T00:00:00Z' };
    expect(problemOf(await sandbox.call('getReport', { query })).code).toBe('invalid_parameter');
  });
});
