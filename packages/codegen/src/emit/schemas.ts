import type { ApiDocument } from '../read/model.ts';
import { type GeneratedFile, header } from './file.ts';

/** A type of its own name for each named schema. */
export function emitSchemas(api: ApiDocument): GeneratedFile {
  const types = Object.keys(api.schemas).map(
    (name) => `export type ${name} = components['schemas']['${name}'];\n`,
  );
  return {
    path: 'schemas.ts',
    text: `${header(api.source)}import type { components } from './types.ts';\n\n${types.join('')}`,
  };
}
