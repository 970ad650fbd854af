import type { FieldError } from '../generated/schemas.ts';
import type { ProtocolContract, TextShape, ValueShape } from '../operation-info.ts';

type Flaw = Pick<FieldError, 'code' | 'detail'>;

/** A decoded value, or why there is none. */
export type Decoded = { readonly value: unknown } | { readonly flaw: Flaw };

type Formats = ProtocolContract['formats'];

/** Decodes text by its shape. Nothing is coerced: `01`, `1.0`, `TRUE` and an empty string are no values. */
export function decodeValue(shape: ValueShape, text: string, formats: Formats): Decoded {
  switch (shape.kind) {
    case 'string':
    case 'instant':
    case 'date':
      return decodeText(shape, text, formats);
    case 'integer':
    case 'number':
      return decodeNumber(shape, text);
    case 'boolean':
      if (text === 'true' || text === 'false') return { value: text === 'true' };
      return flawed('wrong_type', 'must be true or false');
    case 'enum':
      return shape.values.includes(text)
        ? { value: text }
        : flawed('not_in_enum', `must be one of ${shape.values.join(', ')}`);
    case 'array':
      return decodeItems(shape, text.split(','), formats);
    default:
      return shape satisfies never;
  }
}

/** As `decodeValue`, for a list whose items came apart already. */
export function decodeItems(shape: ValueShape, items: readonly string[], formats: Formats): Decoded {
  if (shape.kind !== 'array') return flawed('not_unique', 'is there more than once');
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = shape;
  if (items.length < minItems || items.length > maxItems)
    return flawed('wrong_count', `must have ${minItems} to ${maxItems} items`);
  const values: unknown[] = [];
  for (const item of items) {
    const decoded = decodeValue(shape.items, item, formats);
    if ('flaw' in decoded) return decoded;
    values.push(decoded.value);
  }
  return { value: values };
}

function decodeText(shape: TextShape, text: string, formats: Formats): Decoded {
  const length = [...text].length;
  if (length < (shape.minLength ?? 0))
    return flawed('too_short', `must have at least ${shape.minLength} characters`);
  if (length > (shape.maxLength ?? length))
    return flawed('too_long', `must have at most ${shape.maxLength} characters`);
  if (shape.pattern !== undefined && !pattern(shape.pattern).test(text)) {
    return flawed('bad_pattern', `must match ${shape.pattern}`);
  }
  if (shape.kind === 'string' || formats[shape.kind === 'instant' ? 'date-time' : 'date']?.(text))
    return { value: text };
  return flawed(
    'bad_format',
    shape.kind === 'instant' ? 'must be an instant in UTC, ending in Z' : 'must be a calendar day',
  );
}

function decodeNumber(shape: Extract<ValueShape, { kind: 'integer' | 'number' }>, text: string): Decoded {
  const form =
    shape.kind === 'integer' ? /^-?(?:0|[1-9]\d{0,15})$/ : /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/;
  const value = Number(text);
  if (!form.test(text))
    return flawed('wrong_type', `must be ${shape.kind === 'integer' ? 'an integer' : 'a number'}`);
  if (value < (shape.minimum ?? value)) return flawed('too_small', `must be at least ${shape.minimum}`);
  if (value > (shape.maximum ?? value)) return flawed('too_large', `must be at most ${shape.maximum}`);
  return { value };
}

function flawed(code: Flaw['code'], detail: string): Decoded {
  return { flaw: { code, detail } };
}

const patterns = new Map<string, RegExp>();

function pattern(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const made = new RegExp(source, 'u');
  patterns.set(source, made);
  return made;
}
