import { bytesOf, recorded, type Transport } from '@open-return-forwarding/conformance';
import type { Serve } from '@open-return-forwarding/server';

/**
 * Hands requests to the application itself: what a server answers does not depend on the socket, and a proof runs a
 * great many of them.
 */
export function inProcess(serve: Serve): Transport {
  return async (target, request, token) => {
    const body = request.body === undefined ? undefined : bytesOf(request.body);
    const headers = new Headers({ ...target.headers, ...request.headers });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-length', String(body.length));
    const sent = body === undefined ? {} : { body: new Uint8Array(body) };
    const answer = await serve(
      new Request(target.url + request.path, { method: request.method, headers, ...sent }),
    );
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: recorded(Buffer.from(await answer.arrayBuffer())),
    };
  };
}
