import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the specification: the one that the package brings, or the repository's. */
export function specificationFolder(): string {
  const places = [join(import.meta.dirname, 'spec'), join(import.meta.dirname, '..', '..', '..', 'spec')];
  const found = places.find((place) => existsSync(join(place, 'openapi.yaml')));
  if (found === undefined) throw new Error(`the specification is neither in ${places.join(' nor in ')}`);
  return found;
}
