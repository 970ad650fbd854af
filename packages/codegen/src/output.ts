import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { GENERATED, type GeneratedFile } from './emit/file.ts';
import { refuse } from './fault.ts';

/** Writes the files into `folder` and removes what an earlier run left there. Unchanged files are not touched. */
export async function writeFiles(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  for (const file of files) {
    const target = join(folder, file.path);
    if ((await textOfFile(target)) === file.text) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
  for (const path of await leftovers(folder, files)) await rm(join(folder, path));
}

/** Paths in `folder` that are not what the generator would write, each with why. */
export async function differences(folder: string, files: readonly GeneratedFile[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    const text = await textOfFile(join(folder, file.path));
    if (text === undefined) found.push(`${join(folder, file.path)}: missing`);
    else if (text !== file.text)
      found.push(`${join(folder, file.path)}: differs from line ${firstDifference(text, file.text)} on`);
  }
  const extra = await leftovers(folder, files);
  return [...found, ...extra.map((path) => `${join(folder, path)}: no longer generated`)];
}

/**
 * Refuses a folder that holds anything else than generated code: writing removes what is no longer generated, and must
 * never remove somebody's own work. Throws a ContractError.
 */
export async function refuseForeign(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  const foreign = [];
  for (const path of await leftovers(folder, files)) {
    const isOurs =
      basename(path) === 'openapi.json' || (await readFile(join(folder, path), 'utf8')).startsWith(GENERATED);
    if (!isOurs)
      foreign.push({ place: join(folder, path), message: 'was not generated; choose another folder' });
  }
  refuse(foreign);
}

async function textOfFile(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

async function leftovers(folder: string, files: readonly GeneratedFile[]): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const expected = new Set(files.map((file) => file.path));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !expected.has(path))
    .sort();
}

function firstDifference(left: string, right: string): number {
  const others = right.split('\n');
  return left.split('\n').findIndex((line, index) => line !== others[index]) + 1 || others.length;
}
