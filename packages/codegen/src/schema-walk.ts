import { isObject, type Json, type JsonObject } from './json.ts';

const keywordsWithSchema = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
];
const keywordsWithSchemas = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const keywordsWithNames = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];

/**
 * Rebuilds a schema bottom up, each subschema passed through `change`. It knows which keywords hold schemas, so that
 * a member that happens to be called `example` or `discriminator` is never taken for the keyword.
 */
export function mapSchema(schema: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  const rebuilt = Object.entries(schema).map(([keyword, value]): [string, Json] => [
    keyword,
    mapKeyword(keyword, value, change),
  ]);
  return change(Object.fromEntries(rebuilt));
}

function mapKeyword(keyword: string, value: Json, change: (schema: JsonObject) => JsonObject): Json {
  const inner = (one: Json) => (isObject(one) ? mapSchema(one, change) : one);
  if (keywordsWithSchema.includes(keyword)) return inner(value);
  if (keywordsWithSchemas.includes(keyword) && Array.isArray(value)) return value.map(inner);
  if (keywordsWithNames.includes(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]));
  }
  return value;
}

/** Every subschema of a schema, itself included. */
export function subschemas(schema: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  mapSchema(schema, (one) => {
    found.push(one);
    return one;
  });
  return found;
}
