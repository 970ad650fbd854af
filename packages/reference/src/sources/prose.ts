import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { addressOf, numberOf } from './address.ts';

/** A page of prose. */
export interface Prose {
  /** `spec/standard/05-intake.md`, from the root of the repository. */
  readonly file: string;
  readonly path: string;
  /** Its first heading, without the number. */
  readonly title: string;
  /** Of a chapter or decision, as its file has it: `5`. */
  readonly number?: string;
  readonly text: string;
}

/** Reads every page of prose among these files. Throws when one cannot be read. */
export function readProse(root: string, files: readonly string[]): Prose[] {
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const number = numberOf(file);
      return { file, path: addressOf(file), title: titleOf(text) ?? file, ...(number && { number }), text };
    });
}

function titleOf(text: string): string | undefined {
  return /^# (?:\d+\.? )?(.+)$/m.exec(text)?.[1]?.replaceAll('`', '');
}

/** Pages of one folder, in order. */
export function pagesIn(prose: readonly Prose[], folder: string): Prose[] {
  return prose.filter(
    ({ file }) => file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes('/'),
  );
}
