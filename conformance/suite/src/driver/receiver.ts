import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Received, type ReceiverAnswer, type ReceiverPlan, recorded } from './step.ts';
import { untrustedCertificate } from './untrusted.ts';

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

/** How the server under test reaches this machine, where that is not by loopback. */
export interface ReceiverUrls {
  readonly plain?: string | undefined;
  /** The same for the URLs whose certificate nobody vouches for. */
  readonly untrusted?: string | undefined;
}

interface Listening {
  readonly server: Server;
  readonly base: string;
}

/** Listens on loopback, or on every interface where a URL says how it is reached, from when the first URL is asked for. */
export function receiver(urls: ReceiverUrls = {}): Receiver {
  const boxes = new Map<string, Box>();
  const listening = new Map<keyof ReceiverUrls, Promise<Listening>>();
  const start = (kind: keyof ReceiverUrls): Promise<Listening> => {
    const started = listening.get(kind) ?? listen(boxes, kind, urls[kind]);
    listening.set(kind, started);
    return started;
  };
  return {
    open: async (plan) => {
      const { base } = await start(plan.certificate === 'untrusted' ? 'untrusted' : 'plain');
      const path = `/hook-${boxes.size + 1}`;
      boxes.set(path, { plan, received: [] });
      return `${base}${path}`;
    },
    received: (url) => boxes.get(new URL(url).pathname.replace(/^.*(?=\/hook-)/, ''))?.received ?? [],
    close: async () => {
      for (const { server } of await Promise.all(listening.values())) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(
  boxes: ReadonlyMap<string, Box>,
  kind: keyof ReceiverUrls,
  url?: string,
): Promise<Listening> {
  const answer: RequestListener = (request, response) => {
    const path = (request.url ?? '').replace(/^.*(?=\/hook-)/, '');
    const box = boxes.get(path);
    if (box === undefined) response.writeHead(404).end();
    else take(box, request, response).catch(() => response.destroy());
  };
  const server = kind === 'plain' ? createServer(answer) : createSecureServer(untrustedCertificate(), answer);
  const port = url === undefined ? 0 : Number(new URL(url).port || (kind === 'plain' ? 80 : 443));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, url === undefined ? '127.0.0.1' : undefined, resolve);
  });
  const scheme = kind === 'plain' ? 'http' : 'https';
  const base = url ?? `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
