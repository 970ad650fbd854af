import { ConfigError } from '../config.ts';
import { StoreUnavailable } from '../store-faults.ts';
import { decision } from './decision.ts';
import { demand } from './demand.ts';
import { exportBooks } from './export.ts';
import { keys } from './keys.ts';
import { notifications } from './notifications.ts';
import { policy } from './policy.ts';
import { serve } from './serve.ts';
import { UsageError } from './usage-error.ts';
import { zones } from './zones.ts';

const help = `orf: the reference server of Open Return Forwarding

  orf serve                start the server (orf serve --help: the settings)
  orf keys create          make an API key and print its token once
  orf keys list            list the keys
  orf keys revoke ID       end a key at once
  orf policy init          print a policy to begin with (orf policy --help: check, show, diff, apply)
  orf decision verify FILE recompute a decision from its record (orf decision --help: explain)
  orf export settlements   the books as CSV or JSON (orf export --help)
  orf zones load FILE      postal areas from data of your own (orf zones --help)
  orf notifications list   the messages to senders and buyers (orf notifications --help)
  orf demand               the learned rate of orders of each article (orf demand --help)
  orf --help               this text
`;

/** Runs a command; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'serve':
        return await serve(rest);
      case 'keys':
        return await keys(rest);
      case 'policy':
        return await policy(rest);
      case 'export':
        return await exportBooks(rest);
      case 'decision':
        return await decision(rest);
      case 'demand':
        return await demand(rest);
      case 'zones':
        return await zones(rest);
      case 'notifications':
        return await notifications(rest);
      case undefined:
      case 'help':
      case '--help':
      case '-h':
        process.stdout.write(help);
        return command === undefined ? 2 : 0;
      default:
        throw new UsageError(`There is no command "${command}".`);
    }
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${error.message}\nSee orf --help.\n`);
    return 2;
  }
  if (error instanceof ConfigError || error instanceof StoreUnavailable) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  if (code === 'EADDRINUSE') {
    process.stderr.write('The port is taken. Set PORT to another one, or to 0 for any free one.\n');
    return 1;
  }
  throw error;
}
