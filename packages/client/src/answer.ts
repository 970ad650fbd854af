import type { FieldError } from '@open-return-forwarding/protocol';
import { type FailedCall, OrfAnswerError, OrfProblem } from './errors.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { WireAnswer } from './transport.ts';

/** An answer with everything that it came with. */
export interface Answer<Body> {
  readonly data: Body;
  readonly status: number;
  readonly headers: Headers;
  /** Version of the resource, for `ifMatch`. */
  readonly etag: string | undefined;
  /** Names the call in the server's logs. */
  readonly request_id: string | undefined;
}

/** Media types that the contract declares for a status; none where the answer has no body or the status is not known. */
export type DeclaredMedia = (status: number) => readonly string[];

/**
 * Decodes an answer: JSON as a value, a document as bytes, none as undefined.
 * @throws {OrfProblem} when it is a problem document.
 * @throws {OrfAnswerError} when it is an error without one, or a success whose body is not what was declared.
 */
export function decodeAnswer(call: FailedCall, answer: WireAnswer, declared: DeclaredMedia): Answer<unknown> {
  const { status, headers } = answer;
  if (status < 200 || status >= 300) throw failure(call, answer);
  return {
    data: decodeBody(call, answer, declared(status)),
    status,
    headers,
    etag: headers.get('ETag') ?? undefined,
    request_id: headers.get('ORF-Request-Id') ?? undefined,
  };
}

function decodeBody(
  call: FailedCall,
  { status, headers, body }: WireAnswer,
  declared: readonly string[],
): unknown {
  if (body.length === 0 && declared.length === 0) return undefined;
  const media = mediaType(headers);
  if (body.length > 0 && isJson(media)) {
    const value = parsed(body);
    if (value !== undefined) return value;
  } else if (declared.includes(media)) {
    return body;
  }
  throw new OrfAnswerError(call, `${status} with a body that is not ${declared.join(' or ') || 'JSON'}`, {
    status,
  });
}

function failure(call: FailedCall, { status, headers, body }: WireAnswer): OrfProblem | OrfAnswerError {
  const retry_after = retryAfterSeconds(headers);
  const document = isJson(mediaType(headers)) ? parsed(body) : undefined;
  const code = document !== null && typeof document === 'object' ? member(document, 'code') : undefined;
  if (document === undefined || code === undefined) {
    return new OrfAnswerError(call, `${status} without a problem document`, { status, retry_after });
  }
  return new OrfProblem(call, {
    status,
    code,
    type: member(document, 'type'),
    title: member(document, 'title'),
    detail: member(document, 'detail'),
    errors: fieldErrors(document),
    request_id: member(document, 'request_id') ?? headers.get('ORF-Request-Id') ?? undefined,
    retry_after,
  });
}

function mediaType(headers: Headers): string {
  return (headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isJson(media: string): boolean {
  return /^application\/(\S+\+)?json$/.test(media);
}

/** The JSON value, undefined when it is none. */
function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function member(document: unknown, name: string): string | undefined {
  const value = (document as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

function fieldErrors(document: unknown): FieldError[] {
  const { errors } = document as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors.filter((error) => typeof error?.code === 'string') : [];
}
