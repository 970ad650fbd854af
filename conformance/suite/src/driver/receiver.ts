import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Received, type ReceiverAnswer, type ReceiverPlan, recorded } from './step.ts';

/** The suite's own receiver of webhooks: a URL per plan. */
export interface Receiver {
  open(plan: ReceiverPlan): Promise<string>;
  received(url: string): readonly Received[];
  close(): Promise<void>;
}

interface Box {
  readonly plan: ReceiverPlan;
  readonly received: Received[];
}

/**
 * Listens on loopback, or on every interface where `publicUrl` says how the server under test reaches it. The server
 * is started with the first URL that is asked for.
 */
export function receiver(publicUrl?: string): Receiver {
  const boxes = new Map<string, Box>();
  let listening: Promise<{ server: Server; base: string }> | undefined;
  const start = () => {
    listening ??= listen(boxes, publicUrl);
    return listening;
  };
  return {
    open: async (plan) => {
      const { base } = await start();
      const path = `/hook-${boxes.size + 1}`;
      boxes.set(path, { plan, received: [] });
      return `${base}${path}`;
    },
    received: (url) => boxes.get(new URL(url).pathname.replace(/^.*(?=\/hook-)/, ''))?.received ?? [],
    close: async () => {
      if (listening === undefined) return;
      const { server } = await listening;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(boxes: ReadonlyMap<string, Box>, publicUrl?: string) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^.*(?=\/hook-)/, '');
    const box = boxes.get(path);
    if (box === undefined) response.writeHead(404).end();
    else take(box, request, response).catch(() => response.destroy());
  });
  const port = publicUrl === undefined ? 0 : Number(new URL(publicUrl).port || 80);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, publicUrl === undefined ? '127.0.0.1' : undefined, resolve);
  });
  const base = publicUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, base: base.replace(/\/$/, '') };
}

async function take(box: Box, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { answers } = box.plan;
  const answer: ReceiverAnswer = answers[Math.min(box.received.length, answers.length - 1)] ?? {
    status: 204,
  };
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  box.received.push({
    path: request.url ?? '',
    method: request.method ?? '',
    headers: Object.fromEntries(headers),
    body: recorded(Buffer.concat(chunks)),
    answered: answer.status,
  });
  if (answer.status === 0) return;
  setTimeout(() => response.writeHead(answer.status, answer.headers).end(), answer.after_ms ?? 0);
}
