import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import type { Page } from '../html/layout.ts';
import { markdownFor } from '../html/markdown.ts';
import { html } from '../html/markup.ts';

/** A page of the standard in prose. */
export interface Prose {
  /** `standard/settlement.md`, below the folder of the standard. */
  readonly file: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

const folders = ['', 'standard', 'decisions'];

/** Every page of prose in the folder of the standard: the rules first, then decisions. Throws when it cannot be read. */
export function readProse(folder: string): Prose[] {
  const files = folders.flatMap((within) =>
    readdirSync(join(folder, within))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(within, name)),
  );
  return files.map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { file, path: prosePath(file), title: titleOf(text) ?? file, text };
  });
}

/** `/docs/spec/standard/settlement`; the folder's own README is `/docs/spec/`. */
function prosePath(file: string): string {
  return file === 'README.md' ? '/docs/spec/' : `/docs/spec/${file.replace(/\.md$/, '')}`;
}

function titleOf(text: string): string | undefined {
  return /^# (.+)$/m.exec(text)?.[1];
}

/** One page of prose. Links between pages of prose lead on; links to what is no page stay words. */
export function prosePage(
  prose: Prose,
  all: readonly Prose[],
  word: (code: string) => string | undefined,
): Page {
  const { path, title, text, file } = prose;
  const link = (target: string): string | undefined => linked(target, file, all);
  const markdown = markdownFor({ word, link });
  return {
    path,
    title,
    description: title,
    body: html`<article class="prose">${markdown.block(text)}</article>`,
  };
}

/** Files of the contract that have a page here, though not as prose. */
const elsewhere: Readonly<Record<string, string>> = {
  'openapi.yaml': '/docs/api/',
  'test-control.openapi.yaml': '/docs/api/test-control',
  'lifecycles.yaml': '/docs/api/lifecycles',
  'problems.yaml': '/docs/api/problems',
};

function linked(target: string, from: string, all: readonly Prose[]): string | undefined {
  if (target.startsWith('#')) return target;
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [name = '', fragment] = target.split('#');
  const file = normalize(join(dirname(from), name));
  const path = elsewhere[file] ?? all.find((prose) => prose.file === file)?.path;
  return path && fragment ? `${path}#${fragment}` : path;
}
