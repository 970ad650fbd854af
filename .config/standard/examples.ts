import { compile, schemaKey } from '../../packages/codegen/src/emit/compile.ts';
import { interpretDocument } from '../../packages/codegen/src/read/document.ts';
import type { Fault } from './fault.ts';
import { type Fence, fencesOf } from './fences.ts';
import type { Page } from './page.ts';

/** One thing that a validator found, as ajv says it. */
interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (data: unknown): unknown;
  errors?: readonly Violation[] | null | undefined;
}

/** The validator of a named schema, or undefined where there is no such schema. */
export type Schemas = (name: string) => Validator | undefined;

/**
 * The named schemas of bundled documents. Answers are closed here too, although clients ignore what they do not know:
 * an example with a member that the contract has lost would otherwise stay for ever.
 */
export function readSchemas(documents: readonly object[]): Schemas {
  const compiled = documents.map((document) => {
    const origin = { source: 'the contract', root: {}, profile: 'core' };
    return compile(interpretDocument(document as never, origin), { closed: true });
  });
  return (name) => compiled.map((ajv) => ajv.getSchema(schemaKey(name))).find((each) => each !== undefined);
}

/** Every JSON block of these pages that names no schema, or is not what its schema says. */
export function exampleFaults(pages: readonly Page[], schemas: Schemas): Fault[] {
  return pages.flatMap((page) =>
    fencesOf(page)
      .filter(({ info }) => /^json/.test(info))
      .flatMap((fence) =>
        faultsOf(fence, schemas).map((message) => ({ place: `${page.file}:${fence.line}`, message })),
      ),
  );
}

function faultsOf({ info, text }: Fence, schemas: Schemas): string[] {
  const name = /^json schema=(\w+)$/.exec(info)?.[1];
  if (name === undefined) {
    return [
      `a block of JSON has to name the schema that it illustrates: \`\`\`json schema=Return, not "${info}"`,
    ];
  }
  const validate = schemas(name);
  if (validate === undefined)
    return [`there is no schema ${name} in the contract; name one of components/schemas`];
  const parsed = parse(text);
  if (typeof parsed === 'string') return [`the example cannot be parsed: ${parsed}`];
  if (validate(parsed.value) === true) return [];
  return [`the example is no ${name}; correct it: ${(validate.errors ?? []).map(describe).join('; ')}`];
}

function parse(text: string): string | { readonly value: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function describe({ instancePath, keyword, params }: Violation): string {
  return `${instancePath || '/'} ${keyword} ${Object.values(params).map(String).join(' ')}`.trimEnd();
}
