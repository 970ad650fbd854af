import { randomUUID } from 'node:crypto';
import { manifest, type ProblemCode, problems } from '@open-return-forwarding/protocol';
import { testControlManifest } from '@open-return-forwarding/protocol/test-control';
import type { Serve } from '@open-return-forwarding/server';

/** A difference that stands in front of the application. */
export type Around = (serve: Serve) => Serve;

/** A request as a mutation sees it. */
export interface Asked {
  /** Undefined where the contract has no such path and method. */
  readonly operation: string | undefined;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Path parameters by name. */
  readonly path: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as a mutation sees it. */
export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, bytes of anything else, or undefined for no body. */
  readonly body: unknown;
}

/** An object of JSON. */
export type Members = Readonly<Record<string, unknown>>;

/** Lets the reference server answer: the request as it came, or another. Can be called more than once. */
export type Pass = (asked?: Asked) => Promise<Answered>;

/** An operation, several of them, `*` for every request, or a condition. */
export type Which = string | readonly string[] | ((asked: Asked) => boolean);

/** Answers some requests in another way than the reference server would. */
export function instead(which: Which, answer: (asked: Asked, pass: Pass) => Promise<Answered>): Around {
  return (serve) => async (request) => {
    if (!mayBeMeant(which, request)) return serve(request);
    const asked = await askedOf(request);
    if (!isMeant(which, asked)) return serve(requestOf(request.url, asked));
    const pass: Pass = async (other = asked) => answeredOf(await serve(requestOf(request.url, other)));
    return responseOf(await answer(asked, pass));
  };
}

/** Changes answers, refusals included. */
export function onAnswer(which: Which, change: (answer: Answered, asked: Asked) => Answered): Around {
  return instead(which, async (asked, pass) => change(await pass(), asked));
}

/** Changes the body of good answers that have a JSON object. */
export function onBody(which: Which, change: (body: Members, asked: Asked) => unknown): Around {
  return onAnswer(which, (answer, asked) =>
    answer.status < 400 && isMembers(answer.body) ? { ...answer, body: change(answer.body, asked) } : answer,
  );
}

/** Changes requests before they reach the server. */
export function onRequest(which: Which, change: (asked: Asked) => Asked): Around {
  return instead(which, (asked, pass) => pass(change(asked)));
}

/** Changes the body of requests that have a JSON object; a body that is answered as it is keeps its bytes. */
export function onSentBody(which: Which, change: (body: Members, asked: Asked) => Members): Around {
  return onRequest(which, (asked) => {
    const body = sentBody(asked);
    const other = body === undefined ? undefined : change(body, asked);
    return other === body ? asked : { ...asked, body: Buffer.from(JSON.stringify(other)) };
  });
}

/** Changes refusals of a code. */
export function onProblem(
  code: ProblemCode | '*',
  change: (answer: Answered, asked: Asked) => Answered,
): Around {
  return onAnswer('*', (answer, asked) => {
    const isSuch =
      answer.status >= 400 && isMembers(answer.body) && (code === '*' || answer.body.code === code);
    return isSuch ? change(answer, asked) : answer;
  });
}

/** Refuses with another code than it should, where `which` applies. */
export function refusedAs(from: ProblemCode, to: ProblemCode, which: Which = '*'): Around {
  return onProblem(from, (answer, asked) => (isMeant(which, asked) ? recoded(answer, to) : answer));
}

/** A refusal with another code and the status of that one; the rest stays. */
export function recoded(answer: Answered, code: ProblemCode): Answered {
  const { status, title } = problems[code];
  const body = isMembers(answer.body) ? answer.body : {};
  return { ...answer, status, body: { ...body, type: `/problems/${code}`, code, status, title } };
}

/** A refusal of its own, as the reference server would word it. */
export function problemAnswer(code: ProblemCode, headers: Answered['headers'] = {}): Answered {
  const id = `req_${randomUUID()}`;
  const { status, title } = problems[code];
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'orf-request-id': id,
      ...headers,
    },
    body: { type: `/problems/${code}`, code, title, status, request_id: id },
  };
}

/** A difference that remembers something: every server has a memory of its own, also the one of a rehearsal. */
export function afresh(make: () => Around): Around {
  return (serve) => make()(serve);
}

/** Several differences, the first one outermost. */
export function together(...all: readonly Around[]): Around {
  return (serve) => all.reduceRight((inner, around) => around(inner), serve);
}

/** An answer without a header. */
export function withoutHeader(answer: Answered, name: string): Answered {
  const { [name]: _, ...headers } = answer.headers;
  return { ...answer, headers };
}

/** The JSON object that was sent, if one was. */
export function sentBody({ body }: Asked): Members | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The same request to another path, with or without a query. */
export function redirected(asked: Asked, target: string): Asked {
  return { ...asked, ...matched(asked.method, target), target };
}

/** A query parameter of the request. */
export function queryOf({ target }: Asked): URLSearchParams {
  return new URLSearchParams(target.split('?')[1] ?? '');
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

export function isMeant(which: Which, asked: Asked): boolean {
  if (typeof which === 'function') return which(asked);
  if (which === '*') return true;
  return asked.operation !== undefined && [which].flat().includes(asked.operation);
}

/** What can be told without the body, so that a request which is not meant goes on as it is. */
function mayBeMeant(which: Which, { method, url }: Request): boolean {
  if (typeof which === 'function' || which === '*') return true;
  const { operation } = matched(method, new URL(url).pathname);
  return operation !== undefined && [which].flat().includes(operation);
}

const operations = [...Object.values(manifest), ...Object.values(testControlManifest)].map(
  ({ operationId, method, path }) => ({
    id: operationId,
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    isExact: !path.includes('{'),
  }),
);

function matched(method: string, target: string): Pick<Asked, 'operation' | 'path'> {
  const [path = ''] = target.split('?');
  const found = operations
    .filter((operation) => operation.method === method && operation.pattern.test(path))
    .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))[0];
  const groups = Object.entries(found?.pattern.exec(path)?.groups ?? {});
  return {
    operation: found?.id,
    path: Object.fromEntries(groups.map(([name, value]) => [name, decoded(value)])),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function askedOf(request: Request): Promise<Asked> {
  const { pathname, search } = new URL(request.url);
  const target = pathname + search;
  return {
    ...matched(request.method, target),
    method: request.method,
    target,
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()),
  };
}

function requestOf(url: string, { method, target, headers, body }: Asked): Request {
  const sized: Record<string, string> =
    'content-length' in headers ? { 'content-length': String(body.length) } : {};
  const sent = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) };
  return new Request(new URL(target, url), { method, headers: { ...headers, ...sized }, ...sent });
}

async function answeredOf(response: Response): Promise<Answered> {
  const headers = Object.fromEntries(response.headers);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = /^application\/(problem\+)?json/.test(headers['content-type'] ?? '');
  const body: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : bytes;
  return { status: response.status, headers, body: bytes.length === 0 ? undefined : body };
}

function responseOf({ status, headers, body }: Answered): Response {
  const { 'content-length': _, ...rest } = headers;
  const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body);
  return new Response(body === undefined ? null : sent, { status, headers: rest });
}
