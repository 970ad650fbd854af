import type { Fault } from '../fault.ts';
import { type Json, type JsonObject, objectOf, pointer, resolvePointer, textOf } from '../json.ts';

/** What reading one document carries along; faults are gathered, so that one run names them all. */
export interface Reader {
  readonly document: JsonObject;
  readonly source: string;
  /** The document before bundling: it names the files. */
  readonly root: JsonObject;
  /** Profile of operations that name none. */
  readonly profile?: string | undefined;
  readonly faults: Fault[];
}

const schemaPrefix = '#/components/schemas/';

/** The name of the schema that `schema` refers to, or undefined when it is written in place. */
export function schemaName(schema: JsonObject): string | undefined {
  const reference = textOf(schema.$ref);
  return reference.startsWith(schemaPrefix) ? reference.slice(schemaPrefix.length) : undefined;
}

/** Follows references until something else is found. */
export function follow(document: Json, value: Json | undefined): JsonObject {
  let here = objectOf(value);
  while (typeof here.$ref === 'string') here = objectOf(resolvePointer(document, here.$ref));
  return here;
}

/** File and pointer of an operation, in the file in which its author wrote it. */
export function operationPlace(reader: Reader, path: string, method: string): string {
  const reference = textOf(objectOf(objectOf(reader.root.paths)[path]).$ref);
  if (reference === '') return `${reader.source}${pointer('paths', path, method)}`;
  const folder = reader.source.replace(/[^/]*$/, '');
  return `${folder}${reference}/${method}`;
}
