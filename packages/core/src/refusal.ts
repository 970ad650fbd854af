import type { ProblemCode } from '@open-return-forwarding/protocol';

/** A command that the rules refuse. `code` is from the register of problems; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  /** JSON Pointer to the member of the request that is at fault, where one is. */
  readonly pointer: string | undefined;

  constructor(code: ProblemCode, detail: string, pointer?: string) {
    super(detail);
    this.code = code;
    this.pointer = pointer;
  }
}
