import type { FieldError, ProblemCode } from '@open-return-forwarding/protocol';

/** The call that failed. */
export interface FailedCall {
  /** Its operationId. */
  readonly operation: string;
  /** The key it was sent with. Repeat an uncertain call with it, and it has its effect once. */
  readonly idempotency_key?: string | undefined;
}

/** What every error of this client has in common. */
export class OrfError extends Error {
  override readonly name: string = 'OrfError';
  readonly operation: string;
  readonly idempotency_key: string | undefined;

  constructor(call: FailedCall, message: string, options?: ErrorOptions) {
    super(`${call.operation}: ${message}`, options);
    this.operation = call.operation;
    this.idempotency_key = call.idempotency_key;
  }
}

/** A code of the registry; a newer server may know more. */
export type AnyProblemCode = ProblemCode | (string & {});

/** The members of a problem document, as they came over the wire. */
export interface ProblemAnswer {
  readonly status: number;
  readonly code: AnyProblemCode;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly errors: readonly FieldError[];
  readonly request_id?: string | undefined;
  /** Seconds that the server asks to wait. */
  readonly retry_after?: number | undefined;
}

/** The server refused the call and said why. Programs read `code`, `status` and `errors`. */
export class OrfProblem extends OrfError implements ProblemAnswer {
  override readonly name = 'OrfProblem';
  readonly status: number;
  readonly code: AnyProblemCode;
  readonly type: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly request_id: string | undefined;
  readonly retry_after: number | undefined;

  constructor(call: FailedCall, problem: ProblemAnswer) {
    super(call, describe(problem));
    this.status = problem.status;
    this.code = problem.code;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.request_id = problem.request_id;
    this.retry_after = problem.retry_after;
  }
}

/** No answer came: the server could not be reached or the connection broke. Whether the call had its effect is unknown. */
export class OrfConnectionError extends OrfError {
  override readonly name = 'OrfConnectionError';
}

/** An answer came that the protocol does not know: a proxy's error page, or a body that is not what was promised. */
export class OrfAnswerError extends OrfError {
  override readonly name = 'OrfAnswerError';
  readonly status: number;
  /** Seconds that the server asks to wait. */
  readonly retry_after: number | undefined;

  constructor(
    call: FailedCall,
    message: string,
    answer: { readonly status: number; readonly retry_after?: number | undefined },
  ) {
    super(call, message);
    this.status = answer.status;
    this.retry_after = answer.retry_after;
  }
}

function describe({ status, code, title, detail, errors }: ProblemAnswer): string {
  const places = errors.map((error) => `${error.pointer ?? error.parameter ?? 'body'} ${error.code}`);
  const text = detail ?? title;
  return [`${status} ${code}`, text && ` - ${text}`, places.length > 0 && ` (${places.join(', ')})`]
    .filter(Boolean)
    .join('');
}
