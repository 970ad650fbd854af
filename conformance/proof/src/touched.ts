import { isDeepStrictEqual } from 'node:util';
import {
  bytesOf,
  type Config,
  type Exchange,
  isFailure,
  type Report,
  type ReportedCheck,
} from '@open-return-forwarding/conformance';
import type { Serve } from '@open-return-forwarding/server';
import { answerOf, requestTo } from './in-process.ts';

/** A run of the whole suite against the reference server. */
export interface Reference {
  readonly report: Pick<Report, 'checks' | 'implementation'>;
  readonly tokens: Config['tokens'];
}

const DISCOVERY = { method: 'GET', path: '/.well-known/open-return-forwarding', credential: 'none' } as const;

/**
 * The checks for which a difference at the edge makes any difference at all: everything that the suite said to the
 * reference server, and was answered, is led past it. A check whose every request and answer passes it unchanged ends as it
 * did. One with raw bytes takes another way and always counts.
 */
export async function touched(around: (serve: Serve) => Serve, reference: Reference): Promise<string[]> {
  const { checks, implementation } = reference.report;
  const lane = new Lane(around, reference);
  const answer = { status: 200, headers: { 'content-type': 'application/json' } };
  const body = { text: JSON.stringify(implementation.discovery) };
  const first = { request: { ...DISCOVERY, headers: {} }, outcome: { ...answer, body } };
  if (!(await lane.passes([first]))) return checks.map(({ id }) => id);
  const found: string[] = [];
  for (const check of checks) if (!(await isUntouched(lane, check))) found.push(check.id);
  return found;
}

async function isUntouched(lane: Lane, { steps }: ReportedCheck): Promise<boolean> {
  let isSame = true;
  for (const step of steps) {
    if (step.kind !== 'exchange' && step.kind !== 'race') continue;
    const exchanges = step.kind === 'race' ? step.exchanges : [step.exchange];
    if (!(await lane.passes(exchanges))) isSame = false;
  }
  return isSame;
}

/** The difference, in front of a server that knows only what was recorded. */
class Lane {
  readonly #reference: Reference;
  readonly #serve: Serve;
  /** Something was asked that the suite never asked the reference server. */
  #isAsked = false;
  #waiting: Sent[] = [];
  /** Answers that were made here: one that comes out again as it is, is the same. */
  readonly #made = new WeakMap<Response, Exchange>();

  constructor(around: (serve: Serve) => Serve, reference: Reference) {
    this.#reference = reference;
    this.#serve = around((request) => this.#recorded(request));
  }

  /** Whether all of these pass unchanged; they are sent at the same moment. */
  async passes(exchanges: readonly Exchange[]): Promise<boolean> {
    if (exchanges.some(({ request, outcome }) => request.raw !== undefined || isFailure(outcome)))
      return false;
    const sent = exchanges.map((exchange) => ({ request: this.#unread(exchange), exchange }));
    this.#waiting = [...sent];
    this.#isAsked = false;
    try {
      const same = await Promise.all(
        sent.map(({ request, exchange }) => this.#isAnswered(request, exchange)),
      );
      return same.every(Boolean) && !this.#isAsked && this.#waiting.length === 0;
    } catch (error) {
      // A difference that asks for more than was recorded may stumble over what it is told.
      if (!this.#isAsked) throw error;
      return false;
    }
  }

  async #isAnswered(request: Request, exchange: Exchange): Promise<boolean> {
    const answer = await this.#serve(request);
    if (this.#made.get(answer) === exchange) return true;
    return isDeepStrictEqual(await answerOf(answer), exchange.outcome);
  }

  /** The request as nobody has read it yet: most mutants let most requests pass. */
  #unread(exchange: Exchange): Request {
    const known = requests.get(exchange);
    if (known?.bodyUsed === false) return known;
    const request = this.#request(exchange.request);
    requests.set(exchange, request);
    return request;
  }

  #request(request: Exchange['request']): Request {
    const { report, tokens } = this.#reference;
    const token = request.credential === 'unknown' ? NOBODYS : tokens[request.credential];
    return requestTo(report.implementation.url, request, token);
  }

  async #recorded(request: Request): Promise<Response> {
    const found =
      this.#taken((each) => each.request === request && !request.bodyUsed) ?? (await this.#like(request));
    if (found !== undefined) {
      const response = responseOf(found.outcome);
      this.#made.set(response, found);
      return response;
    }
    this.#isAsked = true;
    return new Response('{}', { status: 599, headers: { 'content-type': 'application/json' } });
  }

  /** What was recorded for a request that says the same as one that was sent. */
  async #like(request: Request): Promise<Exchange | undefined> {
    const key = await keyOf(request);
    const known = new Map(
      await Promise.all(
        this.#waiting.map(async ({ exchange }) => [exchange, await this.#keyOf(exchange)] as const),
      ),
    );
    return this.#taken(({ exchange }) => known.get(exchange) === key);
  }

  #taken(isIt: (each: Sent) => boolean): Exchange | undefined {
    const index = this.#waiting.findIndex(isIt);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0]?.exchange;
  }

  #keyOf(exchange: Exchange): Promise<string> {
    const known = keys.get(exchange) ?? keyOf(this.#request(exchange.request));
    keys.set(exchange, known);
    return known;
  }
}

interface Sent {
  readonly request: Request;
  readonly exchange: Exchange;
}

/** Of every recorded exchange, since one mutant after the other is tried with it. */
const keys = new WeakMap<Exchange, Promise<string>>();
const requests = new WeakMap<Exchange, Request>();

const NOBODYS = 'orf_test_nobody_has_this_token';

/** Two requests of one key are the same. */
async function keyOf(request: Request): Promise<string> {
  const headers = [...request.headers].filter(([name]) => name !== 'content-length');
  const body = Buffer.from(await request.arrayBuffer()).toString('base64');
  return JSON.stringify([request.method, request.url, headers.toSorted(), body]);
}

function responseOf(outcome: Exchange['outcome']): Response {
  if (isFailure(outcome)) return new Response(null, { status: 500 });
  const bytes = bytesOf(outcome.body);
  return new Response(bytes.length === 0 ? null : new Uint8Array(bytes), outcome);
}
