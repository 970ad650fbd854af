import { main as orfConformance } from '@open-return-forwarding/conformance';
import { certifyReference } from './certify-reference.ts';
import { coverage } from './coverage-command.ts';
import { prove } from './prove-command.ts';

const help = `pnpm conformance            certify the reference server
pnpm conformance prove      prove the suite: broken servers that it has to find out, lawful ones that it has to pass
pnpm conformance coverage   which check asserts a requirement, and which mutants prove that
pnpm conformance COMMAND    the suite itself, against any server:

`;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) process.exitCode = await certifyReference();
else if (command === 'prove') process.exitCode = await prove(args);
else if (command === 'coverage') process.exitCode = await coverage(args);
else {
  if (command === '--help' || command === '-h') process.stdout.write(help);
  process.exitCode = await orfConformance([command, ...args]);
}
