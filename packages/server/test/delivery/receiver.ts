import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message as a receiver got it. */
export interface Received {
  readonly id: string;
  readonly timestamp: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly event: {
    readonly type: string;
    readonly sequence: number;
    readonly data: Record<string, unknown>;
  };
}

export type Answer = (received: Received, response: ServerResponse) => void;

/** Somebody's server on loopback: it keeps what it gets and answers as it is told to. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers from now on. */
  answer: Answer;
  close(): Promise<void>;
}

export const ok: Answer = (_, response) => response.writeHead(204).end();
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end();

export async function startReceiver(answer: Answer = ok): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = { answer };
  const server = createServer(async (request, response) => {
    const message = await read(request);
    received.push(message);
    receiver.answer(message, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    close: () => closed(server),
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const headers = request.headers as Record<string, string>;
  return {
    id: headers['webhook-id'] ?? '',
    timestamp: Number(headers['webhook-timestamp']),
    headers,
    body,
    event: JSON.parse(body),
  };
}

/** Whether the published library takes a message for one that was signed with this secret; its age is not looked at. */
export function isSignedWith(secret: string, { id, timestamp, headers, body }: Received): boolean {
  const expected = new Webhook(secret).sign(id, new Date(timestamp * 1000), body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
