import { execFileSync } from 'node:child_process';

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What would keep a tarball from working where only npm is. */
export function faultsOf(tarball: string): string[] {
  const tar = (...args: string[]) =>
    execFileSync('tar', [...args], { encoding: 'utf8', maxBuffer: 1024 * 1024 * 64 });
  const files = new Set(tar('-tzf', tarball).trim().split('\n'));
  const manifest = JSON.parse(tar('-xzOf', tarball, 'package/package.json')) as Manifest;
  const targets = [...pathsIn(manifest.exports), ...pathsIn(manifest.bin)];
  const missing = ['LICENSE', 'README.md', ...targets].filter(
    (path) => !files.has(`package/${path.replace(/^\.\//, '')}`),
  );
  const sources = [...files].filter((path) => /(?<!\.d)\.ts$/.test(path));
  const outside = targets.filter((path) => !path.startsWith('./dist/') && !path.startsWith('dist/'));
  return [
    ...(targets.length === 0 ? ['exports nothing'] : []),
    ...missing.map((path) => `lacks ${path}`),
    ...outside.map((path) => `points at ${path}`),
    ...(sources.length > 0 ? [`holds ${sources.length} sources, ${sources[0]}`] : []),
    ...(JSON.stringify(manifest).includes('workspace:') ? ['still names the workspace'] : []),
  ];
}

/** Every path below, conditions and names apart. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}
