import { Refusal } from '@open-return-forwarding/core';
import { ProblemError } from '@open-return-forwarding/protocol';
import { NotFound } from '../faults.ts';
import { ExternalIdTaken, InvalidCursor, StoreUnavailable } from '../store-faults.ts';

/** What the caller is told of an error of ours; an unknown one stays as it is, and becomes a 500 without detail. */
export function problemFor(error: unknown): unknown {
  if (error instanceof Refusal) return refusal(error);
  if (error instanceof NotFound) return new ProblemError('not_found', { detail: error.message });
  if (error instanceof ExternalIdTaken) {
    return new ProblemError('external_id_taken', {
      errors: [
        { pointer: '/external_id', code: 'not_unique', detail: 'another object has this external_id' },
      ],
    });
  }
  if (error instanceof InvalidCursor) {
    return new ProblemError('invalid_parameter', {
      errors: [{ parameter: 'cursor', code: 'bad_format', detail: 'this is no cursor of this list' }],
    });
  }
  if (error instanceof StoreUnavailable)
    return new ProblemError('unavailable', { headers: { 'Retry-After': '5' } });
  return error;
}

function refusal({ code, message, fault }: Refusal): ProblemError {
  const errors = fault === undefined ? [] : [{ ...fault, detail: message }];
  return new ProblemError(code, { detail: message, errors });
}
