import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Documents, Json, JsonObject } from './documents.ts';
import { isObject } from './documents.ts';

/** How a value breaks a schema: where, and what was expected there. */
export interface SchemaFault {
  readonly pointer: string;
  readonly expected: string;
}

/** Judges a value; no fault means that it conforms. */
export type SchemaCheck = (value: unknown) => readonly SchemaFault[];

const ROOT = 'orf:///';

/**
 * Compiles the schemas of the published files when they are first needed. Formats are not looked at: the contract pins
 * what matters by patterns.
 */
export function schemaChecks(documents: Documents) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const added = new Set<string>();
  const compiled = new Map<string, SchemaCheck>();
  const add = (file: string) => {
    if (added.has(file)) return;
    added.add(file);
    const document = documents.read(file);
    ajv.addSchema({ ...document, $id: ROOT + file });
    for (const other of filesNamedIn(document)) add(resolved(file, other));
  };
  const check = (reference: string): SchemaCheck => {
    const held = compiled.get(reference);
    if (held !== undefined) return held;
    add(reference.split('#')[0] ?? '');
    const validate = ajv.compile({ $ref: ROOT + reference });
    const judge: SchemaCheck = (value) => (validate(value) ? [] : (validate.errors ?? []).map(faultOf));
    compiled.set(reference, judge);
    return judge;
  };
  return {
    /** A schema as an answer names it, in `file`. */
    inline: (schema: Json, file: string): SchemaCheck => {
      if (isObject(schema) && typeof schema.$ref === 'string')
        return lazily(() => check(resolvedReference(file, schema)));
      const id = `${ROOT}${file}/inline-${compiled.size}-${added.size}`;
      return lazily(() => {
        for (const other of filesNamedIn(schema)) add(resolved(file, other));
        const validate = ajv.compile({ ...(schema as JsonObject), $id: id });
        return (value) => (validate(value) ? [] : (validate.errors ?? []).map(faultOf));
      });
    },
    /** A schema by its published name. */
    named: (name: string): SchemaCheck => {
      const components = documents.read('openapi.yaml').components;
      const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
      const found = schemas[name];
      if (!isObject(found) || typeof found.$ref !== 'string')
        throw new Error(`the contract has no schema ${name}`);
      return check(found.$ref);
    },
  };
}

function lazily(make: () => SchemaCheck): SchemaCheck {
  let made: SchemaCheck | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

function resolvedReference(file: string, { $ref }: JsonObject): string {
  const [target = '', pointer = ''] = String($ref).split('#');
  return `${target === '' ? file : resolved(file, target)}#${pointer}`;
}

function resolved(file: string, reference: string): string {
  return new URL(reference, `${ROOT}${file}`).href.slice(ROOT.length);
}

/** Other files that a schema refers to. */
function filesNamedIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(filesNamedIn);
  if (!isObject(value)) return [];
  const own =
    typeof value.$ref === 'string' ? [value.$ref.split('#')[0] ?? ''].filter((file) => file !== '') : [];
  return [...own, ...Object.values(value).flatMap(filesNamedIn)];
}

function faultOf({ instancePath, message, params }: ErrorObject): SchemaFault {
  const detail = 'allowedValues' in params ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return { pointer: instancePath, expected: `${message ?? 'another value'}${detail}` };
}
