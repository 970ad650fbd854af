/**
 * Builds the documentation as files: `pnpm site` (`--help`). Needs no network and no server. Fails, naming each place,
 * where a link or a diagram is broken.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createSite, faultsOf, staticFiles } from '../packages/reference/src/index.ts';

const root = resolve(import.meta.dirname, '..');
const marker = 'docs/index.html';

const help = `site: the documentation as files, for any web server or to be opened from a disk

  --out FOLDER     where it goes; what is in it is replaced (dist/site)
  --origin URL     the server that commands on the pages name (http://127.0.0.1:8787)
  --token TEXT     what stands for the token in them (orf_test_sandbox)
  --check          only look for broken links and diagrams, write nothing

The first page is docs/index.html. Ends with 0 if all is well, 1 if something is broken, 2 if not understood.
`;

const options = {
  out: { type: 'string', default: join(root, 'dist/site') },
  origin: { type: 'string', default: 'http://127.0.0.1:8787' },
  token: { type: 'string', default: 'orf_test_sandbox' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function build({ out, origin, token, check }: Values): number {
  const started = performance.now();
  const site = createSite({ origin, token, content: root });
  const faults = faultsOf(site);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) return 1;
  if (check) return 0;
  clear(out);
  const files = staticFiles(site);
  for (const { name, text } of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
  const size = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${files.length} files, ${size.toFixed(1)} MB, in ${seconds.toFixed(1)} s\nbegin at ${join(out, marker)}\n`,
  );
  return 0;
}

/** Empties a folder that a site was built into before; anything else is not ours to take away. */
function clear(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  if (!existsSync(join(out, marker)))
    throw new UsageError(`${out} holds something else than a site; name another folder`);
  rmSync(out, { recursive: true });
}

class UsageError extends Error {}

try {
  const { values } = parseArgs({ options });
  if (values.help) process.stdout.write(help);
  else process.exitCode = build(values);
} catch (error) {
  const usage =
    error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (!usage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : error}\nSee --help.\n`);
  process.exitCode = 2;
}
