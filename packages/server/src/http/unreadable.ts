import type { Duplex } from 'node:stream';
import { ProblemError } from '@open-return-forwarding/protocol';
import { problemBody } from '@open-return-forwarding/protocol/hono';
import { newId } from '../ids.ts';

/** What the HTTP parser says of headers that are too long together. */
const TOO_LONG = 'HPE_HEADER_OVERFLOW';

/** Answers what never became a request, because it is no HTTP that can be read; then the connection ends. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const detail =
    error.code === TOO_LONG
      ? 'the headers are longer than 16 kB together'
      : 'this is no HTTP/1.1 request that can be read';
  const requestId = newId('req');
  const problem = new ProblemError('malformed_request', { detail });
  const body = JSON.stringify(problemBody(problem, requestId, ''));
  const head = [
    `HTTP/1.1 ${problem.status} Bad Request`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `ORF-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
