import type { FieldErrorCode, ProblemCode } from '@open-return-forwarding/protocol';

/** Which member of the request is at fault, and how. */
export interface FieldFault {
  /** JSON Pointer to the member; for a missing one it names that member. */
  readonly pointer: string;
  readonly code: FieldErrorCode;
}

/** A command that the rules refuse. `code` is from the register of problems; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  /** The member at fault, where one is. */
  readonly fault: FieldFault | undefined;

  /** `at` is the pointer alone where the member may not stand there together with the rest. */
  constructor(code: ProblemCode, detail: string, at?: string | FieldFault) {
    super(detail);
    this.code = code;
    this.fault = typeof at === 'string' ? { pointer: at, code: 'not_allowed' } : at;
  }
}
