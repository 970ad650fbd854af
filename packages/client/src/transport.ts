import createFetchClient from 'openapi-fetch';

/** A `fetch` of the platform, or anything that answers a request: a proxy agent, a server's own handler in a test. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** One request, its parts not yet put together. */
export interface WireRequest {
  readonly method: 'get' | 'put' | 'post' | 'delete' | 'patch';
  /** Path template, `/v1/returns/{return_id}`. */
  readonly path: string;
  readonly params: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
  };
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined for none. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** One answer, read to its end. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The request was sent, and no answer came. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface AnyOperation {
  requestBody?: { content: { 'application/json': unknown } };
  responses: Record<number, unknown>;
}

type AnyPaths = Record<string, Record<WireRequest['method'], AnyOperation>>;

/**
 * Sends one request and reads the whole answer. openapi-fetch, which gets no more releases, stays behind this function:
 * it builds the URL, the query, the body and the request. A redirect is a failure, since it would turn a POST into a GET.
 * @throws {NoAnswer} when the request could not be sent or its answer not be read.
 */
export function createTransport(baseUrl: string, fetch: Fetch = (request) => globalThis.fetch(request)) {
  const client = createFetchClient<AnyPaths>({ baseUrl, redirect: 'error' });
  return async ({ signal, ...request }: WireRequest): Promise<WireAnswer> => {
    let answer: WireAnswer | undefined;
    const keepAnswer = async (sent: Request) => {
      answer = await exchange(fetch, sent);
      // openapi-fetch guesses how to read a body; it gets none, and the answer is decoded by its own media type.
      return new Response(null, { status: 204 });
    };
    const { method, path, params, headers, body } = request;
    await client.request(method, path, {
      params,
      headers,
      body,
      fetch: keepAnswer,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer === undefined) throw new NoAnswer('the request was not sent');
    return answer;
  };
}

/** Sends requests one by one. */
export type Transport = ReturnType<typeof createTransport>;

async function exchange(fetch: Fetch, request: Request): Promise<WireAnswer> {
  try {
    const response = await fetch(request);
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  } catch (cause) {
    throw new NoAnswer('no answer', { cause });
  }
}
