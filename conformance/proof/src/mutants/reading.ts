import { type Answered, type Asked, type Pass, redirected } from './edge.ts';

/** Reads something with the credential of a request, while it is being answered. */
export function readWith(pass: Pass, asked: Asked, target: string): Promise<Answered> {
  const { 'idempotency-key': _, 'content-length': __, 'content-type': ___, ...headers } = asked.headers;
  return pass({ ...redirected({ ...asked, method: 'GET' }, target), headers, body: Buffer.alloc(0) });
}

/** What the sandbox's clock shows. */
export async function clockOf(pass: Pass, asked: Asked): Promise<string> {
  const headers = { ...asked.headers, authorization: 'Bearer orf_test_control' };
  const { body } = await readWith(pass, { ...asked, headers }, '/test-control/clock');
  return String((body as { now?: unknown }).now);
}

/** Another answer in place of one, which keeps its own request id. */
export function inPlaceOf(answer: Answered, other: Answered): Answered {
  const id = answer.headers['orf-request-id'];
  return { ...other, headers: { ...other.headers, ...(id === undefined ? {} : { 'orf-request-id': id }) } };
}
