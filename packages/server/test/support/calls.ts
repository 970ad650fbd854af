import type {
  CoreHandlers,
  OperationInfo,
  PolicyHandlers,
  PrivacyHandlers,
  Problem,
  RecallHandlers,
  ReservationsHandlers,
  WebhooksHandlers,
} from '@open-return-forwarding/protocol';
import { manifest } from '@open-return-forwarding/protocol';
import { type TestControlHandlers, testControlManifest } from '@open-return-forwarding/protocol/test-control';

type ProtocolHandlers = CoreHandlers<unknown> &
  WebhooksHandlers<unknown> &
  PolicyHandlers<unknown> &
  PrivacyHandlers<unknown> &
  ReservationsHandlers<unknown> &
  RecallHandlers<unknown>;
type Handlers = ProtocolHandlers & TestControlHandlers<unknown>;
/** Any operation that the reference server answers. */
export type OperationId = keyof Handlers;
type RequestOf<Id extends OperationId> = Parameters<Handlers[Id]>[1];

/** What a successful answer of an operation carries. */
export type BodyOf<Id extends OperationId> =
  Awaited<ReturnType<Handlers[Id]>> extends { readonly body: infer Body } ? Body : undefined;

/** What goes into a call; the query may leave out what has a default. */
export interface Input<Id extends OperationId> {
  readonly path?: RequestOf<Id>['path'];
  readonly query?: Partial<RequestOf<Id>['query']>;
  readonly body?: RequestOf<Id>['body'];
}

/** How a call is made; without them with the sandbox's own token and a new key. */
export interface Manner {
  readonly token?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The parsed body, or undefined where it is no JSON. */
  readonly body: unknown;
}

export const operations: Readonly<Record<OperationId, OperationInfo>> = {
  ...(manifest as Readonly<Record<keyof ProtocolHandlers, OperationInfo>>),
  ...testControlManifest,
};

/** The operations of the profile core, in the order of the contract. */
export const coreOperations: readonly OperationInfo[] = Object.values(manifest).filter(
  ({ profile }: OperationInfo) => profile === 'core',
);

/** The statuses below 400 that an operation declares. */
export function successesOf({ responses }: OperationInfo): number[] {
  return Object.keys(responses)
    .map(Number)
    .filter((status) => status < 400);
}

let calls = 0;

/** An idempotency key that was never used before. */
export function newKey(): string {
  calls += 1;
  return `key-${process.pid}-${calls}`;
}

/** Makes the HTTP request of a call. `base` is the URL of the server, without a slash at the end. */
export function requestFor(
  operation: OperationInfo,
  input: {
    readonly path?: object | undefined;
    readonly query?: object | undefined;
    readonly body?: unknown;
  },
  { base, token, key, headers = {} }: Manner & { readonly base: string },
): Request {
  const path = Object.entries(input.path ?? {}).reduce(
    (template, [name, value]) => template.replace(`{${name}}`, encodeURIComponent(String(value))),
    operation.path,
  );
  const query = new URLSearchParams(Object.entries(input.query ?? {}).map(([k, v]) => [k, String(v)]));
  const url = `${base}${path}${query.size === 0 ? '' : `?${query}`}`;
  const body = input.body ?? (operation.request?.required === true ? {} : undefined);
  return new Request(url, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(token === undefined ? {} : tokenHeader(operation, token)),
      ...(operation.idempotent ? { 'Idempotency-Key': key ?? newKey() } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

function tokenHeader({ security }: OperationInfo, token: string): Record<string, string> {
  return security.header === undefined ? { Authorization: `Bearer ${token}` } : { [security.header]: token };
}

/** Reads an answer to its end. */
export async function readAnswer(response: Response): Promise<HttpAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** The problem that an answer is. Throws where it is none. */
export function problemOf({ status, headers, body, text }: HttpAnswer): Problem {
  if (headers.get('content-type') !== 'application/problem+json')
    throw new Error(`${status} is no problem: ${text.slice(0, 300)}`);
  return body as Problem;
}
