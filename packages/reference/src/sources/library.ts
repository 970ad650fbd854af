import { dirname, join, normalize } from 'node:path/posix';
import { addressOf, folderAddress } from './address.ts';
import { carriedFiles } from './carried.ts';
import { type Prose, readProse } from './prose.ts';
import { type Requirement, readRegister, statedIn } from './register.ts';

/** Everything that the site shows beside the contract: prose, the register of requirements, files as they are. */
export interface Library {
  /** The repository, or the copy of it that a package carries. */
  readonly root: string;
  readonly files: readonly string[];
  readonly prose: readonly Prose[];
  readonly requirements: readonly Requirement[];
  /** Which page states a requirement. */
  readonly stated: ReadonlyMap<string, Prose>;
  /** Folders of the standard without a page of their own. */
  readonly folders: readonly string[];
}

export const requirementsPath = '/docs/spec/requirements';

/** Whether there is a register of requirements, and so a page of them. */
export function hasRegister({ files }: Library): boolean {
  return files.includes('spec/requirements.yaml');
}

/** Reads the texts below a root; without one there are none. Throws when they cannot be read. */
export function readLibrary(root: string | undefined): Library {
  if (root === undefined)
    return { root: '', files: [], prose: [], requirements: [], stated: new Map(), folders: [] };
  const files = carriedFiles(root);
  const prose = readProse(root, files);
  const below = files.filter((file) => file.startsWith('spec/'));
  const folders = [...new Set(below.flatMap(foldersOf))].filter(
    (folder) => !files.includes(`${folder}/README.md`),
  );
  return { root, files, prose, requirements: readRegister(root, files), stated: statedIn(prose), folders };
}

/** `spec/vectors/pricing/a.json` is in `spec/vectors/pricing`, `spec/vectors` and `spec`. */
function foldersOf(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** Files of the contract that are read more easily on a page of the reference. */
const shown: Readonly<Record<string, string>> = {
  'spec/openapi.yaml': '/docs/api/',
  'spec/test-control.openapi.yaml': '/docs/api/test-control',
  'spec/lifecycles.yaml': '/docs/api/lifecycles',
  'spec/problems.yaml': '/docs/api/problems',
  'spec/requirements.yaml': requirementsPath,
};

/**
 * Where a link of a page leads: to a page or a file of the site, or by https to another one. Undefined for what the
 * site does not have.
 */
export function linkFrom(
  { file, path }: Prose,
  { files, folders }: Library,
): (target: string) => string | undefined {
  return (target) => {
    if (/^(#|https:\/\/|\/docs\/|\/problems\/)/.test(target)) return target;
    const named = targetOf(file, target);
    if (named === undefined) return undefined;
    const readme = `${named}/README.md`;
    const to = [
      shown[named],
      files.includes(named) ? addressOf(named) : undefined,
      files.includes(readme) ? addressOf(readme) : undefined,
      folders.includes(named) ? folderAddress(named) : undefined,
    ].find((address) => address !== undefined);
    const fragment = target.includes('#') ? target.slice(target.indexOf('#')) : '';
    return to && (to === path && fragment !== '' ? fragment : to + fragment);
  };
}

/** The file that a relative link names, from the root of the repository; undefined where it names none. */
export function targetOf(file: string, target: string): string | undefined {
  const [name = ''] = target.split('#');
  if (/^[a-z][a-z0-9+.-]*:/i.test(name) || name.startsWith('/') || name === '') return undefined;
  return normalize(join(dirname(file), name)).replace(/\/$/, '');
}
