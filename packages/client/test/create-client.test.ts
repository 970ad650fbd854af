import { specVersion } from '@open-return-forwarding/protocol';
import { describe, expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { createTestControl } from '../src/test-control.ts';
import { fakeServer, ok, type Scripted } from './fake-server.ts';

const baseUrl = 'https://orf.example/api/';

function clientOf(...script: readonly Scripted[]) {
  const server = fakeServer(...script);
  return { received: server.received, orf: createClient({ baseUrl, token: 'secret', fetch: server.fetch }) };
}

describe('a call', () => {
  test('sends body, token, version and a key of its own, and gives the body of the answer', async () => {
    const { orf, received } = clientOf(ok({ id: 'ret_1', status: 'cancelled' }));
    const made = await orf.cancelReturn({ path: { return_id: 'ret_1' }, body: { note: 'kept' } });
    expect(made).toMatchObject({ id: 'ret_1', status: 'cancelled' });
    expect(received).toMatchObject([
      { method: 'POST', url: 'https://orf.example/api/v1/returns/ret_1/cancel', body: '{"note":"kept"}' },
    ]);
    expect(Object.fromEntries(received[0]?.headers ?? [])).toEqual({
      accept: 'application/json, application/problem+json',
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'orf-version': specVersion,
    });
  });

  test('writes path and query so that they arrive as they were given', async () => {
    const { orf, received } = clientOf(ok({}), ok({ items: [], next_cursor: null }));
    await orf.getReturn({ path: { return_id: 'a/b?c%2F ü' } });
    await orf.listReturns({ query: { external_id: 'A&B=1', limit: 5 } });
    const [one, two] = received.map(({ url }) => new URL(url));
    expect(one?.pathname).toBe('/api/v1/returns/a%2Fb%3Fc%252F%20%C3%BC');
    expect(Object.fromEntries(two?.searchParams ?? [])).toEqual({ external_id: 'A&B=1', limit: '5' });
    expect(received[0]?.headers.has('Content-Type')).toBe(false);
  });

  test.each(['', '.', '..'])('is refused where its id is %j, which no URL can carry', async (return_id) => {
    const { orf, received } = clientOf();
    await expect(orf.getReturn({ path: { return_id } })).rejects.toThrow(TypeError);
    expect(received).toEqual([]);
  });

  test('makes a new key each time, but keeps the one that it is given', async () => {
    const { orf, received } = clientOf(ok({}), ok({}), ok({}));
    const input = { path: { return_id: 'ret_1' }, body: {} };
    await orf.cancelReturn(input);
    await orf.cancelReturn(input);
    await orf.cancelReturn({ ...input, idempotencyKey: 'mine' });
    const [first, second, third] = received.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).not.toBe(second);
    expect(third).toBe('mine');
  });

  test('of a read or a check without effect carries no key', async () => {
    const { orf, received } = clientOf(ok({}), ok({ valid: true, findings: [] }));
    await orf.getPolicy();
    await orf.validatePolicy({ body: {} as never });
    expect(received.map(({ headers }) => headers.has('Idempotency-Key'))).toEqual([false, false]);
  });

  test('gives status, headers and entity tag where they are asked for, and sends the tag back', async () => {
    const tagged = ok({ version: 7 }, { headers: { ETag: '"7"', 'ORF-Request-Id': 'req_9' } });
    const { orf, received } = clientOf(tagged, ok({ version: 8 }));
    const { data, status, etag, request_id } = await orf.withResponse.getPolicy();
    expect({ data, status, etag, request_id }).toEqual({
      data: { version: 7 },
      status: 200,
      etag: '"7"',
      request_id: 'req_9',
    });
    await orf.updatePolicy({ ifMatch: etag ?? '', body: {} as never });
    expect(received[1]?.headers.get('If-Match')).toBe('"7"');
  });

  test('gives a label as bytes and asks for no other form', async () => {
    const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff]);
    const { orf, received } = clientOf(
      new Response(bytes, { headers: { 'Content-Type': 'application/pdf' } }),
    );
    const label = await orf.getLabelDocument({ path: { forward_id: 'fwd_1', format: 'pdf' } });
    expect(label).toEqual(bytes);
    expect(received[0]?.headers.get('Accept')).toMatch(/^application\/pdf, .*application\/problem\+json$/);
  });

  test('gives undefined where the answer has no body', async () => {
    const { orf } = clientOf(new Response(null, { status: 204 }));
    expect(await orf.deleteWebhookEndpoint({ path: { endpoint_id: 'whe_1' } })).toBeUndefined();
  });
});

describe('the token', () => {
  test('goes to nobody who did not ask for it', async () => {
    const { orf, received } = clientOf(ok({}));
    await orf.getDiscovery();
    expect(received[0]?.headers.has('Authorization')).toBe(false);
  });

  test('is never sent in place of a rating token', async () => {
    const { orf, received } = clientOf(ok({}, { status: 201 }));
    const body = { verdict: 'positive' } as const;
    await expect(orf.redeemRating({ body })).rejects.toThrow('redeemRating needs a `token` of its own');
    await orf.redeemRating({ body, token: 'rating-token' });
    expect(received.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer rating-token']);
  });

  test('may come fresh for every call', async () => {
    const server = fakeServer(ok({}), ok({}));
    let turn = 0;
    const orf = createClient({ baseUrl, token: async () => `t${++turn}`, fetch: server.fetch });
    await orf.getPolicy();
    await orf.getPolicy();
    expect(server.received.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer t1',
      'Bearer t2',
    ]);
  });
});

test('test control is a client of its own document and secret', async () => {
  const server = fakeServer(ok({ now: '2027-03-01T09:00:00Z', drained: true }));
  const sandbox = createTestControl({
    baseUrl: 'http://localhost:8787',
    token: 'control',
    fetch: server.fetch,
  });
  expect(await sandbox.getClock()).toMatchObject({ drained: true });
  expect(server.received[0]?.url).toBe('http://localhost:8787/test-control/clock');
  expect(server.received[0]?.headers.get('Authorization')).toBe('Bearer control');
});

test('a client can name itself, and needs a real address', async () => {
  const server = fakeServer(ok({}));
  await createClient({ baseUrl, fetch: server.fetch, userAgent: 'portal/2.1' }).getDiscovery();
  expect(server.received[0]?.headers.get('User-Agent')).toBe('portal/2.1');
  expect(() => createClient({ baseUrl: 'orf.example' })).toThrow(TypeError);
});
