import type { Fetch } from '../src/index.ts';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** What the fake answers, in turn; an Error stands for a connection that breaks. */
export type Scripted = Response | Error;

/** A server that answers from a script and remembers what it was asked. It answers nothing beyond its script. */
export function fakeServer(...script: readonly Scripted[]): { fetch: Fetch; received: Received[] } {
  const received: Received[] = [];
  const fetch: Fetch = async (request) => {
    const body = await request.text();
    const answer = script[received.length];
    received.push({ method: request.method, url: request.url, headers: request.headers, body });
    request.signal.throwIfAborted();
    if (answer === undefined) throw new Error(`unexpected request ${request.method} ${request.url}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fetch, received };
}

/** A successful answer. */
export function ok(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, { status: 200, ...init });
}

/** A problem document. */
export function problem(
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const { headers, ...members } = more as { headers?: Record<string, string> };
  const document = {
    type: `/problems/${code}`,
    code,
    title: 'A title',
    status,
    request_id: 'req_1',
    ...members,
  };
  return Response.json(document, {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}
