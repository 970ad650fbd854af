import { CannotBegin } from '../discover.ts';
import { init } from './init.ts';
import { list } from './list.ts';
import { receiver } from './receiver.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { UsageError } from './usage-error.ts';
import { verify } from './verify.ts';

const help = `orf-conformance: tries any server of Open Return Forwarding over HTTP.

  orf-conformance init     write a configuration for a server
  orf-conformance run      try a server and write a report
  orf-conformance verify   reach every verdict of a report again, without the server
  orf-conformance report   show a report as HTML, JUnit, Markdown or a badge
  orf-conformance receiver try a receiver of webhooks by sending to it
  orf-conformance list     the checks, and the requirements that they assert
  orf-conformance COMMAND --help
`;

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  init,
  run,
  verify,
  report,
  receiver,
  list,
};

/** Runs a command; answers the exit code: 0 good, 1 not, 2 could not be tried. */
export async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  const command = commands[name];
  if (command === undefined) {
    const asked = name === '--help' || name === '-h' || name === 'help';
    (asked ? process.stdout : process.stderr).write(
      asked ? help : `orf-conformance has no command ${name}.\n\n${help}`,
    );
    return asked ? 0 : 2;
  }
  try {
    return await command(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CannotBegin || isParseError(error))) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function isParseError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
