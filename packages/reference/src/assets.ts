import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages load. Its name carries a digest of it, so that it can be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** An asset from text: `/docs/assets/site.1a2b3c4d5e6f.css`. */
export function asset(name: string, type: string, text: string): Asset {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `/docs/assets/${name.replace('.', `.${digest}.`)}`, type, text };
}

/** An asset from a file of this package. */
export function assetFile(name: string, type: string): Asset {
  return asset(name, type, readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8'));
}
