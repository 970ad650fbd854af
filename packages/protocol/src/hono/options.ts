import type { OperationInfo, ProtocolContract } from '../operation-info.ts';

/** Who calls. A server adds what its handlers need, such as the retailer. */
export interface Principal {
  readonly scopes: readonly string[];
}

export type Headers = Readonly<Record<string, string>>;

/** A request as its handler gets it: decoded by the contract, and nothing else in it. */
export interface DecodedRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Declared headers by their declared names; `Idempotency-Key` without quotes. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What a handler answers: a declared status, and what the contract declares with it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Media type of a binary body; a JSON body needs none. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
}

/** One request that passed every check and is about to be carried out. */
export interface Call<P extends Principal> {
  readonly operation: OperationInfo;
  readonly request: DecodedRequest;
  /** Undefined for a public operation. */
  readonly principal: P | undefined;
  readonly requestId: string;
  /** Path and query as they came, and the body's text: what an idempotency digest is made of. */
  readonly target: string;
  readonly rawBody: string;
}

/** Handlers by operationId. The generated tables (`CoreHandlers`) are precise; here only the names matter. */
export type HandlerTable<Context> = Readonly<
  Record<string, (context: Context, request: never) => Promise<Answer>>
>;

export interface ProtocolHooks<P extends Principal> {
  /**
   * Called after authentication, before the body is read: the place for rate limits. Headers that it returns go onto
   * the answer; a ProblemError that it throws (`rate_limited`, with `Retry-After`) is the answer.
   */
  readonly admit?: (call: AdmittedCall<P>) => Headers | undefined | Promise<Headers | undefined>;
  /** An error that is no ProblemError: a bug or a broken machine. The caller learns nothing of it. */
  readonly onError?: (
    error: unknown,
    at: { readonly requestId: string; readonly operationId: string },
  ) => void;
  /** Called once per answer of an operation. */
  readonly onAnswer?: (answer: FinishedCall<P>) => void;
}

export interface AdmittedCall<P extends Principal> {
  readonly operation: OperationInfo;
  readonly principal: P | undefined;
  readonly requestId: string;
}

export interface FinishedCall<P extends Principal> extends Partial<AdmittedCall<P>> {
  readonly requestId: string;
  readonly status: number;
  /** Code of the problem, if the answer is one. */
  readonly problem?: string;
}

export interface ProtocolOptions<Context, P extends Principal> {
  /**
   * Who a token belongs to; undefined refuses it. `kind` is the security scheme: `bearer`, `ratingToken` or
   * `testControl`. Nothing else lets a caller in.
   */
  readonly authenticate: (token: string, kind: string) => P | undefined | Promise<P | undefined>;
  /**
   * Carries out one checked call: makes the context and hands it to `run`, which calls the handler. This is where a
   * server puts the transaction and the idempotency record: it may run inside a transaction, run again, or answer
   * from a stored answer without running at all. What it resolves to is answered; a ProblemError becomes a problem.
   */
  readonly execute: (call: Call<P>, run: (context: Context) => Promise<Answer>) => Promise<Answer>;
  /** Makes the id of each request. Ids that callers send are never taken over. */
  readonly requestId?: () => string;
  /** What stands before `/problems/<code>` in the `type` of a problem; empty unless the server has a base path. */
  readonly problemBase?: string;
  /** Largest body in bytes; 64 kB unless said otherwise. */
  readonly maximumBodyBytes?: number;
  /**
   * For tests: every answer is checked against the contract, members that it does not know included, and a problem
   * against the codes of the operation. A violation is thrown as a ContractViolation, out of `app.request()`.
   */
  readonly validateResponses?: boolean;
  readonly hooks?: ProtocolHooks<P>;
}

/** What serving one document of the contract takes: the options of the server and the handlers by profile. */
export interface ServedContract<Context, P extends Principal> {
  readonly contract: ProtocolContract;
  readonly handlers: Readonly<Record<string, HandlerTable<Context> | undefined>>;
  readonly options: ProtocolOptions<Context, P>;
}
