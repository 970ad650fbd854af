/** A value of a YAML or JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** Whether a value is a mapping. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mapping that `value` is, or an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The list that `value` is, or an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The strings in a list; other items are left out. */
export function stringsOf(value: Json | undefined): string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

/** The string that `value` is, or `fallback`. */
export function textOf(value: Json | undefined, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

/** Escapes one token of a JSON Pointer. */
export function pointerToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A JSON Pointer, as a fragment, from its tokens. */
export function pointer(...tokens: readonly string[]): string {
  return `#${tokens.map((token) => `/${pointerToken(token)}`).join('')}`;
}

/** What a local reference (`#/…`) points at, or undefined. */
export function resolvePointer(document: Json, reference: string): Json | undefined {
  let here: Json | undefined = document;
  for (const raw of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const token = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(here)) here = here[Number(token)] as Json | undefined;
    else here = isObject(here) ? here[token] : undefined;
  }
  return here;
}
