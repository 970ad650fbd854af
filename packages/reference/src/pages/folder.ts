import { basename, dirname } from 'node:path/posix';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { addressOf, folderAddress } from '../sources/address.ts';
import type { Library } from '../sources/library.ts';

const titles: Readonly<Record<string, string>> = {
  spec: 'The standard',
  'spec/standard': 'Chapters and annexes',
  'spec/decisions': 'Decisions',
  'spec/vectors': 'Vectors',
  'spec/examples': 'Examples of messages',
  'spec/policies': 'Policies to start from',
};

/** Its own words, or where it is. */
function titleOf(folder: string): string {
  return titles[folder] ?? folder;
}

/** A folder of the standard that has no page of its own: what is in it. */
export function folderPage(folder: string, { files, folders, prose }: Library): Page {
  const title = titleOf(folder);
  const inside = (path: string) => dirname(path) === folder;
  const below = files.map((file) => dirname(file)).filter((path) => inside(path) && !folders.includes(path));
  const deeper = [...new Set([...folders.filter(inside), ...below])].sort();
  const rows: Markup[] = [
    ...deeper.map((path) => html`<li><a href="${folderAddress(path)}">${basename(path)}/</a></li>`),
    ...files.filter(inside).map((file) => {
      const page = prose.find((one) => one.file === file);
      return html`<li><a href="${addressOf(file)}">${page ? [page.number && `${page.number}. `, page.title] : basename(file)}</a></li>`;
    }),
  ];
  return {
    path: folderAddress(folder),
    title,
    description: `What is in ${folder}.`,
    body: html`<p class="crumb"><a href="${folderAddress(dirname(folder))}">${titleOf(dirname(folder))}</a></p><h1>${title}</h1><ul class="files">${rows}</ul>`,
  };
}
