import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@open-return-forwarding/client/webhooks';
import { tryReceiver } from '@open-return-forwarding/conformance';
import { afterEach, describe, expect, it } from 'vitest';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

type Receiver = (message: { headers: IncomingMessage['headers']; body: string }) => Promise<number> | number;
let close: () => void = () => undefined;
afterEach(() => close());

async function broken(receiver: Receiver): Promise<string[]> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    response.writeHead(await receiver({ headers: request.headers, body })).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => server.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  const tried = await tryReceiver({ url, secret, timeout_seconds: 5 });
  return [...new Set(tried.filter(({ holds }) => !holds).map(({ requirement }) => requirement))].toSorted();
}

/** A receiver on the project's own client. */
const good: Receiver = async ({ headers, body }) => {
  try {
    await verifyWebhook({ headers: new Headers(headers as Record<string, string>), body }, secret);
    return 204;
  } catch {
    return 401;
  }
};

describe('a receiver is tried by what is sent to it', () => {
  it('passes when it checks as the client does', async () => {
    expect(await broken(good)).toEqual([]);
  });

  it.each<[string, Receiver, string[]]>([
    ['takes everything', () => 204, ['ORF-WHK-018', 'ORF-WHK-019']],
    [
      'refuses everything',
      () => 401,
      ['ORF-WHK-018', 'ORF-WHK-019', 'ORF-WHK-020', 'ORF-WHK-021', 'ORF-WHK-023'],
    ],
    [
      'refuses types that it does not know',
      async (message) => (message.body.includes('teleported') ? 400 : good(message)),
      ['ORF-WHK-023'],
    ],
    ['refuses what it has taken before', remembering(), ['ORF-WHK-021']],
    [
      'reads one signature only',
      async (message) => (String(message.headers['webhook-signature']).includes(' ') ? 401 : good(message)),
      ['ORF-WHK-020'],
    ],
  ])('is found out when it %s', async (_, receiver, expected) => {
    expect(await broken(receiver)).toEqual(expected);
  });
});

function remembering(): Receiver {
  const seen = new Set<unknown>();
  return async (message) => {
    const id = message.headers['webhook-id'];
    if (seen.has(id)) return 409;
    const status = await good(message);
    if (status === 204) seen.add(id);
    return status;
  };
}
