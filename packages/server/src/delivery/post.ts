import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { isIP } from 'node:net';
import type { AttemptOutcome } from '@open-return-forwarding/protocol';
import { AddressRefused, type GuardRules, refuseAddresses, type Target, targetOf } from './guard.ts';
import type { Network } from './network.ts';

/** How much of a receiver's time and words are taken. */
export interface PostLimits {
  /** For everything: looking up, connecting, sending, and reading the answer. */
  readonly totalMs: number;
  /**
   * Of the answer's body, thrown away as it comes; nothing is asked for once so much was there. TLS hands over 16 kB at a
   * time, so that 64 kB are never passed.
   */
  readonly bodyBytes: number;
}
export const postLimits: PostLimits = { totalMs: 30_000, bodyBytes: 48 * 1024 };
const HEADER_BYTES = 16 * 1024;
const MOST_ADDRESSES = 4;

export interface Poster {
  readonly rules: GuardRules;
  readonly network: Network;
  readonly limits: PostLimits;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface PostResult {
  readonly outcome: AttemptOutcome;
  readonly response_status?: number;
  readonly duration_ms: number;
}

/**
 * Posts one message and tells how it ended; never throws. `ending` breaks it off. The name is resolved once, every address is checked, and the
 * connection goes to an address that was checked: a name that changes its mind in between changes nothing. Redirects are
 * not followed, nothing is decompressed, and whatever the receiver does it is over when the time is.
 */
export async function post(poster: Poster, posting: Posting, ending?: AbortSignal): Promise<PostResult> {
  const started = performance.now();
  const end = new AbortController();
  const abort = () => end.abort();
  ending?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, poster.limits.totalMs);
  try {
    const status = await exchange(poster, posting, end.signal);
    const outcome = status >= 200 && status < 300 ? 'delivered' : 'refused';
    return { outcome, response_status: status, duration_ms: since(started) };
  } catch (error) {
    return { outcome: failure(error, end.signal), duration_ms: since(started) };
  } finally {
    clearTimeout(timer);
    ending?.removeEventListener('abort', abort);
    end.abort();
  }
}

function failure(error: unknown, { aborted }: AbortSignal): AttemptOutcome {
  if (error instanceof AddressRefused) return 'address_refused';
  return aborted ? 'timed_out' : 'unreachable';
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}

/** Tries the addresses of a name in turn until one takes the connection. */
async function exchange(poster: Poster, posting: Posting, signal: AbortSignal): Promise<number> {
  const target = targetOf(poster.rules, posting.url);
  const addresses = await addressesOf(poster, target, signal);
  for (const address of addresses.slice(0, -1)) {
    try {
      return await exchangeAt(poster, { target, address, posting, signal });
    } catch (error) {
      if (!isNotConnected(error) || signal.aborted) throw error;
    }
  }
  return exchangeAt(poster, { target, address: addresses.at(-1) ?? '', posting, signal });
}

/** Nothing was sent yet. */
function isNotConnected(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

async function exchangeAt({ network, limits }: Poster, opening: Opening): Promise<number> {
  const call = open(network, opening);
  try {
    const answer = await answerOf(call, opening.posting.body);
    await discard(answer, limits.bodyBytes, opening.signal);
    return answer.statusCode ?? 0;
  } finally {
    call.destroy();
  }
}

/** All of them allowed, and at least one. */
async function addressesOf(
  { rules, network }: Poster,
  target: Target,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const addresses =
    isIP(target.host) === 0 ? await unlessAborted(network.resolve(target.host), signal) : [target.host];
  refuseAddresses(rules, target, addresses);
  return addresses.slice(0, MOST_ADDRESSES);
}

/** A lookup cannot be called off; it is left to itself. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('out of time')), { once: true });
    work.then(resolve, reject);
  });
}

interface Opening {
  readonly target: Target;
  readonly address: string;
  readonly posting: Posting;
  readonly signal: AbortSignal;
}

function open(network: Network, { target, address, posting, signal }: Opening): ClientRequest {
  const { url, host, port, isSecure } = target;
  return request({
    method: 'POST',
    host,
    path: url.pathname + url.search,
    headers: {
      ...posting.headers,
      Host: url.host,
      'Content-Length': posting.body.length,
      'Accept-Encoding': 'identity',
      Connection: 'close',
    },
    maxHeaderSize: HEADER_BYTES,
    signal,
    createConnection: () => network.connect({ address, port, ...(isSecure && { secureFor: host }) }),
  });
}

function answerOf(call: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once('response', resolve);
    // Stays for good: a connection may also fail after the answer has begun.
    call.on('error', reject);
    call.end(body);
  });
}

/** Reads an answer to its end, its limit or the end of the time: its status has decided already. */
function discard(answer: IncomingMessage, limit: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let read = 0;
    answer.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read >= limit) resolve();
    });
    for (const event of ['end', 'close', 'error'] as const) answer.once(event, () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
