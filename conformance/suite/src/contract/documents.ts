import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

/** The files of the specification, read where they are named. */
export class Documents {
  readonly #folder: string;
  readonly #parsed = new Map<string, JsonObject>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A YAML or JSON file as JSON. Throws where it is missing or holds no object. */
  read(file: string): JsonObject {
    const held = this.#parsed.get(file);
    if (held !== undefined) return held;
    const text = readFileSync(join(this.#folder, file), 'utf8');
    const value: unknown = file.endsWith('.json') ? JSON.parse(text) : parse(text);
    if (!isObject(value)) throw new Error(`${file} holds no object`);
    this.#parsed.set(file, value);
    return value;
  }

  /** The versions whose register was frozen, in no order. */
  frozen(): string[] {
    const folder = join(this.#folder, 'releases');
    const versions = existsSync(folder) ? readdirSync(folder) : [];
    return versions.filter((version) => existsSync(join(folder, version, 'requirements.yaml')));
  }

  /** SHA-256 over every YAML and JSON file of the specification: two reports of one digest were held against the same text. */
  digest(): string {
    const hash = createHash('sha256');
    const entries = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' });
    for (const file of entries.filter((name) => /\.(yaml|json)$/.test(name)).toSorted()) {
      hash.update(file).update(readFileSync(join(this.#folder, file)));
    }
    return hash.digest('hex');
  }

  /** What a value is once its `$ref` is followed, and the file that it then stands in. */
  follow(value: Json | undefined, file: string): { readonly value: Json | undefined; readonly file: string } {
    if (!isObject(value) || typeof value.$ref !== 'string') return { value, file };
    const [target = '', pointer = ''] = value.$ref.split('#');
    const next = target === '' ? file : join(dirname(file), target);
    return this.follow(at(this.read(next), pointer), next);
  }
}

/** The value at a JSON Pointer, if there is one. */
export function at(value: unknown, pointer: string): Json | undefined {
  let here = value as Json | undefined;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(here)) here = here[Number(name)];
    else if (isObject(here) && Object.hasOwn(here, name)) here = here[name];
    else return undefined;
  }
  return here;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
