import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import {
  bytesOf,
  type Outcome,
  recorded,
  type WireFailure,
  type WireFailureCode,
  type WireRequest,
} from './step.ts';

/** Where requests go, and how long and large an answer may be. */
export interface Target {
  /** Base URL without a trailing slash. */
  readonly url: string;
  /** Sent with every request, as a gateway in front of the server may ask for. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout_ms: number;
}

const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Sends one request over plain `node:http`, so that nothing between the check and the server corrects either of them. */
export function sendOverHttp(
  target: Target,
  request: WireRequest,
  token: string | undefined,
): Promise<Outcome> {
  const url = new URL(target.url + request.path);
  const body = request.body === undefined ? undefined : bytesOf(request.body);
  const headers: Record<string, string> = { ...target.headers, ...request.headers };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-length'] = String(body.length);
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const sent = open(url, { method: request.method, headers, agent: false }, (answer) => {
      read(answer).then(resolve, (error: Error) => resolve(failureOf(error)));
    });
    const timer = setTimeout(() => sent.destroy(new Failed('timeout', quietFor(target))), target.timeout_ms);
    sent.on('error', (error) => resolve(failureOf(error)));
    sent.on('close', () => clearTimeout(timer));
    sent.end(body);
  });
}

function quietFor({ timeout_ms }: Target): string {
  return `no complete answer within ${timeout_ms / 1000} s`;
}

async function read(answer: IncomingMessage): Promise<Outcome> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER)
      throw new Failed('too_large', `the answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: recorded(Buffer.concat(chunks)),
  };
}

/** A failure that this file found itself. */
export class Failed extends Error {
  readonly failure: WireFailureCode;

  constructor(failure: WireFailureCode, detail: string) {
    super(detail);
    this.failure = failure;
  }
}

const CODES: Readonly<Record<string, WireFailureCode>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ECONNRESET: 'cut_off',
  EPIPE: 'cut_off',
  ETIMEDOUT: 'timeout',
};

/** What went wrong below HTTP, in the suite's own words. */
export function failureOf(error: Error & { code?: string }): WireFailure {
  if (error instanceof Failed) return { failure: error.failure, detail: error.message };
  const code = error.code ?? '';
  if (code.startsWith('HPE_')) return { failure: 'not_http', detail: `the answer is not HTTP (${code})` };
  if (/CERT|SSL|TLS|ISSUER|SELF_SIGNED/.test(code)) return { failure: 'tls', detail: `TLS failed (${code})` };
  return {
    failure: CODES[code] ?? 'cut_off',
    detail: code === '' ? error.message : `${code}: ${error.message}`,
  };
}
