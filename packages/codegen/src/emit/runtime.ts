import type { GeneratedFile } from './file.ts';

/** The one file that generated code imports without it being generated. */
const byHand = /(['"])(?:\.\.\/)+operation-info\.ts\1/g;

/** The files as they are outside of this project: what is not generated comes from `module`, a package. */
export function withRuntime(files: readonly GeneratedFile[], module: string): GeneratedFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: text.replaceAll(byHand, `'${module}'`).replace('run `pnpm generate`.', 'run orf-codegen again.'),
  }));
}
