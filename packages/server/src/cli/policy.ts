import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { SANDBOX_RETAILER } from '../retailer.ts';
import { apply, check, diff, init, show } from './policy-commands.ts';
import { databaseSource } from './policy-database.ts';
import { presetNames } from './policy-presets.ts';
import { remoteSource } from './policy-server.ts';
import type { PolicySource } from './policy-source.ts';
import { UsageError } from './usage-error.ts';

const help = `orf policy: what the retailer decides, in one file

  orf policy init [--preset NAME] > policy.yaml   a file to begin with; every line is explained
  orf policy check FILE                           all that is wrong with it, and what to write instead
  orf policy show [--version N]                   the policy in force, or an earlier one
  orf policy diff FILE                            what the file would change
  orf policy apply FILE                           puts it in force, as a new version

  --preset    ${presetNames.join(', ')} (${presetNames[0]})
  --url       a server to work with; else the database of this machine (ORF_DATABASE)
  --token     its API key, with the scopes policy:read and policy:write (ORF_TOKEN)
  --retailer  whose policy, in the database of this machine (${SANDBOX_RETAILER})

Ends with 0 if done, 1 if the file has errors (diff: if it changes something), 2 if not understood.
`;

/** Prints, checks, shows, compares and applies policies; answers the exit code. */
export async function policy(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      preset: { type: 'string' },
      version: { type: 'string' },
      url: { type: 'string' },
      token: { type: 'string' },
      retailer: { type: 'string', default: SANDBOX_RETAILER },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [action, file, ...rest] = positionals;
  if (values.help || action === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (rest.length > 0) throw new UsageError(`orf policy ${action} takes one file.`);
  if (action === 'init') return init(values.preset);
  return withSource(action, { ...values, file });
}

interface Wanted {
  readonly file: string | undefined;
  readonly version?: string | undefined;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly retailer: string;
}

async function withSource(action: string, wanted: Wanted): Promise<number> {
  const source = sourceOf(wanted, process.env);
  try {
    switch (action) {
      case 'check':
        return await check(source, fileOf(wanted, action));
      case 'show':
        return await show(source, wanted.version);
      case 'diff':
        return await diff(source, fileOf(wanted, action));
      case 'apply':
        return await apply(source, fileOf(wanted, action));
      default:
        throw new UsageError(`orf policy takes init, check, show, diff or apply, not "${action}".`);
    }
  } finally {
    await source.close();
  }
}

function sourceOf(
  { url, token, retailer }: Wanted,
  env: Readonly<Record<string, string | undefined>>,
): PolicySource {
  if (url === undefined) return databaseSource(readConfig(env), retailer);
  const key = token ?? env.ORF_TOKEN;
  if (key === undefined || key === '') {
    throw new UsageError('A server wants an API key: --token TOKEN, or set ORF_TOKEN.');
  }
  return remoteSource(url, key);
}

function fileOf({ file }: Wanted, action: string): string {
  if (file === undefined) throw new UsageError(`Say which file: orf policy ${action} FILE.`);
  return file;
}
