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
  #waiting: { readonly key: string; readonly response: () => Response }[] = [];

  constructor(around: (serve: Serve) => Serve, reference: Reference) {
    this.#reference = reference;
    this.#serve = around((request) => this.#recorded(request));
  }

  /** Whether all of these pass unchanged; they are sent at the same moment. */
  async passes(exchanges: readonly Exchange[]): Promise<boolean> {
    if (exchanges.some(({ request, outcome }) => request.raw !== undefined || isFailure(outcome)))
      return false;
    const requests = exchanges.map(
      ({ request }) =>
        () =>
          this.#request(request),
    );
    this.#waiting = await Promise.all(
      exchanges.map(async ({ outcome }, index) => ({
        key: await keyOf((requests[index] as () => Request)()),
        response: () => responseOf(outcome),
      })),
    );
    this.#isAsked = false;
    const answers = await this.#answers(requests);
    const isSame = answers.every((answer, index) => isDeepStrictEqual(answer, exchanges[index]?.outcome));
    return isSame && !this.#isAsked && this.#waiting.length === 0;
  }

  /** A difference that asks for more than was recorded may stumble over what it is told: then these are none. */
  async #answers(requests: readonly (() => Request)[]) {
    try {
      return await Promise.all(requests.map(async (make) => answerOf(await this.#serve(make()))));
    } catch (error) {
      if (!this.#isAsked) throw error;
      return [];
    }
  }

  #request(request: Exchange['request']): Request {
    const { report, tokens } = this.#reference;
    const token = request.credential === 'unknown' ? NOBODYS : tokens[request.credential];
    return requestTo(report.implementation.url, request, token);
  }

  async #recorded(request: Request): Promise<Response> {
    const key = await keyOf(request);
    const index = this.#waiting.findIndex((each) => each.key === key);
    const [found] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (found !== undefined) return found.response();
    this.#isAsked = true;
    return new Response('{}', { status: 599, headers: { 'content-type': 'application/json' } });
  }
}

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
