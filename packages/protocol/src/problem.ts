import { type ProblemCode, problems } from './generated/problems.ts';
import type { FieldError } from './generated/schemas.ts';

/** What a problem says beyond its code. */
export interface ProblemDetails {
  /** What it was in this case; never holds personal data. Without it the registry's description is sent. */
  readonly detail?: string;
  /** The members or parameters that are wrong. */
  readonly errors?: readonly FieldError[];
  /** Headers of the answer, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why something was refused, by its code in the registry. Knows no HTTP: the adapter makes an answer of it. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, errors = [], headers = {} }: ProblemDetails = {}) {
    super(`${code}: ${detail ?? problems[code].title}`);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail ?? problems[code].description;
    this.errors = errors;
    this.headers = headers;
  }

  /** The status that the registry gives the code. */
  get status(): number {
    return problems[this.code].status;
  }
}
