import {
  bytesOf,
  recorded,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from '@open-return-forwarding/conformance';
import type { Serve } from '@open-return-forwarding/server';

/**
 * Hands requests to the application itself: what a server answers does not depend on the socket, and a proof runs a
 * great many of them.
 */
export function inProcess(serve: Serve): Transport {
  return async (target, request, token) => answerOf(await serve(requestTo(target.url, request, token)));
}

/** A request as the application is given it. `url` is the base URL. */
export function requestTo(url: string, request: WireRequest, token: string | undefined): Request {
  const body = request.body === undefined ? undefined : bytesOf(request.body);
  const headers = new Headers({ ...request.headers });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-length', String(body.length));
  const sent = body === undefined ? {} : { body: new Uint8Array(body) };
  return new Request(url + request.path, { method: request.method, headers, ...sent });
}

/** An answer of the application as a record holds it. */
export async function answerOf(answer: Response): Promise<WireAnswer> {
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: recorded(Buffer.from(await answer.arrayBuffer())),
  };
}
