import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from './page.ts';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file by its path from the root. */
export function readPage(file: string, from = root): Page {
  return { file, text: readFileSync(join(from, file), 'utf8') };
}

/** The files of these patterns, by path. */
export function readPages(patterns: readonly string[], from = root): Page[] {
  return globSync(patterns.map((pattern) => join(from, pattern)))
    .map((path) => relative(from, path))
    .sort()
    .map((file) => readPage(file, from));
}
