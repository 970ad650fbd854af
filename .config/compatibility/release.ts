import type { Page } from '../standard/page.ts';

/** Version of a release in its parts. */
export type Version = readonly [major: number, minor: number, patch: number];

/** The parts of `1.2.3`. Throws for anything else. */
export function versionOf(text: string): Version {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) throw new Error(`${text} is no version of a release, such as 1.2.3`);
  return parts as unknown as Version;
}

/**
 * The releases within which nothing may break: a major version, and before 1.0.0 a minor one.
 */
export function lineOf([major, minor]: Version): string {
  return major === 0 ? `0.${minor}` : String(major);
}

/** Negative where the left one came before. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The newest release that a contract of this version has to stay compatible with, or undefined if there is none. */
export function baseOf(releases: readonly string[], version: string): string | undefined {
  const own = versionOf(version);
  return releases
    .filter((each) => lineOf(versionOf(each)) === lineOf(own) && compareVersions(versionOf(each), own) <= 0)
    .sort((left, right) => compareVersions(versionOf(right), versionOf(left)))[0];
}

/** The documents of a release by the name of their file: both bundles, and the tables that have to stay. */
export type Snapshot = Readonly<Record<string, string>>;

export const snapshotFiles = {
  'openapi.json': 'packages/protocol/src/generated/openapi.json',
  'test-control.openapi.json': 'packages/protocol/src/generated/test-control/openapi.json',
  'lifecycles.yaml': 'spec/lifecycles.yaml',
  'problems.yaml': 'spec/problems.yaml',
  'requirements.yaml': 'spec/requirements.yaml',
} as const;

/** What a release of these files holds. */
export function snapshot(read: (file: string) => Page): Snapshot {
  return Object.fromEntries(Object.entries(snapshotFiles).map(([name, source]) => [name, read(source).text]));
}

/** The version that the contract of a snapshot has. */
export function versionIn(files: Snapshot): string {
  return String(JSON.parse(files['openapi.json'] ?? '').info.version);
}
