import type { ApiDocument } from '../read/model.ts';
import { type GeneratedFile, header } from './file.ts';

/** The version of the specification, apart from the validators, which not every reader wants to load. */
export function emitVersion(api: ApiDocument): GeneratedFile {
  const text = `/** Version of the specification that this was generated from. */\nexport const specVersion = '${api.version}';\n`;
  return { path: 'version.ts', text: header(api.source) + text };
}

/** One value that carries what the runtime needs of a document. */
export function emitContract(api: ApiDocument, up: string): GeneratedFile {
  // The registry is that of the first document, a folder above the second's.
  const problems = up === '../' ? './problems.ts' : '../problems.ts';
  const text = `import type { ProtocolContract } from '${up}operation-info.ts';
import { manifest } from './manifest.ts';
import { generalProblemCodes } from '${problems}';
import { formats, validators } from './validators.js';
import { specVersion } from './version.ts';

export const contract: ProtocolContract = {
  version: specVersion,
  manifest,
  validators,
  formats,
  generalProblemCodes,
  closedValidators: async () => (await import('./validators.closed.js')).validators,
};
`;
  return { path: 'contract.ts', text: header(api.source) + text };
}
