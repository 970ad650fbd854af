import { type JsonObject, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import { follow, schemaName } from '../read/reader.ts';

/** How a parameter or a header value is decoded from text. The runtime's `ValueShape` is the same type. */
export interface ValueShape {
  readonly kind: string;
  readonly values?: readonly string[];
  readonly items?: ValueShape;
  readonly [limit: string]: unknown;
}

const limits = ['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems'];

/** The shape of a value that travels as text, or undefined when it cannot be decoded strictly. */
export function valueShape(document: JsonObject, schema: JsonObject): ValueShape | undefined {
  const target = follow(document, schema);
  const kept = Object.fromEntries(
    limits.filter((name) => target[name] !== undefined).map((name) => [name, target[name]]),
  );
  const values = stringsOf(target.enum);
  if (values.length > 0) return { kind: 'enum', values };
  switch (target.type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: target.type, ...kept };
    case 'string':
      return { kind: stringKind(textOf(target.format)), ...kept };
    case 'array': {
      const items = valueShape(document, objectOf(target.items));
      return items === undefined ? undefined : { kind: 'array', items, ...kept };
    }
    default:
      return undefined;
  }
}

function stringKind(format: string): string {
  if (format === 'date-time') return 'instant';
  return format === 'date' ? 'date' : 'string';
}

/** The TypeScript type of a decoded value. */
export function valueType(document: JsonObject, schema: JsonObject): string {
  const name = schemaName(schema);
  if (name !== undefined) return `Schemas.${name}`;
  const target = follow(document, schema);
  const values = listOf(target.enum);
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (target.type === 'array') return `readonly (${valueType(document, objectOf(target.items))})[]`;
  if (target.type === 'integer' || target.type === 'number') return 'number';
  return target.type === 'boolean' ? 'boolean' : 'string';
}
