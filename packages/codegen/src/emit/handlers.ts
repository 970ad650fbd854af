import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiDocument } from '../read/model.ts';
import { camel, type GeneratedFile, header, pascal } from './file.ts';

/** Where a server keeps its operations and which profiles it declares. */
export interface HandlerSource {
  /** Folder with one file per operation, named by its operationId; test control under `test-control/`. */
  readonly folder: string;
  readonly profiles: readonly string[];
  /** Specifier from the table to `folder`, `../operations`. */
  readonly specifier: string;
  /** Where the context of handlers is declared, as specifier and type: `../casework/context.ts#OperationContext`. */
  readonly context: string;
}

/**
 * The table of a server's handlers. A file that is missing is left out, so that the compiler names the operation: the
 * table must satisfy the profile's type.
 */
export async function emitHandlers(
  source: HandlerSource,
  documents: { readonly api: ApiDocument; readonly testControl?: ApiDocument },
): Promise<GeneratedFile> {
  const parts = source.profiles.map((profile) => ({ api: documents.api, profile, below: '' }));
  const control = documents.testControl;
  const profile = control?.operations[0]?.profile;
  const all = control && profile ? [...parts, { api: control, profile, below: 'test-control/' }] : parts;
  const tables = await Promise.all(all.map((part) => handlerTable(source, part)));
  const controlType =
    all.length > parts.length && profile
      ? `import type { ${pascal(profile)}Handlers } from '@open-return-forwarding/protocol/test-control';\n`
      : '';
  const [contextModule, contextType] = source.context.split('#');
  const types = source.profiles.map((name) => `${pascal(name)}Handlers`).join(', ');
  const text = [
    `import type { ${types} } from '@open-return-forwarding/protocol';\n`,
    controlType,
    `import type { ${contextType} as Context } from '${contextModule}';\n`,
    ...tables.map((table) => table.imports),
    ...tables.map((table) => `\n${table.text}`),
  ].join('');
  return { path: 'handlers.ts', text: header(documents.api.source) + text };
}

interface Part {
  readonly api: ApiDocument;
  readonly profile: string;
  readonly below: string;
}

async function handlerTable(
  source: HandlerSource,
  { api, profile, below }: Part,
): Promise<{ imports: string; text: string }> {
  const folder = join(source.folder, below);
  const files = new Set(existsSync(folder) ? await readdir(folder) : []);
  const ids = api.operations
    .filter((operation) => operation.profile === profile && files.has(`${operation.id}.ts`))
    .map((operation) => operation.id)
    .sort();
  const imports = ids.map((id) => `import { ${id} } from '${source.specifier}/${below}${id}.ts';\n`).join('');
  const rows = ids.map((id) => `  ${id},\n`).join('');
  const name = pascal(profile);
  return {
    imports,
    text: `/** Every operation of the profile \`${profile}\` that this server answers. */\nexport const ${camel(name)}Handlers = {\n${rows}} satisfies ${name}Handlers<Context>;\n`,
  };
}
