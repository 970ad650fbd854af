import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Fault } from './fault.ts';
import { readPage, root } from './files.ts';
import { linesOf, type Page } from './page.ts';

/** Where links may lead: a file of the repository, or the anchors of a page of it. */
export interface Targets {
  exists(file: string): boolean;
  anchors(file: string): ReadonlySet<string>;
}

export const repository: Targets = {
  exists: (file) => existsSync(join(root, file)),
  anchors: (file) => new Set(linesOf(readPage(file)).map(({ anchor }) => anchor)),
};

/** Links between the pages that lead nowhere. What is elsewhere on the net is not looked at. */
export function linkFaults(pages: readonly Page[], targets: Targets = repository): Fault[] {
  return pages.flatMap((page) =>
    linesOf(page)
      .filter(({ kind }) => kind !== 'code')
      .flatMap(({ number, text }) =>
        [...text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
          const message = problemOf(page.file, link, targets);
          return message === undefined ? [] : [{ place: `${page.file}:${number}`, message }];
        }),
      ),
  );
}

function problemOf(from: string, link: string, targets: Targets): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? from : normalize(join(dirname(from), path));
  if (!targets.exists(file)) return `the link ${link} leads to no file; mend it`;
  if (anchor === undefined || !file.endsWith('.md') || targets.anchors(file).has(anchor)) return undefined;
  return `the link ${link} leads to no heading of ${file}; mend it`;
}
