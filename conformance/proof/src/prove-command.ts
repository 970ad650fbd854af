import { parseArgs } from 'node:util';
import {
  type Catalogue,
  Documents,
  isAdvice,
  isJudged,
  readCatalogue,
  readRegister,
  specificationFolder,
} from '@open-return-forwarding/conformance';
import { type Collection, readCollection } from './collection.ts';
import { proveAll } from './parallel.ts';
import type { Proof } from './prove.ts';

const help = `pnpm conformance prove: proves the suite itself.

Every mutant is a server that breaks some requirements: the suite has to find exactly those. Every lawful variant is a
server that is different and right: the suite has to certify it.

  --only ID      mutants and variants whose id is or begins with ID; can be repeated
  --workers N    processes (2), and one more for servers that mostly make the suite wait
  --whole        run every check against every mutant, also those to which it makes no difference

  Exit code: 0 everything is proved, 1 not.
`;

const options = {
  only: { type: 'string', multiple: true },
  workers: { type: 'string', default: '2' },
  whole: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs the proof; answers the exit code. */
export async function prove(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1) {
    process.stderr.write(`--workers is "${values.workers}"; it has to be a whole number from 1.\n`);
    return 2;
  }
  const collection = chosen(await readCollection(), values.only ?? []);
  // Whole runs come first, so that no process is left alone with one at the end.
  const servers = [...collection.variants, ...collection.mutants];
  const ids = servers.map(({ id }) => id);
  if (ids.length === 0) {
    process.stderr.write('There is no such mutant or variant.\n');
    return 2;
  }
  const waiting = servers.filter(({ waits }) => waits === true).map(({ id }) => id);
  const proofs = await proveAll({ ids, waiting, workers, whole: values.whole, onProof: progress });
  const coverage = coverageOf(await readCatalogue(), await readCollection());
  return conclude(collection, proofs, coverage);
}

function chosen({ mutants, variants }: Collection, only: readonly string[]): Collection {
  const isChosen = ({ id }: { readonly id: string }) =>
    only.length === 0 || only.some((word) => id === word || id.startsWith(`${word}.`));
  return { mutants: mutants.filter(isChosen), variants: variants.filter(isChosen) };
}

function progress({ id, holds, faults, seconds }: Proof, left: number): void {
  process.stderr.write(`${holds ? 'proved' : 'NOT   '} ${id} (${seconds} s, ${left} left)\n`);
  for (const fault of faults) process.stderr.write(`       ${fault}\n`);
}

interface Coverage {
  readonly testable: number;
  readonly unchecked: readonly string[];
  /** Requirements that bind and that no mutant breaks. */
  readonly unproved: readonly string[];
}

/** What of the register the suite asserts, and what of that the mutants break. */
function coverageOf({ checks, observers }: Catalogue, { mutants }: Collection): Coverage {
  const register = readRegister(new Documents(specificationFolder()));
  const asserted = new Set([...checks, ...observers].flatMap(({ requirements }) => requirements));
  const broken = new Set(mutants.flatMap(({ breaks }) => breaks));
  const testable = [...register.values()].filter(isJudged);
  const checked = testable.filter(({ id }) => asserted.has(id));
  return {
    testable: testable.length,
    unchecked: testable.filter(({ id }) => !asserted.has(id)).map(({ id }) => id),
    unproved: checked.filter((each) => !isAdvice(each) && !broken.has(each.id)).map(({ id }) => id),
  };
}

function conclude({ mutants, variants }: Collection, proofs: readonly Proof[], coverage: Coverage): number {
  const { testable, unchecked, unproved } = coverage;
  const held = new Set(proofs.filter(({ holds }) => holds).map(({ id }) => id));
  const killed = mutants.filter(({ id }) => held.has(id)).length;
  const passed = variants.filter(({ id }) => held.has(id)).length;
  if (unchecked.length > 0) process.stderr.write(`no check asserts ${unchecked.join(', ')}\n`);
  if (unproved.length > 0) process.stderr.write(`no mutant breaks ${unproved.join(', ')}\n`);
  const checked = testable - unchecked.length;
  process.stdout.write(
    `mutants killed ${killed}/${mutants.length} exactly, lawful variants ${passed}/${variants.length} at 100%, requirements with a check ${checked}/${testable}\n`,
  );
  const isProved = held.size === proofs.length && unchecked.length === 0 && unproved.length === 0;
  return isProved ? 0 : 1;
}
