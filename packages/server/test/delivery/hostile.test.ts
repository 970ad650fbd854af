import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { appOf, type Composition, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { readAllowList } from '../../src/delivery/addresses.ts';
import { internet, type Network } from '../../src/delivery/network.ts';
import { post, postLimits } from '../../src/delivery/post.ts';
import { aReturn } from '../support/requests.ts';
import { callerOf } from '../support/sandbox.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** A server without manners: it writes what it likes to every connection. */
interface Rogue {
  readonly url: string;
  readonly sockets: Set<Socket>;
}
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startRogue(behave: (socket: Socket) => void): Promise<Rogue> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sockets };
}

/** Goes on writing for as long as somebody takes it. */
function pour(socket: Socket, chunk: Buffer | string): void {
  while (socket.writable && socket.write(chunk));
  socket.once('drain', () => pour(socket, chunk));
}
/** A little at a time, never finished. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.writable && socket.write(text), 20);
  socket.on('close', () => clearInterval(timer));
}
const after = (text: string, go: (socket: Socket) => void) => (socket: Socket) => {
  socket.write(text);
  go(socket);
};
const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
const megabyte = Buffer.alloc(1 << 20, 97);
const bomb = gzipSync(Buffer.alloc(32 << 20));

const rules = { environment: 'sandbox', allow: readAllowList('') } as const;
const message = { headers: { 'Content-Type': 'application/json' }, body: Buffer.from('{}') };

describe('what a hostile receiver can do ends in time, and little of it is read', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    ['says nothing', () => undefined, 'timed_out'],
    ['drips its status line', (socket) => drip(socket, 'H'), 'unreachable'],
    ['drips headers', after(head, (socket) => drip(socket, 'X-A: b\r\n')), 'timed_out'],
    ['pours headers', after(head, (socket) => pour(socket, `X-A: ${'b'.repeat(999)}\r\n`)), 'unreachable'],
    ['goes on informing', (socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n'), 'timed_out'],
    ['pours a body', after(`${head}\r\n`, (socket) => pour(socket, megabyte)), 'delivered'],
    ['drips a body', after(`${head}\r\n`, (socket) => drip(socket, 'a')), 'delivered'],
    [
      'promises a body and sends none',
      (socket) => void socket.write(`${head}Content-Length: 9999999\r\n\r\n`),
      'delivered',
    ],
    [
      'sends a gzip bomb',
      after(`${head}Content-Encoding: gzip\r\n\r\n`, (socket) => pour(socket, bomb)),
      'delivered',
    ],
    [
      'redirects to itself',
      (socket) => void socket.end('HTTP/1.1 307 X\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
      'refused',
    ],
    ['is no web server', (socket) => void socket.end('220 mail ready\r\n'), 'unreachable'],
    ['resets', (socket) => void socket.resetAndDestroy(), 'unreachable'],
  ])('%s', async (_, behave, outcome) => {
    const rogue = await startRogue(behave);
    const used: Socket[] = [];
    const network: Network = {
      ...internet,
      connect: (to) => {
        const socket = internet.connect(to) as Socket;
        used.push(socket);
        return socket;
      },
    };
    const limits = { ...postLimits, totalMs: 400 };
    const result = await post({ rules, network, limits }, { ...message, url: rogue.url });
    expect(result.outcome).toBe(outcome);
    expect(used).toHaveLength(1);
    // Without TLS, a read brings up to 64 kB; the one that passes the limit is the last.
    expect(used[0]?.bytesRead).toBeLessThan(postLimits.bodyBytes + 64 * 1024 + 16 * 1024);
    expect(used[0]?.destroyed).toBe(true);
  });

  test('thirty seconds and 64 kB are what a receiver gets', () => {
    expect(postLimits.totalMs).toBe(30_000);
    expect(postLimits.bodyBytes + 16 * 1024).toBeLessThanOrEqual(64 * 1024);
  });

  test('a name that never resolves ends in time', async () => {
    const network: Network = { resolve: () => new Promise(() => undefined), connect: internet.connect };
    const posting = { ...message, url: 'https://slow.example/' };
    const result = await post({ rules, network, limits: { ...postLimits, totalMs: 50 } }, posting);
    expect(result).toMatchObject({ outcome: 'timed_out' });
  });

  test('the second address of a name is tried where the first takes no connection', async () => {
    const receiver = await startReceiver();
    closing.push(receiver.close);
    const { port } = new URL(receiver.url);
    const network: Network = { ...internet, resolve: async () => ['::1', '127.0.0.1'] };
    const posting = { ...message, url: `http://two.example:${port}/` };
    expect(await post({ rules, network, limits: postLimits }, posting)).toMatchObject({
      outcome: 'delivered',
    });
  });
});

test('an endpoint that never answers keeps no other waiting', async () => {
  const rogue = await startRogue(() => undefined);
  const receiver: Receiver = await startReceiver();
  const folder = mkdtempSync(join(tmpdir(), 'orf-hostile-'));
  const config = readConfig({ ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' });
  const house: Composition = await compose(config, { validateResponses: true });
  closing.push(async () => {
    await house.close();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });
  house.worker.start();
  const app = appOf(house);
  const caller = callerOf((request) => app.fetch(request));
  for (let i = 0; i < 5; i += 1) await caller.ask('createWebhookEndpoint', { body: { url: rogue.url } });
  await caller.ask('createWebhookEndpoint', {
    body: { url: receiver.url, event_types: ['return.created'] },
  });
  const all = new Promise<void>((resolve) => {
    receiver.answer = (_, response) => {
      response.writeHead(204).end();
      if (receiver.received.length === 30) resolve();
    };
  });
  for (let i = 0; i < 30; i += 1) await caller.ask('createReturn', { body: aReturn() });
  await all;
  // The hostile ones still hold their first messages: nobody waited for them.
  expect(rogue.sockets.size).toBeGreaterThan(0);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(30);
});
