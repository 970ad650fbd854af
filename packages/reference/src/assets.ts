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
  return asset(name, type, textOf(name));
}

const sheets = ['base.css', 'frame.css', 'reference.css', 'prose.css', 'diagrams.css', 'wide.css'];

/** One style sheet from all parts, each about one kind of thing. */
export function styleSheet(): Asset {
  return asset('site.css', 'text/css; charset=utf-8', sheets.map(textOf).join('\n'));
}

function textOf(name: string): string {
  return readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
}
