import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  Documents,
  readCatalogue,
  readRegister,
  specificationFolder,
} from '@open-return-forwarding/conformance';
import { readCollection } from './collection.ts';
import { coveragePage, covered } from './coverage.ts';

const help = `pnpm conformance coverage: which check asserts a requirement, and which mutants prove that, as Markdown.

  --out FILE     writes it there instead of to the terminal
`;

/** Writes the coverage page; answers the exit code. */
export async function coverage(args: readonly string[]): Promise<number> {
  const options = { out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const register = readRegister(new Documents(specificationFolder()));
  const page = coveragePage(covered(register, await readCatalogue(), await readCollection()));
  if (values.out === undefined) process.stdout.write(page);
  else writeFileSync(values.out, page);
  return 0;
}
