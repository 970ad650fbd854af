import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { ApiDocument } from '../read/model.ts';
import { schemaName } from '../read/reader.ts';
import { type GeneratedFile, header, literal } from './file.ts';

/** A member that is about a person; `*` in the path stands for every item or name. */
export interface PrivateMember {
  readonly path: readonly string[];
  readonly class: string;
}

/** Which members of each named schema are personal or identify somebody, however deep they lie. */
export function emitPrivacy(api: ApiDocument): GeneratedFile {
  const marked = Object.keys(api.schemas)
    .map((name) => [name, privateMembers(api, name)] as const)
    .filter(([, members]) => members.length > 0);
  const text = `export interface PrivateMember {
  /** Names on the way to the member; \`*\` stands for every item of a list or every name of a map. */
  readonly path: readonly string[];
  readonly class: 'personal' | 'identifier';
}

export const privateMembers = ${literal(Object.fromEntries(marked))} as const satisfies Readonly<Record<string, readonly PrivateMember[]>>;
`;
  return { path: 'privacy.ts', text: header(api.source) + text };
}

/** The private members of one named schema, each path once, in the order of the contract. */
export function privateMembers(api: ApiDocument, name: string): PrivateMember[] {
  const found = new Map<string, PrivateMember>();
  const collect = (schema: JsonObject, path: readonly string[], within: readonly string[]): void => {
    const kind = textOf(schema['x-orf-privacy']);
    if (kind !== '') {
      found.set(JSON.stringify(path), { path, class: kind });
      return;
    }
    for (const [step, inner] of below(schema)) collect(inner, step === '' ? path : [...path, step], within);
    const target = schemaName(schema);
    // A schema that contains itself ends here: its members are named once.
    if (target !== undefined && !within.includes(target)) {
      collect(objectOf(api.schemas[target]), path, [...within, target]);
    }
  };
  collect(objectOf(api.schemas[name]), [], [name]);
  return [...found.values()];
}

function below(schema: JsonObject): [string, JsonObject][] {
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listOf(schema[keyword]));
  const conditions = ['then', 'else'].flatMap((keyword) =>
    schema[keyword] === undefined ? [] : [schema[keyword]],
  );
  return [
    ...Object.entries(objectOf(schema.properties)).map(([step, inner]): [string, JsonObject] => [
      step,
      objectOf(inner),
    ]),
    ...[schema.items, schema.additionalProperties]
      .filter(isObject)
      .map((inner): [string, JsonObject] => ['*', inner]),
    ...[...branches, ...conditions].map((inner): [string, JsonObject] => ['', objectOf(inner)]),
  ];
}
