import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/listen.ts';
import { footprint } from '../support/footprint.ts';
import { temporaryFolder } from '../support/process.ts';
import { aReturn } from '../support/requests.ts';
import { callerOf, TOKEN } from '../support/sandbox.ts';

const folder = temporaryFolder();
const databaseFile = join(folder.path, 'orf.db');
let server: RunningServer;
beforeAll(async () => {
  server = await startServer(readConfig({ ORF_DATABASE: databaseFile, PORT: '0', ORF_LOG_LEVEL: 'silent' }));
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** Sends bytes as they are and answers all that comes back until the server closes. */
function raw(text: string | Buffer): Promise<string> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const head = (...more: string[]) =>
  [
    'POST /v1/returns HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${TOKEN}`,
    'Connection: close',
    'Content-Type: application/json',
    'Idempotency-Key: raw-1',
    ...more,
    '',
    '',
  ].join('\r\n');

describe('over a socket', { timeout: 60_000 }, () => {
  it('a whole call works', async () => {
    const answer = await callerOf(fetch, server.url).call('createReturn', { body: aReturn() });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Location')).toMatch(/^\/v1\/returns\/rtn_/);
    expect(answer.headers.get('RateLimit-Policy')).toMatch(/q=60000/);
  });

  const bodies: readonly (readonly [string, string, number, string])[] = [
    [
      'a body longer than it says it is allowed',
      head('Content-Length: 70000') + 'x'.repeat(70_000),
      413,
      'body_too_large',
    ],
    [
      'a chunked body without end',
      `${head('Transfer-Encoding: chunked')}11170\r\n${'x'.repeat(0x11170)}\r\n`,
      413,
      'body_too_large',
    ],
    ['a deep body', `${head('Content-Length: 9000')}${'['.repeat(9000)}`, 400, 'too_deep'],
    ['no body at all', head('Content-Length: 0'), 400, 'malformed_json'],
  ];
  it.each(bodies)('%s is refused as a problem, and nothing is written', async (_, request, status, code) => {
    const before = footprint({ databaseFile });
    const answer = await raw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/orf-request-id: req_/i);
    expect(answer).toContain(`"code":"${code}"`);
    expect(footprint({ databaseFile })).toEqual(before);
  });

  const broken: readonly (readonly [string, string, number])[] = [
    ['20 kB of headers', head(`X-Long: ${'x'.repeat(20_000)}`, 'Content-Length: 2').concat('{}'), 400],
    [
      'two lengths of one body',
      head('Content-Length: 2', 'Transfer-Encoding: chunked').concat('0\r\n\r\n'),
      400,
    ],
    ['no HTTP', 'GARBAGE\r\n\r\n', 400],
  ];
  it.each(broken)('%s is a problem too', async (_, request, status) => {
    const before = footprint({ databaseFile });
    const answer = await raw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/orf-request-id: req_/i);
    expect(answer).toContain('"code":"malformed_request"');
    expect(footprint({ databaseFile })).toEqual(before);
  });

  it('answers HEAD as GET without a body', async () => {
    const answer = await fetch(`${server.url}/.well-known/open-return-forwarding`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('is alive and ready', async () => {
    for (const path of ['/livez', '/readyz']) expect((await fetch(`${server.url}${path}`)).status).toBe(200);
  });
});
