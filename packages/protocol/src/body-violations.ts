import type { FieldError } from './generated/schemas.ts';
import type { SchemaViolation } from './operation-info.ts';
import { pointerToken } from './strict-json.ts';

const maximumErrors = 20;

/** What a validator found, as the errors of a problem: stable codes, pointers, and never a value that was sent. */
export function fieldErrors(violations: readonly SchemaViolation[]): FieldError[] {
  const found = new Map<string, FieldError>();
  for (const violation of violations) {
    // `if` only repeats what its branch has said.
    if (violation.keyword === 'if' && violations.length > 1) continue;
    const error = fieldError(violation);
    const key = `${error.pointer}\n${error.code}`;
    if (!found.has(key)) found.set(key, error);
    if (found.size === maximumErrors) break;
  }
  return [...found.values()];
}

/** The member that a closed schema does not know, or undefined for another violation. */
export function unknownMember({ keyword, params }: SchemaViolation): string | undefined {
  const name = keyword === 'additionalProperties' ? params.additionalProperty : undefined;
  return typeof name === 'string' ? name : undefined;
}

function fieldError(violation: SchemaViolation): FieldError {
  const { keyword, params, instancePath } = violation;
  const below = (name: unknown) => `${instancePath}/${pointerToken(String(name))}`.slice(0, 1024);
  const at = (code: FieldError['code'], detail: string, pointer = instancePath): FieldError => ({
    pointer: pointer.slice(0, 1024),
    code,
    detail,
  });
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return at(
        'unknown_member',
        'is not a member here',
        below(params.additionalProperty ?? params.unevaluatedProperty),
      );
    case 'required':
    case 'dependentRequired':
      return at('missing_member', 'is required', below(params.missingProperty));
    case 'discriminator':
      if (params.error === 'tag')
        return at('missing_member', 'is required and must be a string', below(params.tag));
      return at('not_in_enum', 'is none of the allowed values', below(params.tag));
    case 'propertyNames':
      return at('bad_pattern', 'may not be the name of a member here', below(params.propertyName));
    default:
      return at(...ofValue(keyword, params));
  }
}

function ofValue(keyword: string, params: SchemaViolation['params']): [FieldError['code'], string] {
  const limit = String(params.limit);
  switch (keyword) {
    case 'type':
      return ['wrong_type', `must be ${[params.type].flat().join(' or ')}`];
    case 'enum':
      return ['not_in_enum', `must be one of ${[params.allowedValues].flat().join(', ')}`];
    case 'const':
      return ['not_in_enum', `must be ${String(params.allowedValue)}`];
    case 'minLength':
      return ['too_short', `must have at least ${limit} characters`];
    case 'maxLength':
      return ['too_long', `must have at most ${limit} characters`];
    case 'minimum':
    case 'exclusiveMinimum':
      return ['too_small', `must be ${String(params.comparison)} ${limit}`];
    case 'maximum':
    case 'exclusiveMaximum':
      return ['too_large', `must be ${String(params.comparison)} ${limit}`];
    case 'pattern':
      return ['bad_pattern', `must match ${String(params.pattern)}`];
    case 'format':
      return ['bad_format', `must be a ${String(params.format)}`];
    case 'uniqueItems':
      return ['not_unique', 'repeats an item'];
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
    case 'contains':
      return [
        'wrong_count',
        keyword.startsWith('max')
          ? `must have at most ${limit}`
          : `must have at least ${String(params.limit ?? 1)}`,
      ];
    default:
      return ['not_allowed', 'is not allowed here together with the rest'];
  }
}
