import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { GeneratedFile } from './emit/file.ts';

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
