import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, report } from '../standard/fault.ts';
import { readPage, root } from '../standard/files.ts';
import { breakingChanges } from './bundles.ts';
import { silentDeprecations } from './deprecations.ts';
import { baseOf, type Snapshot, snapshot, versionIn } from './release.ts';
import { brokenBetween } from './rules.ts';

const folder = 'spec/releases';

const releases = existsSync(join(root, folder))
  ? readdirSync(join(root, folder)).filter((name) => /^\d/.test(name))
  : [];
const now = snapshot(readPage);
const version = versionIn(now);

/** What breaks against the release that this contract has to keep to, and what does not say that it goes away. */
async function check(): Promise<Fault[]> {
  const base = baseOf(releases, version);
  const silent = silentDeprecations(
    JSON.parse(readPage('packages/protocol/src/generated/openapi.json').text),
  );
  const broken = base === undefined ? [] : [...brokenBetween(read(base), now), ...(await compared(base))];
  const fix = `(against ${folder}/${base}); put it back, or raise the major version (before 1.0.0 the minor) and say so in spec/CHANGELOG.md`;
  return [
    ...silent.map((message) => ({ place: 'spec/openapi.yaml', message })),
    ...broken.map((what) => ({ place: 'spec', message: `${what} ${fix}` })),
    ...unnamed(),
  ];
}

/** A release has its entry in the changelog. */
function unnamed(): Fault[] {
  const file = 'spec/CHANGELOG.md';
  const { text } = readPage(file);
  return [...new Set([...releases, version])]
    .filter((each) => !text.includes(`## ${each}`))
    .map((each) => ({ place: file, message: `has no section "## ${each}"; say there what changed` }));
}

function read(release: string): Snapshot {
  return Object.fromEntries(
    Object.keys(now).map((name) => [name, readFileSync(join(root, folder, release, name), 'utf8')]),
  );
}

/** What a comparison of the bundles finds; their files are handed over in a folder of their own. */
async function compared(base: string): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'orf-release-'));
  try {
    const found = await Promise.all(
      ['openapi.json', 'test-control.openapi.json'].map(async (name) => {
        writeFileSync(join(scratch, name), now[name] ?? '');
        return breakingChanges(join(root, folder, base, name), join(scratch, name));
      }),
    );
    return found.flat();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Writes the contract as it is now down as a release, unless there is another one of that number. */
function release(replace: boolean): Fault[] {
  const place = `${folder}/${version}`;
  const to = join(root, place);
  if (existsSync(to) && !replace && JSON.stringify(read(version)) !== JSON.stringify(now)) {
    const message =
      'says something else, and a release does not change: raise info.version (or --replace, as long as nobody has seen it)';
    return [{ place, message }];
  }
  mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(now)) writeFileSync(join(to, name), text);
  process.stdout.write(`${place}: ${Object.keys(now).join(', ')}\n`);
  return [];
}

const faults = process.argv.includes('--release')
  ? release(process.argv.includes('--replace'))
  : await check();
report(faults);
process.exitCode = faults.length === 0 ? 0 : 1;
