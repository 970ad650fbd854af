import { describe, expect, it } from 'vitest';
import { contract } from '../../codegen/test/golden/contract.ts';
import { ContractViolation, createContractApp } from '../src/hono/app.ts';
import { ProblemError } from '../src/index.ts';
import { aReturn, creating, problemOf, smallServer, validReturn } from './small-contract.ts';

const bearer = { headers: { authorization: 'Bearer all' } };

describe('an answer that the contract declares', () => {
  it('carries status, body, declared headers and the id of the request', async () => {
    const response = await smallServer().app.request('/v1/returns', creating());
    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      location: '/v1/returns/ret_1',
      'content-type': 'application/json',
      'orf-request-id': 'req_test',
    });
    expect(await response.json()).toEqual({ ...aReturn, external_id: 'R-1' });
  });

  it('has no body where none is declared', async () => {
    const response = await smallServer().app.request('/v1/returns/r', { method: 'DELETE', ...bearer });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('is bytes of a declared media type', async () => {
    const response = await smallServer().app.request('/v1/returns/r/label/pdf', bearer);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([37, 80]);
  });

  it('needs no token where the operation is public', async () => {
    const { app, calls } = smallServer();
    expect((await app.request('/.well-known/small')).status).toBe(200);
    expect(calls[0]?.principal).toBeUndefined();
  });

  it('takes the token of the scheme that the operation names', async () => {
    const { app } = smallServer();
    const rate = (token: string) =>
      app.request(
        '/v1/rating-redemptions',
        creating({ verdict: 'positive' }, { authorization: `Bearer ${token}` }),
      );
    expect([(await rate('rating')).status, (await rate('all')).status]).toEqual([201, 401]);
  });

  it('may come from `execute` without the handler, as a stored answer does', async () => {
    const stored = { status: 201, body: aReturn, headers: { Location: '/v1/returns/old' } };
    const { app } = smallServer({}, { execute: async () => stored });
    const response = await app.request('/v1/returns', creating());
    expect([response.status, response.headers.get('location')]).toEqual([201, '/v1/returns/old']);
  });

  it.each(['application/json', '*/*', 'application/*', 'text/html, */*;q=0.1'])(
    'is acceptable to %s',
    async (accept) => {
      const response = await smallServer().app.request('/v1/returns', {
        headers: { ...bearer.headers, accept },
      });
      expect(response.status).toBe(200);
    },
  );
});

describe('an answer that breaks the contract, where answers are validated', () => {
  const broken = [
    { given: 'an undeclared status', answer: { status: 200, body: aReturn } },
    { given: 'a missing header', answer: { status: 201, body: aReturn } },
    {
      given: 'an undeclared header',
      answer: { status: 201, body: aReturn, headers: { Location: '/', 'X-Own': '1' } },
    },
    {
      given: 'a missing member',
      answer: { status: 201, body: { ...aReturn, id: undefined }, headers: { Location: '/' } },
    },
    {
      given: 'a member that the contract does not know',
      answer: { status: 201, body: { ...aReturn, secret: 1 }, headers: { Location: '/' } },
    },
    { given: 'no body', answer: { status: 201, headers: { Location: '/' } } },
    {
      given: 'bytes instead of JSON',
      answer: { status: 201, mediaType: 'image/png', body: new Uint8Array(), headers: { Location: '/' } },
    },
  ];
  it.each(broken)('$given is thrown out of the app', async ({ answer }) => {
    const { app } = smallServer({ createReturn: async () => answer });
    await expect(async () => app.request('/v1/returns', creating())).rejects.toBeInstanceOf(
      ContractViolation,
    );
  });

  it.each(['label_not_ready', 'clock_backwards'] as const)(
    'so is the problem %s, of another operation',
    async (code) => {
      const createReturn = async () => {
        throw new ProblemError(code);
      };
      await expect(async () =>
        smallServer({ createReturn }).app.request('/v1/returns', creating()),
      ).rejects.toThrow(code);
    },
  );
});

describe('a failure of the server itself', () => {
  it('is a 500 without detail, told to the hook with its request', async () => {
    const seen: unknown[] = [];
    const failure = new Error('the disk of A. Jansen is full');
    const createReturn = async () => {
      throw failure;
    };
    const onError = (error: unknown, at: unknown) => seen.push([error, at]);
    const { app } = smallServer({ createReturn }, { hooks: { onError } });
    const response = await app.request('/v1/returns', creating());
    expect(await response.clone().text()).not.toContain('Jansen');
    expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal_error' });
    expect(seen).toEqual([[failure, { requestId: 'req_test', operationId: 'createReturn' }]]);
  });

  it('includes an undeclared status, where answers are not validated', async () => {
    const options = { validateResponses: false };
    const { app } = smallServer({ createReturn: async () => ({ status: 418 }) }, options);
    expect(await problemOf(await app.request('/v1/returns', creating()))).toMatchObject({ status: 500 });
  });

  it('shows before the first request when a declared profile lacks a handler', () => {
    const options = { authenticate: () => undefined, execute: () => Promise.reject(new Error('never')) };
    expect(() => createContractApp({ contract, handlers: { core: {} }, options })).toThrow('getDiscovery');
  });
});

describe('the hook for answers', () => {
  it('sees each once, with the operation, the caller and the code of a problem', async () => {
    const seen: unknown[] = [];
    const { app } = smallServer(
      {},
      {
        hooks: {
          onAnswer: ({ operation, principal, status, problem }) =>
            seen.push([operation?.operationId, principal?.retailer, status, problem]),
        },
      },
    );
    await app.request('/v1/returns', creating());
    await app.request('/v1/returns', creating({ ...validReturn, no: 1 }));
    await app.request('/v1/returns');
    await app.request('/nowhere');
    expect(seen).toEqual([
      ['createReturn', 'shop', 201, undefined],
      ['createReturn', 'shop', 422, 'invalid_body'],
      ['listReturns', undefined, 401, 'unauthorized'],
      [undefined, undefined, 404, 'not_found'],
    ]);
  });
});
