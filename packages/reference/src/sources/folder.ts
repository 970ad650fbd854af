import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The texts of the site: the copy that a published package carries, or the repository. Undefined if neither is there. */
export function contentFolder(): string | undefined {
  const places = ['../carried', '../../../..'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return places.find((path) => existsSync(`${path}/spec/standard`));
}
