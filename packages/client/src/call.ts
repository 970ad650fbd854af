import { type OperationInfo, specVersion } from '@open-return-forwarding/protocol';
import { type Answer, decodeAnswer } from './answer.ts';
import { type FailedCall, OrfConnectionError } from './errors.ts';
import { withRetries } from './retry.ts';
import { NoAnswer, type Transport, type WireRequest } from './transport.ts';

/** What a caller can say about any one call. */
export interface CallOptions {
  /** Ends the call, also while it waits for a retry; the call then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Further attempts after the first, instead of the client's own number. */
  readonly retries?: number;
  /** Another token than the client's. `redeemRating` takes the token of its rating link. */
  readonly token?: string;
  /** Further headers. They win over those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parts of a call as they come at run time; their types are those of the operation. */
export interface CallInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** What all calls of one client share. */
export interface Caller {
  readonly transport: Transport;
  /** The security scheme that `token` belongs to. */
  readonly scheme: string;
  readonly token: () => Promise<string | undefined>;
  readonly idempotencyKey: () => string;
  readonly retries: number;
  readonly userAgent: string | undefined;
}

/**
 * Calls one operation: one idempotency key over all attempts; only what may safely be repeated is.
 * @throws {OrfProblem} {@link OrfAnswerError} {@link OrfConnectionError}, or the reason of an aborted signal.
 * @throws {TypeError} when a path parameter is missing or cannot stand in a path, or a token of another kind is needed.
 */
export async function call(caller: Caller, info: OperationInfo, input: CallInput): Promise<Answer<unknown>> {
  const key = info.idempotent ? (input.idempotencyKey ?? caller.idempotencyKey()) : undefined;
  const failed: FailedCall = { operation: info.operationId, idempotency_key: key };
  const request: WireRequest = {
    method: info.method,
    path: info.path,
    params: { path: pathParameters(info, input), query: input.query ?? {} },
    headers: {
      ...(await callHeaders(caller, info, input)),
      ...(key && { 'Idempotency-Key': key }),
      ...input.headers,
    },
    body: input.body,
    signal: input.signal,
  };
  const declared = (status: number) => info.responses[status]?.media.map(({ mediaType }) => mediaType) ?? [];
  const mayRepeat = info.method === 'get' || info.idempotent;
  const plan = { retries: mayRepeat ? (input.retries ?? caller.retries) : 0, signal: input.signal };
  return withRetries(plan, async () =>
    decodeAnswer(failed, await answered(failed, caller.transport, request), declared),
  );
}

async function answered(failed: FailedCall, transport: Transport, request: WireRequest) {
  try {
    return await transport(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    if (request.signal?.aborted) throw request.signal.reason;
    throw new OrfConnectionError(failed, `no answer: ${reasonOf(error.cause)}`, { cause: error.cause });
  }
}

async function callHeaders(
  caller: Caller,
  info: OperationInfo,
  input: CallInput,
): Promise<Record<string, string>> {
  const media = Object.values(info.responses).flatMap((response) =>
    response.media.map(({ mediaType }) => mediaType),
  );
  const headers: Record<string, string> = { Accept: [...new Set(media)].join(', ') };
  if (info.parameters.some(({ name }) => name === 'ORF-Version')) headers['ORF-Version'] = specVersion;
  if (input.ifMatch !== undefined) headers['If-Match'] = input.ifMatch;
  if (caller.userAgent !== undefined) headers['User-Agent'] = caller.userAgent;
  const token = info.security.kind === 'public' ? undefined : await tokenFor(caller, info, input);
  if (token === undefined) return headers;
  const { header } = info.security;
  return {
    ...headers,
    ...(header === undefined ? { Authorization: `Bearer ${token}` } : { [header]: token }),
  };
}

/** The client's token never goes where another kind of token is asked for. */
function tokenFor(
  caller: Caller,
  info: OperationInfo,
  input: CallInput,
): string | Promise<string | undefined> {
  if (input.token !== undefined) return input.token;
  if (info.security.kind === caller.scheme) return caller.token();
  throw new TypeError(`${info.operationId} needs a \`token\` of its own (${info.security.kind})`);
}

/** A URL drops `.` and `..`, so that such an id would reach another resource. */
function pathParameters(info: OperationInfo, input: CallInput): Readonly<Record<string, unknown>> {
  for (const { name } of info.parameters.filter((parameter) => parameter.in === 'path')) {
    const value = input.path?.[name];
    if (value === undefined || value === null || ['', '.', '..'].includes(String(value))) {
      throw new TypeError(`${info.operationId}: path parameter ${name} cannot be ${JSON.stringify(value)}`);
    }
  }
  return input.path ?? {};
}

/** undici says only `fetch failed`; the reason is underneath. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
