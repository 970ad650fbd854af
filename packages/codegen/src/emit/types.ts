import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { JsonObject } from '../json.ts';
import type { ApiDocument } from '../read/model.ts';
import { mapSchema } from '../schema-walk.ts';
import { type GeneratedFile, header } from './file.ts';

// openapi-typescript writes `^x_` members as an index signature over every name, which would let a misspelled member
// pass. It refers to this stand-in instead, which is then made a signature over names with the prefix alone.
const standIn = 'OrfExtensionMember';
const loose = `[key: string]: components["schemas"]["${standIn}"];`;
const strict = `[key: \`x_\${string}\`]: unknown;`;

/**
 * The wire types of a document. openapi-typescript stays behind this one function: it gets no more releases. Members
 * with a default stay optional, as they are on the wire.
 */
export async function emitTypes(api: ApiDocument): Promise<GeneratedFile> {
  const document = withSchemas(api, { ...api.schemas, [standIn]: {} });
  const nodes = await openapiTS(document as unknown as OpenAPI3, {
    defaultNonNullable: false,
    immutable: false,
    silent: true,
  });
  const text = astToString(nodes)
    .replaceAll(loose, strict)
    .replace(new RegExp(`^\\s+${standIn}: unknown;\\n`, 'm'), '');
  return { path: 'types.ts', text: header(api.source) + text };
}

function withSchemas(api: ApiDocument, schemas: Readonly<Record<string, JsonObject>>): JsonObject {
  const changed = Object.entries(schemas).map(
    ([name, schema]) => [name, mapSchema(schema, standInForExtensions)] as const,
  );
  const components = { ...(api.bundle.components as JsonObject), schemas: Object.fromEntries(changed) };
  return structuredClone({ ...api.bundle, components });
}

function standInForExtensions(schema: JsonObject): JsonObject {
  const { patternProperties, additionalProperties, ...rest } = schema;
  if (patternProperties === undefined) return schema;
  return { ...rest, additionalProperties: { $ref: `#/components/schemas/${standIn}` } };
}
