import { describe, expect, it } from 'vitest';
import { ProblemError } from '../src/index.ts';
import { creating, problemOf, smallServer, validReturn } from './small-contract.ts';

const { app, calls } = smallServer();
const reading = (headers: Record<string, string> = {}) => ({
  headers: { authorization: 'Bearer all', ...headers },
});

interface Refusal {
  readonly given: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly status: number;
  readonly code: string;
  readonly header?: readonly [string, string];
}

const updating = (headers: Record<string, string>) => ({
  method: 'PATCH',
  headers: { authorization: 'Bearer all', 'content-type': 'application/json', ...headers },
  body: '{"note":null}',
});

const refusals: readonly Refusal[] = [
  { given: 'an unknown path', path: '/v1/nothing', status: 404, code: 'not_found' },
  {
    given: 'a method that the path does not take',
    path: '/v1/returns/r',
    init: { method: 'PUT' },
    status: 405,
    code: 'method_not_allowed',
    header: ['allow', 'GET, HEAD, DELETE, PATCH'],
  },
  {
    given: 'a profile that is not declared',
    path: '/v1/recalls',
    init: reading(),
    status: 404,
    code: 'profile_not_supported',
  },
  {
    given: 'any method on a path of such a profile',
    path: '/v1/recalls',
    init: { method: 'PUT' },
    status: 404,
    code: 'profile_not_supported',
  },
  {
    given: 'an Accept that allows nothing',
    path: '/v1/returns',
    init: reading({ accept: 'text/html, application/json;q=0' }),
    status: 406,
    code: 'not_acceptable',
  },
  {
    given: 'no token',
    path: '/v1/returns',
    status: 401,
    code: 'unauthorized',
    header: ['www-authenticate', 'Bearer realm="orf"'],
  },
  {
    given: 'an unknown token',
    path: '/v1/returns',
    init: reading({ authorization: 'Bearer who' }),
    status: 401,
    code: 'unauthorized',
    header: ['www-authenticate', 'Bearer realm="orf", error="invalid_token"'],
  },
  {
    given: 'a token of another scheme',
    path: '/v1/returns',
    init: reading({ authorization: 'Bearer rating' }),
    status: 401,
    code: 'unauthorized',
  },
  {
    given: 'another kind of authorization',
    path: '/v1/returns',
    init: reading({ authorization: 'Basic YTpi' }),
    status: 401,
    code: 'unauthorized',
  },
  {
    given: 'a token without the scope',
    path: '/v1/returns',
    init: creating(validReturn, { authorization: 'Bearer reader' }),
    status: 403,
    code: 'missing_scope',
  },
  {
    given: 'no Idempotency-Key',
    path: '/v1/returns',
    init: creating(validReturn, { 'idempotency-key': '' }),
    status: 400,
    code: 'idempotency_key_required',
  },
  {
    given: 'an Idempotency-Key of 256 characters',
    path: '/v1/returns',
    init: creating(validReturn, { 'idempotency-key': 'k'.repeat(256) }),
    status: 400,
    code: 'idempotency_key_required',
  },
  {
    given: 'no If-Match',
    path: '/v1/returns/r',
    init: updating({}),
    status: 428,
    code: 'precondition_required',
  },
  {
    given: 'no Content-Type',
    path: '/v1/returns',
    init: creating(new TextEncoder().encode(JSON.stringify(validReturn)), { 'content-type': '' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    given: 'a body of another media type',
    path: '/v1/returns',
    init: creating(validReturn, { 'content-type': 'text/plain' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    given: 'another charset',
    path: '/v1/returns',
    init: creating(validReturn, { 'content-type': 'application/json; charset=latin1' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    given: 'a compressed body',
    path: '/v1/returns',
    init: creating(validReturn, { 'content-encoding': 'gzip' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    given: 'a body above 64 kB',
    path: '/v1/returns',
    init: creating(`"${'x'.repeat(65_535)}"`),
    status: 413,
    code: 'body_too_large',
  },
  {
    given: 'a Content-Length above 64 kB',
    path: '/v1/returns',
    init: creating(validReturn, { 'content-length': '65537' }),
    status: 413,
    code: 'body_too_large',
  },
  { given: 'no body', path: '/v1/returns', init: creating(''), status: 400, code: 'malformed_json' },
  {
    given: 'half a body',
    path: '/v1/returns',
    init: creating('{"external_id":'),
    status: 400,
    code: 'malformed_json',
  },
  {
    given: 'invalid UTF-8',
    path: '/v1/returns',
    init: creating(new Uint8Array([0x22, 0xc3, 0x28, 0x22])),
    status: 400,
    code: 'invalid_encoding',
  },
  {
    given: 'a byte order mark',
    path: '/v1/returns',
    init: creating(`\uFEFF${JSON.stringify(validReturn)}`),
    status: 400,
    code: 'malformed_json',
  },
  {
    given: '33 levels',
    path: '/v1/returns',
    init: creating('['.repeat(33) + ']'.repeat(33)),
    status: 400,
    code: 'too_deep',
  },
];

describe('a request that is refused before any handler', () => {
  it.each(refusals)('$given: $status $code', async ({ path, init, status, code, header }) => {
    const response = await app.request(path, init);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('orf-request-id')).toBe('req_test');
    if (header) expect(response.headers.get(header[0])).toBe(header[1]);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ type: `/problems/${code}`, code, status, request_id: 'req_test' });
    expect(response.status).toBe(status);
    expect(calls).toEqual([]);
  });

  it('names the missing scope', async () => {
    const response = await app.request('/v1/returns/r', {
      method: 'DELETE',
      headers: { authorization: 'Bearer reader' },
    });
    expect(await response.json()).toMatchObject({
      detail: 'The token lacks the scope `returns:write`, `identifiers`.',
    });
  });
});

describe('a problem that a handler throws', () => {
  const thrown = [
    { code: 'external_id_taken', status: 409 },
    { code: 'not_found', status: 404 },
    { code: 'idempotency_key_in_use', status: 409 },
    { code: 'unavailable', status: 503 },
  ] as const;
  it.each(thrown)('$code becomes $status', async ({ code, status }) => {
    const { app } = smallServer({
      createReturn: async () => {
        throw new ProblemError(code, { detail: 'So it is.', headers: { 'Retry-After': '3' } });
      },
    });
    const response = await app.request('/v1/returns', creating());
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await problemOf(response)).toEqual({ status, code, errors: undefined });
  });

  it('of a stale tag becomes 412', async () => {
    const { app } = smallServer({
      updateReturn: async () => {
        throw new ProblemError('precondition_failed');
      },
    });
    const response = await app.request('/v1/returns/r', updating({ 'if-match': '"0"' }));
    expect(await problemOf(response)).toMatchObject({ status: 412, code: 'precondition_failed' });
  });
});

describe('the admission hook', () => {
  it('refuses with 429 and says when to come back, knowing the caller', async () => {
    const admitted: unknown[] = [];
    const { app, calls } = smallServer(
      {},
      {
        hooks: {
          admit: ({ principal, operation }) => {
            admitted.push([principal?.retailer, operation.operationId]);
            throw new ProblemError('rate_limited', { headers: { 'Retry-After': '7' } });
          },
        },
      },
    );
    const response = await app.request('/v1/returns', creating('not even JSON'));
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await problemOf(response)).toMatchObject({ status: 429, code: 'rate_limited' });
    expect([admitted, calls]).toEqual([[['shop', 'createReturn']], []]);
  });

  it('puts its headers onto answers and problems alike', async () => {
    const { app } = smallServer({}, { hooks: { admit: () => ({ RateLimit: '"default";r=9;t=1' }) } });
    const answers = [
      await app.request('/v1/returns', creating()),
      await app.request('/v1/returns', creating('{')),
    ];
    expect(answers.map((answer) => [answer.status, answer.headers.get('ratelimit')])).toEqual([
      [201, '"default";r=9;t=1'],
      [400, '"default";r=9;t=1'],
    ]);
  });
});
