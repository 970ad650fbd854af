import type { PolicyFinding, SchemaViolation } from '@open-return-forwarding/protocol';
import { closest } from './did-you-mean.ts';
import { anError, token } from './finding.ts';

/** A violation of the policy's shape in words, with the value that stands there. Unknown members are not its business. */
export function shapeFinding(violation: SchemaViolation, value: unknown): PolicyFinding {
  const { instancePath: pointer, keyword, params } = violation;
  switch (keyword) {
    case 'required':
      return missing(pointer, String(params.missingProperty));
    case 'type':
      return anError('value_of_wrong_type', {
        pointer,
        detail: `This must be ${kind(params.type)}.`,
        suggestion: hint(params.type),
      });
    case 'enum':
    case 'const':
      return noneOf(pointer, [params.allowedValues ?? params.allowedValue].flat().map(String), value);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
    case 'minLength':
    case 'minItems':
    case 'maxLength':
    case 'maxItems':
      return beyond(violation);
    default:
      return anError('value_not_allowed', {
        pointer,
        detail: `This is not written as it must be${params.pattern === undefined ? '' : ` (${String(params.pattern)})`}.`,
        suggestion: 'Look at how `orf policy init` writes it.',
      });
  }
}

function missing(pointer: string, name: string): PolicyFinding {
  return anError('member_missing', {
    pointer: `${pointer}/${token(name)}`,
    detail: `\`${name}\` is missing.`,
    suggestion: 'Add it; `orf policy init` prints a policy that has every setting.',
  });
}

function noneOf(pointer: string, allowed: readonly string[], value: unknown): PolicyFinding {
  const meant = typeof value === 'string' ? closest(value, allowed) : undefined;
  return anError('value_not_allowed', {
    pointer,
    detail: `This is none of the values that are allowed: ${allowed.join(', ')}.`,
    suggestion: meant === undefined ? 'Write one of them.' : `Did you mean \`${meant}\`?`,
  });
}

const units: Readonly<Record<string, string>> = { Items: ' entries', Length: ' characters' };

function beyond({ instancePath: pointer, keyword, params }: SchemaViolation): PolicyFinding {
  const limit = Number(params.limit);
  const unit = units[keyword.slice(3)] ?? '';
  const isLeast = /^(min|exclusiveMin)/.test(keyword);
  const bound = keyword.startsWith('exclusive')
    ? isLeast
      ? 'more than'
      : 'less than'
    : isLeast
      ? 'at least'
      : 'at most';
  return anError('value_out_of_range', {
    pointer,
    detail: `This must be ${bound} ${limit}${unit}.`,
    suggestion: `Write ${bound} ${limit}${unit}.`,
  });
}

const kinds: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of settings',
};

const hints: Readonly<Record<string, string>> = {
  integer: 'Write digits only: amounts are minor units (4.25 is 425), shares basis points (5 % is 500).',
  number: 'Write digits, with a point for a fraction.',
  string: 'Put it in quotes.',
  boolean: 'Write `true` or `false`.',
  array: 'Write it in square brackets, or one entry per line after a dash.',
  object: 'Write its settings below it, indented.',
};

function kind(type: unknown): string {
  return [type]
    .flat()
    .map((each) => kinds[String(each)] ?? String(each))
    .join(' or ');
}

function hint(type: unknown): string {
  return hints[String([type].flat()[0])] ?? 'Correct the value.';
}
