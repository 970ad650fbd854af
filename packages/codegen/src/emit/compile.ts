import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import { type Fault, refuse } from '../fault.ts';
import { type JsonObject, listOf, objectOf } from '../json.ts';
import { reachable } from '../reachable.ts';
import type { ApiDocument } from '../read/model.ts';
import { schemaName } from '../read/reader.ts';
import { formats } from '../runtime/validation-runtime.js';
import { mapSchema, subschemas } from '../schema-walk.ts';

// Neither OpenAPI's own keywords nor prose take part in validation.
const leftOut = new Set([
  'example',
  'externalDocs',
  'xml',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
]);
const base = 'contract';

/** The place of a named schema in what is compiled. */
export function schemaKey(name: string): string {
  return `${base}#/$defs/${name}`;
}

/**
 * The named schemas of a document, compiled strictly: an unknown keyword or format, or a keyword that its type cannot
 * use, is a fault of the contract. Nothing is ever coerced.
 */
export function compile(api: ApiDocument, { closed = false } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    discriminator: true,
    inlineRefs: false,
    messages: false,
    formats,
    code: { source: true, esm: true, formats: _`formats` },
  });
  const extended = extendedSchemas(api);
  const definitions = Object.entries(api.schemas).map(([name, schema]) => {
    const plain = mapSchema(schema, forJsonSchema);
    return [name, closed && !extended.has(name) ? mapSchema(plain, close) : plain] as const;
  });
  ajv.addSchema({ $id: base, $defs: Object.fromEntries(definitions) });
  refuse(
    reachable(api, Object.keys(api.schemas))
      .flatMap((name) => compileOne(ajv, api, name))
      .filter(firstOfItsMessage),
  );
  return ajv;
}

function compileOne(ajv: Ajv2020, api: ApiDocument, name: string): Fault[] {
  try {
    if (ajv.getSchema(schemaKey(name)) !== undefined) return [];
    return [{ place: schemaPlace(api, name), message: 'cannot be compiled' }];
  } catch (error) {
    return [{ place: schemaPlace(api, name), message: (error as Error).message }];
  }
}

// A fault shows in every schema that refers to the faulty one; the first is where it is.
function firstOfItsMessage(fault: Fault, index: number, all: readonly Fault[]): boolean {
  return all.findIndex(({ message }) => message === fault.message) === index;
}

/** Where a named schema stands, for messages. */
export function schemaPlace(api: ApiDocument, name: string): string {
  return `${api.source}#/components/schemas/${name}`;
}

// ajv refuses `discriminator.mapping`, and the vendor members are not its business.
function forJsonSchema(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(
    ([keyword]) => !keyword.startsWith('x-') && !leftOut.has(keyword),
  );
  const changed = kept.map(([keyword, value]) => {
    if (keyword === '$ref')
      return [keyword, String(value).replace('#/components/schemas/', '#/$defs/')] as const;
    if (keyword === 'discriminator')
      return [keyword, { propertyName: objectOf(value).propertyName ?? '' }] as const;
    return [keyword, value] as const;
  });
  // A union by tag is one of objects; ajv wants that said.
  const type = schema.discriminator === undefined ? {} : { type: 'object' };
  return boundUniqueness({ ...type, ...Object.fromEntries(changed) } as JsonObject);
}

// Comparing every item with every other takes long for the thousands that fit into a body: first they are counted.
function boundUniqueness(schema: JsonObject): JsonObject {
  const { uniqueItems, ...rest } = schema;
  const { maxItems } = schema;
  if (uniqueItems !== true || maxItems === undefined) return schema;
  return Object.fromEntries([...Object.entries(rest), ['if', { maxItems }], ['then', { uniqueItems }]]);
}

// An object that others extend by `allOf` cannot be closed: their members are foreign to it.
function extendedSchemas(api: ApiDocument): Set<string> {
  const extensions = Object.values(api.schemas).flatMap((schema) =>
    subschemas(schema).flatMap((one) => listOf(one.allOf).map((branch) => schemaName(objectOf(branch)))),
  );
  return new Set(extensions.filter((name) => name !== undefined));
}

function close(schema: JsonObject): JsonObject {
  if (schema.properties === undefined || schema.type !== 'object') return schema;
  if (schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined) return schema;
  const composed = ['allOf', 'oneOf', 'anyOf', 'if'].some((keyword) => schema[keyword] !== undefined);
  return { ...schema, [composed ? 'unevaluatedProperties' : 'additionalProperties']: false };
}

/** Source of the functions that compiled validators call. */
export function runtimeSource(): string {
  return readFileSync(new URL('../runtime/validation-runtime.js', import.meta.url), 'utf8').replace(
    /^export (function|const) (codePoints|sameValue)/gm,
    '$1 $2',
  );
}
