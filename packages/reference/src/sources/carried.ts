import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path/posix';

/** Folders whose members each have a README that the site shows. */
const withReadme = ['packages', 'examples', 'conformance'];
const guides = 'packages/reference/guides';
const community = '.github';

/**
 * Every file that the site shows or serves, by its path from the root of the repository, in order: the standard whole,
 * READMEs, guides, and how to contribute. A published package carries the same. Throws when there is no `spec/`.
 */
export function carriedFiles(root: string): string[] {
  const readmes = withReadme.flatMap((folder) =>
    namesIn(root, folder).map((name) => join(folder, name, 'README.md')),
  );
  const pages = [guides, community].flatMap((folder) =>
    namesIn(root, folder)
      .filter((name) => name.endsWith('.md') && !/template/i.test(name))
      .map((name) => join(folder, name)),
  );
  return [
    ...['README.md', ...readmes].filter((file) => existsSync(join(root, file))),
    ...pages,
    ...filesBelow(root, 'spec'),
  ].sort();
}

function namesIn(root: string, folder: string): string[] {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
}

/** Hidden files set tools up and are no part of the standard. */
function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
}
