/**
 * Compiles what is published: `node .config/build.ts [package …]` makes `dist` in each of `packages/` and in the suite, or in those that
 * are named. Runs before each pack. In development nothing is built: TypeScript runs as it is.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { carriedFiles } from '../packages/reference/src/index.ts';

const root = resolve(import.meta.dirname, '..');
const compiled = join(root, 'node_modules/.cache/orf-build/out');
/** Carries the contract, so that nobody has to clone it. */
const withSpec = ['codegen', 'conformance'];
/** Carries every text of the documentation, laid out as in the repository. */
const withTexts = ['reference'];

/** Where each package stands; the suite is one among what belongs to conformance. */
const folders = new Map([
  ...globSync('packages/*/package.json', { cwd: root }).map(
    (path) => [basename(dirname(path)), dirname(path)] as const,
  ),
  ['conformance', 'conformance/suite'],
]);

/** All packages at once, since each sees the others' sources. Throws where a type is wrong. */
function compile(): void {
  rmSync(compiled, { recursive: true, force: true });
  rmSync(join(dirname(compiled), 'state.json'), { force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, '.config/tsconfig.build.json')], {
    stdio: ['ignore', 2, 2],
  });
}

function assemble(name: string): void {
  const folder = folders.get(name) ?? fail(`there is no package ${name}`);
  const source = join(root, folder);
  const dist = join(source, 'dist');
  rmSync(dist, { recursive: true, force: true });
  cpSync(join(compiled, folder, 'src'), dist, { recursive: true });
  // What the compiler reads but does not write: generated validators, their types, documents.
  for (const path of globSync('**/*.{js,json,d.ts}', { cwd: join(source, 'src') })) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    cpSync(join(source, 'src', path), join(dist, path));
  }
  for (const path of globSync('**/*.d.ts', { cwd: dist })) pointAtJavaScript(join(dist, path));
  if (withSpec.includes(name)) {
    // Nothing is generated from releases, and of them the suite reads the registers alone.
    const filter = (path: string) =>
      name === 'conformance'
        ? !/\/spec\/releases\/[^/]+\/(?!requirements\.yaml$)/.test(path)
        : path !== join(root, 'spec/releases');
    cpSync(join(root, 'spec'), join(dist, 'spec'), { recursive: true, filter });
  }
  if (withTexts.includes(name)) {
    for (const file of carriedFiles(root)) {
      mkdirSync(dirname(join(dist, 'carried', file)), { recursive: true });
      cpSync(join(root, file), join(dist, 'carried', file));
    }
  }
  for (const path of ['main.js'].filter((each) => existsSync(join(dist, each))))
    chmodSync(join(dist, path), 0o755);
}

/** The compiler leaves the endings of sources in declarations, where there are no sources. */
function pointAtJavaScript(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/((?:from|import\()\s*(['"])\.{1,2}\/[^'"]+)\.ts\2/g, '$1.js$2'));
}

function fail(message: string): never {
  throw new Error(message);
}

const wanted = process.argv.slice(2);
// One run of the compiler serves a whole round of packing.
if (process.env.ORF_COMPILED !== '1') compile();
for (const name of wanted.length > 0 ? wanted : folders.keys()) assemble(name);
