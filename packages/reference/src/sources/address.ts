import { dirname } from 'node:path/posix';

/**
 * Where a file of the repository is on the site. Pages of prose lose their ending, a README stands for its folder,
 * guides are at `/docs/for/`; everything else is served as it is.
 */
export function addressOf(file: string): string {
  const guide = /^packages\/reference\/guides\/(?:\d+-)?(.+)\.md$/.exec(file);
  if (guide) return `/docs/for/${guide[1]}/`;
  if (file.startsWith('.github/'))
    return `/docs/project/${file.slice('.github/'.length, -'.md'.length).toLowerCase()}`;
  if (file === 'README.md') return '/docs/readme';
  if (file.endsWith('/README.md')) return folderAddress(dirname(file));
  return `/docs/${file.replace(/\.md$/, '')}`;
}

/** Folders of the standard have pages of their own and end in a slash; a package has one page. */
export function folderAddress(folder: string): string {
  return folder === 'spec' || folder.startsWith('spec/') ? `/docs/${folder}/` : `/docs/${folder}`;
}

/** A chapter's number as its file has it, `05-intake.md`: `5`. */
export function numberOf(file: string): string | undefined {
  return /(?:^|\/)0*(\d+)-[^/]+\.md$/.exec(file)?.[1];
}
