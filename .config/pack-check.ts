/**
 * Packs everything that is published and tries it where nothing of this project is: `pnpm pack:check`. Says what it did;
 * the last line is JSON.
 */
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { consumer } from './pack-check/consumer.ts';
import { run, whileServing } from './pack-check/run.ts';
import { faultsOf } from './pack-check/tarball.ts';

const root = resolve(import.meta.dirname, '..');
const names = ['protocol', 'core', 'client', 'reference', 'server', 'codegen', 'simulator', 'conformance'];
const folderOf = (name: string) =>
  join(root, name === 'conformance' ? 'conformance/suite' : `packages/${name}`);
/** Of each line that is supported, as packages that bring the program. */
const versions = ['22.23.3', '24.21.0'];
const work = mkdtempSync(join(tmpdir(), 'orf-pack-'));
const started = performance.now();

const say = (line: string) =>
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);

/** The tarballs by package, each looked through. */
function pack(): Map<string, string> {
  run(process.execPath, [join(root, '.config/build.ts')], { cwd: root });
  say(`compiled ${names.length} packages`);
  const tarballs = new Map<string, string>();
  for (const name of names) {
    const folder = join(work, 'tarballs', name);
    mkdirSync(folder, { recursive: true });
    const args = ['--yes', 'pnpm@10.34.9', 'pack', '--pack-destination', folder];
    run('npx', args, { cwd: folderOf(name), env: { ORF_COMPILED: '1' } });
    const [file = ''] = readdirSync(folder);
    const tarball = join(folder, file);
    const faults = faultsOf(tarball);
    if (faults.length > 0) throw new Error(`${file}: ${faults.join('; ')}`);
    tarballs.set(`@open-return-forwarding/${name}`, tarball);
  }
  say(`packed and looked through ${tarballs.size} tarballs`);
  return tarballs;
}

/** An empty project with the tarballs, two versions of Node and a compiler in it, and the vendor's example beside. */
function install(tarballs: ReadonlyMap<string, string>): string {
  const project = join(work, 'project');
  mkdirSync(project);
  const own = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  const others = {
    typescript: '5.9.3',
    '@types/node': '24.10.1',
    '@hono/node-server': '2.1.8',
    hono: '4.13.19',
  };
  const nodes = Object.fromEntries(
    versions.map((version) => [
      `node-${version.split('.')[0]}`,
      `npm:node-${process.platform}-${process.arch}@${version}`,
    ]),
  );
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...own, ...others, ...nodes },
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ ...manifest, overrides: own }, undefined, 2));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project });
  const size = run('du', ['-sm', 'node_modules'], { cwd: project }).split('\t')[0];
  say(`npm install in an empty project: ${size} MB`);
  for (const [file, text] of Object.entries(consumer)) writeFileSync(join(project, file), text);
  const vendor = join(project, 'vendor');
  mkdirSync(vendor);
  for (const file of globSync('{*.ts,tsconfig.json}', { cwd: join(root, 'examples/vendor') })) {
    cpSync(join(root, 'examples/vendor', file), join(vendor, file));
  }
  return project;
}

function typeCheck(project: string): void {
  const bin = join(project, 'node_modules/.bin');
  run(join(bin, 'tsc'), ['-p', '.'], { cwd: project });
  say('tsc: a consumer of every export compiles, declarations of the packages included');
}

/** Everything under one version of Node, whatever the machine has. */
async function tryUnder(version: string, project: string): Promise<void> {
  const major = version.split('.')[0];
  const bin = join(project, `node_modules/node-${major}/bin`);
  const env = { PATH: `${bin}:${join(project, 'node_modules/.bin')}:${process.env.PATH}`, NODE_OPTIONS: '' };
  const found = run('node', ['--version'], { cwd: project, env }).trim();
  if (found !== `v${version}`) throw new Error(`Node ${version} was asked for, ${found} came`);
  run('npx', ['--no-install', 'orf-codegen', '--help'], { cwd: project, env });
  const forecast = run(
    'npx',
    ['--no-install', 'orf-simulate', '--generated', '300,100', '--seeds', '2', '--quiet'],
    {
      cwd: project,
      env,
    },
  );
  say(`Node ${major}: orf-simulate: ${forecast.trim().split('\n')[0]}`);
  const vendor = join(project, 'vendor');
  rmSync(join(vendor, 'generated'), { recursive: true, force: true });
  const generated = run('npx', ['--no-install', 'orf-codegen', '--out', 'generated'], { cwd: vendor, env });
  say(`Node ${major}: orf-codegen: ${generated.trim()}`);
  run('tsc', ['-p', '.'], { cwd: vendor, env });
  say(`Node ${major}: the vendor's server compiles on what was generated`);
  await whileServing(['node', 'main.ts'], { cwd: vendor, env }, async (url) => {
    const { profiles } = (await (await fetch(`${url}/.well-known/open-return-forwarding`)).json()) as {
      profiles: string[];
    };
    say(`Node ${major}: the vendor's server answers: profiles ${profiles.join(', ')}`);
  });
  const own = { ...env, ORF_DATABASE: join(work, `orf-${major}.db`) };
  await whileServing(['npx', '--no-install', 'orf', 'serve'], { cwd: project, env: own }, (url) => {
    say(`Node ${major}: npx orf serve answers on ${url}`);
    const said = run('node', ['consumer.js', url], { cwd: project, env });
    for (const line of said.trim().split('\n')) say(`Node ${major}: ${line}`);
    const args = ['--url', url, '--token', 'orf_test_sandbox', '--test-control', 'orf_test_control'];
    const suite = ['orf-conformance', 'run', ...args, '--only', 'tracking', '--quiet'];
    const found = run('npx', ['--no-install', ...suite], { cwd: project, env });
    say(`Node ${major}: orf-conformance: ${found.trim().split('\n').at(-3)}`);
  });
}
try {
  const project = install(pack());
  typeCheck(project);
  for (const version of versions) await tryUnder(version, project);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${JSON.stringify({ packages: names.length, node: versions, seconds, ok: true })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.stdout.write(`${JSON.stringify({ packages: names.length, node: versions, ok: false })}\n`);
  process.exitCode = 1;
} finally {
  if (process.env.ORF_KEEP === undefined) rmSync(work, { recursive: true, force: true });
  else say(`kept in ${work}`);
}
