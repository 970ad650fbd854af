import { parseArgs } from 'node:util';
import { readCatalogue } from '../catalogue.ts';
import { selected } from '../certify.ts';

const help = `orf-conformance list: the checks of the suite and the requirements that they assert.

  orf-conformance list [ID ...]
`;

/** Lists checks; answers the exit code. */
export async function list(args: readonly string[]): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { checks, observers } = await readCatalogue();
  for (const { id, title, profile, requirements } of selected(checks, positionals)) {
    process.stdout.write(`${id} (${profile}): ${title}\n  ${requirements.join(' ')}\n`);
  }
  if (positionals.length > 0) return 0;
  for (const { id, title, requirements } of observers) {
    process.stdout.write(`${id} (every exchange): ${title}\n  ${requirements.join(' ')}\n`);
  }
  return 0;
}
