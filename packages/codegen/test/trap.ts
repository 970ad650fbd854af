import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { emitValidators } from '../src/emit/validators.ts';
import type { JsonObject } from '../src/json.ts';
import { interpretDocument } from '../src/read/document.ts';
import type { ApiDocument } from '../src/read/model.ts';
import { readYaml } from '../src/read/yaml.ts';

/** Path of a fixture. */
export function trapFile(name: string): string {
  return fileURLToPath(new URL(`fixtures/traps/${name}`, import.meta.url));
}

/** A document whose named schemas are those of a fixture. */
export async function schemasOf(name: string): Promise<ApiDocument> {
  return documentOf(await readYaml(trapFile(name)));
}

/** A document of these named schemas; each is the body of a webhook, so that it gets a validator. */
export function documentOf(schemas: JsonObject): ApiDocument {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Trap', version: '1.0.0' },
    paths: {},
    components: { schemas },
  };
  const api = interpretDocument(document, { source: 'trap.yaml', root: document });
  return { ...api, webhooks: Object.keys(schemas).map((schema) => ({ type: schema, schema })) };
}

type Validators = Readonly<Record<string, (value: unknown) => boolean>>;

/** The compiled validators of a document, run as they are written; `closed` those that refuse unknown members. */
export async function compiled(api: ApiDocument, { closed = false } = {}): Promise<Validators> {
  const path = closed ? 'validators.closed.js' : 'validators.js';
  const text = emitValidators(api, '../').find((file) => file.path === path)?.text ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'orf-trap-'));
  try {
    const file = join(folder, 'validators.mjs');
    await writeFile(file, text);
    return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { validators: Validators })
      .validators;
  } finally {
    await rm(folder, { recursive: true });
  }
}
