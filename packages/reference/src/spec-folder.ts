import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the standard: in a published package's code, or at the top of the repository. Undefined if neither. */
export function specFolder(): string | undefined {
  const places = ['./spec', '../../../spec'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return places.find((path) => existsSync(`${path}/standard`));
}
