import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { withDocs } from '../../src/docs/mount.ts';

/** Stands where the protocol's app does; what reaches it is what the documentation left alone. */
function server(environment: 'sandbox' | 'live' = 'sandbox'): Hono {
  const app = new Hono();
  app.all('*', (c) => c.json({ reached: `${c.req.method} ${c.req.path}` }, 404));
  return withDocs(app, { baseUrl: 'http://orf.test', environment });
}

const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const program = { Accept: 'application/json' };

describe('what is a page, and what is left to the protocol', () => {
  test.each([
    ['GET', '/docs/', {}, 200],
    ['GET', '/docs/api/', {}, 200],
    ['GET', '/docs/api/return', {}, 200],
    ['HEAD', '/docs/api/return', {}, 200],
    ['GET', '/openapi.json', program, 200],
    ['GET', '/problems/not_found', browser, 200],
    ['GET', '/problems/not_found', program, 404],
    ['GET', '/problems/not_found', { Accept: '*/*' }, 404],
    ['GET', '/problems/no_such_code', browser, 404],
    ['GET', '/docs/nothing', browser, 404],
    ['GET', '/docs/for/vendors/', browser, 200],
    ['GET', '/docs/spec/', browser, 200],
    ['GET', '/docs/spec/lifecycles.yaml', program, 200],
    ['POST', '/docs/', browser, 404],
    ['GET', '/v1/returns', browser, 404],
    ['GET', '/', program, 404],
  ] as const)('%s %s with %j answers %i', async (method, path, headers, status) => {
    const answer = await server().request(path, { method, headers });
    expect(answer.status).toBe(status);
    if (status === 404) expect(await answer.json()).toEqual({ reached: `${method} ${path}` });
    else expect(answer.headers.get('ETag')).toMatch(/^W\/"[\w-]{22}"$/);
  });

  test.each([
    ['/', '/docs/'],
    ['/docs', '/docs/'],
    ['/docs/api', '/docs/api/'],
    ['/docs/spec', '/docs/spec/'],
    ['/docs/for/vendors', '/docs/for/vendors/'],
    ['/docs/spec/standard/settlement', '/docs/spec/standard/11-settlement'],
    ['/problems', '/docs/api/problems'],
  ])('a browser at %s is led to %s', async (from, to) => {
    const answer = await server().request(from, { headers: browser });
    expect([301, 302, 307, 308]).toContain(answer.status);
    expect(answer.headers.get('Location')).toBe(to);
  });
});

describe('a page', () => {
  test('that is a file of the standard is shown, not saved', async () => {
    const { headers } = await server().request('/docs/spec/lifecycles.yaml');
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
  });

  test('may load nothing but what this server serves', async () => {
    const { headers } = await server().request('/docs/');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('is not sent again to whoever has it', async () => {
    const app = server();
    const first = await app.request('/docs/api/order');
    const again = await app.request('/docs/api/order', {
      headers: { 'If-None-Match': first.headers.get('ETag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await app.request('/docs/', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  test.each([
    ['gzip, br', true],
    ['br', false],
    ['gzip;q=0', false],
    ['gzip;q=0.5', true],
  ])('for a reader who takes %s is packed: %s', async (encoding, packed) => {
    const app = server();
    const plain = await (await app.request('/docs/api/order')).text();
    const answer = await app.request('/docs/api/order', { headers: { 'Accept-Encoding': encoding } });
    expect(answer.headers.get('Content-Encoding')).toBe(packed ? 'gzip' : null);
    expect(answer.headers.get('Vary')).toContain('Accept-Encoding');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect((packed ? gunzipSync(bytes) : bytes).toString()).toBe(plain);
  });

  test('of a problem tells caches that it depends on who asks', async () => {
    const answer = await server().request('/problems/not_found', { headers: browser });
    expect(answer.headers.get('Vary')).toBe('Accept, Accept-Encoding');
  });

  test('names its assets so that they can be kept for ever', async () => {
    const app = server();
    const page = await (await app.request('/docs/')).text();
    const [, style = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
    const answer = await app.request(style);
    expect(answer.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect(answer.headers.get('Cache-Control')).toContain('immutable');
  });

  test.each([
    ['sandbox', 'Bearer orf_test_sandbox'],
    ['live', 'Bearer $ORF_TOKEN'],
  ] as const)('of a %s server shows a command with %s', async (environment, bearer) => {
    const page = await (await server(environment).request('/docs/api/listing')).text();
    expect(page).toContain(bearer);
    expect(page).toContain('http://orf.test/v1/listings');
  });
});
