import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Mutant } from '../../mutant.ts';
import { type Around, instead, sentBody } from '../edge.ts';

/** Hands messages on to https receivers, whoever they are. */
async function gullible(): Promise<string> {
  const server = createServer((incoming, response) => {
    const to = new URL(incoming.url ?? '', 'http://here').searchParams.get('to') ?? '';
    handedOn(incoming, to).then(
      (status) => response.writeHead(status).end(),
      () => response.destroy(),
    );
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?to=`;
}

async function handedOn(incoming: IncomingMessage, to: string): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Promise((resolve, reject) => {
    const { host: _, ...headers } = incoming.headers;
    const sent = request(
      to,
      { method: 'POST', headers, rejectUnauthorized: false, agent: false },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(Buffer.concat(chunks));
  });
}

/** A server that connects to any https receiver, whatever certificate it shows. */
function trusting(): Around {
  let base: Promise<string> | undefined;
  return instead('createWebhookEndpoint', async (asked, pass) => {
    const body = sentBody(asked);
    const url = String(body?.url);
    if (!url.startsWith('https://127.0.0.1:')) return pass();
    base ??= gullible();
    const through = `${await base}${encodeURIComponent(url)}`;
    return pass({ ...asked, body: Buffer.from(JSON.stringify({ ...body, url: through })) });
  });
}

export const mutants: readonly Mutant[] = [
  { id: 'security.any-certificate', breaks: ['ORF-SEC-054'], around: trusting() },
];
