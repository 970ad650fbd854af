import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Around, isMembers, type Members, onAnswer, onSentBody, together } from '../edge.ts';
import { valueAt } from '../json.ts';

/** A message on its way to a receiver. */
export interface Message {
  readonly to: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a receiver answered. */
export interface Outcome {
  readonly status: number;
  readonly location?: string | undefined;
}

/** Sends a message on. */
export type Send = (message: Message) => Promise<Outcome>;

/** What is known of the endpoint that a message goes to: its secrets, the newest first. */
export interface Known {
  readonly secrets: readonly string[];
}

/** Stands between the server and its receivers; answers what the server is told. */
export type Handling = (message: Message, send: Send, known: Known) => Promise<Outcome>;

const ENDPOINTS = ['createWebhookEndpoint', 'updateWebhookEndpoint'];
const SHOWN = [...ENDPOINTS, 'getWebhookEndpoint', 'listWebhookEndpoints', 'rotateWebhookSecret'];

/**
 * A server whose messages are altered on the way: endpoints are registered at a relay of our own, and shown with the URL
 * that was asked for.
 */
export function relayed(handle: Handling): Around {
  const secrets = new Map<string, string[]>();
  const learn = (url: string, secret: string) => secrets.set(url, [secret, ...(secrets.get(url) ?? [])]);
  const relay = new Relay((message) => handle(message, post, { secrets: secrets.get(message.to) ?? [] }));
  return (serve) => async (sent) => {
    const base = await relay.base();
    return together(
      onAnswer(SHOWN, (answer) => {
        const shown = withoutRelay(answer.body, base);
        const [url, secret] = [valueAt(shown, '/endpoint/url'), valueAt(shown, '/secret')];
        if (answer.status < 300 && typeof url === 'string' && typeof secret === 'string') learn(url, secret);
        return { ...answer, body: shown };
      }),
      onSentBody(ENDPOINTS, (body) => throughRelay(body, base)),
    )(serve)(sent);
  };
}

function throughRelay(body: Members, base: string): Members {
  const isOurs = typeof body.url === 'string' && body.url.startsWith('http://127.0.0.1:');
  return isOurs ? { ...body, url: `${base}${encodeURIComponent(String(body.url))}` } : body;
}

function withoutRelay(body: unknown, base: string): unknown {
  if (Array.isArray(body)) return body.map((item) => withoutRelay(item, base));
  if (!isMembers(body)) return body;
  const entries = Object.entries(body).map(([name, value]) => {
    const isUrl = name === 'url' && typeof value === 'string' && value.startsWith(base);
    return [name, isUrl ? decodeURIComponent(value.slice(base.length)) : withoutRelay(value, base)];
  });
  return Object.fromEntries(entries);
}

/** Listens when it is first needed, and keeps no process alive. */
class Relay {
  readonly #handle: (message: Message) => Promise<Outcome>;
  #listening: Promise<Server> | undefined;

  constructor(handle: (message: Message) => Promise<Outcome>) {
    this.#handle = handle;
  }

  async base(): Promise<string> {
    this.#listening ??= this.#listen();
    const { port } = (await this.#listening).address() as AddressInfo;
    return `http://127.0.0.1:${port}/?to=`;
  }

  #listen(): Promise<Server> {
    const server = createServer((incoming, response) => {
      received(incoming)
        .then(this.#handle)
        .then(({ status }) => response.writeHead(status).end())
        .catch(() => response.destroy());
    });
    server.unref();
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
  }
}

async function received(incoming: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const { host: _, connection: __, ...headers } = incoming.headers;
  return {
    to: new URL(incoming.url ?? '', 'http://relay').searchParams.get('to') ?? '',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Posts a message to its receiver. */
export function post({ to, headers, body }: Message): Promise<Outcome> {
  const sized = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(to, { method: 'POST', headers: sized, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A message signed anew with these secrets, after its headers or body were changed. */
export function signed(message: Message, secrets: readonly string[]): Message {
  const { headers, body } = message;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  });
  return { ...message, headers: { ...headers, 'webhook-signature': signatures.join(' ') } };
}

/** The type of the event in a message. */
export function typeOf({ body }: Message): unknown {
  return (JSON.parse(body) as Members).type;
}
