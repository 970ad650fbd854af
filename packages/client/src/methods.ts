import type { OperationInfo } from '@open-return-forwarding/protocol';
import { type Caller, type CallInput, call } from './call.ts';
import type { ItemMethods, Methods, MethodsWithResponse, PageMethods } from './operation-types.ts';
import { eachItem, eachPage, type Page } from './pages.ts';
import { createTransport, type Fetch } from './transport.ts';

/** How a client reaches a server, and as whom. */
export interface ClientOptions {
  /** Where the server is, `https://orf.example`; paths of the contract are put behind it. */
  readonly baseUrl: string;
  /** The bearer token, or where a fresh one comes from at every call. Public operations do without. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** What sends a request; without it the platform's `fetch`. */
  readonly fetch?: Fetch;
  /** Further attempts after the first, 3 without it; for reads and for calls with an idempotency key only. */
  readonly retries?: number;
  /** Makes the key of a call that is given none; without it `crypto.randomUUID`. */
  readonly idempotencyKey?: () => string;
  /** Sent as `User-Agent`. A browser may not allow it. */
  readonly userAgent?: string;
}

/** A typed client: a method per operation, and the same operations in three other forms. */
export type Client<Ops, Id extends keyof Ops> = Methods<Ops, Id> & {
  /** With status, headers and entity tag beside the body. */
  readonly withResponse: MethodsWithResponse<Ops, Id>;
  /** The items of a list, over all its pages. */
  readonly all: ItemMethods<Ops, Id>;
  /** A list page by page. */
  readonly pages: PageMethods<Ops, Id>;
};

type Method<Result> = (input?: CallInput) => Result;

/** The methods of a client as they are at run time: made from the manifest, typed by the contract. */
export interface UntypedMethods {
  readonly [operationId: string]: unknown;
}

/**
 * Makes the methods of a client from a manifest. `scheme` is the security scheme that the client's token belongs to.
 * @throws {TypeError} when `baseUrl` is not a URL.
 */
export function methodsOf(
  options: ClientOptions,
  manifest: Readonly<Record<string, OperationInfo>>,
  scheme: string,
): UntypedMethods {
  const caller = callerOf(options, scheme);
  const operations = Object.values(manifest);
  const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
  return {
    ...table(
      operations,
      (info) =>
        async (input = {}) =>
          (await call(caller, info, input)).data,
    ),
    withResponse: table(
      operations,
      (info) =>
        (input = {}) =>
          call(caller, info, input),
    ),
    all: table(lists, (info) => (input) => eachItem(pagesOf(caller, info, input))),
    pages: table(lists, (info) => (input) => pagesOf(caller, info, input)),
  };
}

function callerOf({ token, ...options }: ClientOptions, scheme: string): Caller {
  const baseUrl = new URL(options.baseUrl, globalThis.location?.href).href;
  return {
    transport: createTransport(baseUrl, options.fetch),
    scheme,
    token: async () => (typeof token === 'function' ? token() : token),
    idempotencyKey: options.idempotencyKey ?? (() => crypto.randomUUID()),
    retries: options.retries ?? 3,
    userAgent: options.userAgent,
  };
}

function table<Result>(operations: readonly OperationInfo[], make: (info: OperationInfo) => Method<Result>) {
  return Object.fromEntries(operations.map((info) => [info.operationId, make(info)]));
}

function pagesOf(caller: Caller, info: OperationInfo, input: CallInput = {}): AsyncGenerator<Page> {
  const read = async (cursor: string | undefined) => {
    const query = cursor === undefined ? input.query : { ...input.query, cursor };
    return (await call(caller, info, { ...input, query: query ?? {} })).data as Page;
  };
  const from = input.query?.cursor;
  return eachPage({ operation: info.operationId }, read, typeof from === 'string' ? from : undefined);
}
