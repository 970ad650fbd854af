import type { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { ApiDocument } from '../read/model.ts';
import { compile, runtimeSource, schemaKey } from './compile.ts';
import { type GeneratedFile, header } from './file.ts';

type Print = (ajv: Ajv2020, names: Readonly<Record<string, string>>) => string;
// ajv is CommonJS, so that under Node the function is a member of the default import.
const print = (standalone as unknown as { readonly default: Print }).default;

/** The schemas that travel on their own: bodies of requests, of answers and of webhooks, and those asked for by name. */
export function wireSchemas(api: ApiDocument, others: readonly string[] = []): string[] {
  const media = api.operations.flatMap(({ request, answers }) => [
    ...(request?.media ?? []),
    ...answers.flatMap((answer) => answer.media),
  ]);
  const named = media.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  const wanted = new Set([...named, ...api.webhooks.map(({ schema }) => schema), ...others]);
  return Object.keys(api.schemas).filter((name) => wanted.has(name));
}

/**
 * Validators as plain JavaScript that imports nothing: compiled here, so that a server starts at once. The closed ones
 * refuse members that the contract does not know in answers too, which are open on the wire; tests use them, since the
 * compiler does not see excess members of spread objects.
 */
export function emitValidators(api: ApiDocument, up: string): GeneratedFile[] {
  const names = wireSchemas(api, ['PolicySettings']);
  return [
    { path: 'validators.js', text: script(api, names, compile(api)) },
    { path: 'validators.d.ts', text: declarations(api, names, up) },
    { path: 'validators.closed.js', text: script(api, names, compile(api, { closed: true })) },
    { path: 'validators.closed.d.ts', text: declarations(api, names, up) },
  ];
}

function script(api: ApiDocument, names: readonly string[], ajv: Ajv2020): string {
  const keys = Object.fromEntries(names.map((name) => [exported(name), schemaKey(name)]));
  const code = smaller(withoutRequires(print(ajv, keys)));
  const table = names.map((name) => `  ${name}: ${exported(name)},`).join('\n');
  return `${header(api.source)}${runtimeSource()}\n${code}\n\nexport const validators = {\n${table}\n};\n`;
}

function exported(name: string): string {
  return `validate${name}`;
}

function withoutRequires(code: string): string {
  const text = code
    .replace('"use strict";', '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints')
    .replaceAll('require("ajv/dist/runtime/equal").default', 'sameValue')
    .replaceAll(/;(?=export const|const schema\d|function validate)/g, ';\n');
  const left = /require\([^)]*\)/.exec(text);
  if (left !== null) throw new Error(`The compiled validators would import at run time: ${left[0]}`);
  return text;
}

// Half of the compiled text says the same again and again; a server reads it at every start.
function smaller(code: string): string {
  const text = code
    .replaceAll(/schemaPath:(?:"[^"]*"|schema\d+[^,]*),/g, '')
    .replaceAll(
      /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(err\d+\);\}errors\+\+;/g,
      '(vErrors ??= []).push($1);errors++;',
    );
  const used = new Set([...text.matchAll(/(?<!const )\bschema\d+\b/g)].map(([name]) => name));
  return text.replaceAll(/^const (schema\d+) = .*?;(?=const |$)/gm, (whole, name: string) =>
    used.has(name) ? whole : '',
  );
}

function declarations(api: ApiDocument, names: readonly string[], up: string): string {
  const text = `import type { SchemaValidator } from '${up}operation-info.ts';
import type * as Schemas from './schemas.ts';

export declare const formats: Readonly<Record<string, (text: string) => boolean>>;

export declare const validators: {
${names.map((name) => `  readonly ${name}: SchemaValidator<Schemas.${name}>;`).join('\n')}
};
`;
  return header(api.source) + text;
}
