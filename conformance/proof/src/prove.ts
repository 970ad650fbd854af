import {
  type Catalogue,
  type Commission,
  examined,
  type Report,
  specificationFolder,
} from '@open-return-forwarding/conformance';
import type { Mutant, Variant } from './mutant.ts';
import { type Reference, touched } from './touched.ts';
import { type Difference, startWorld, type World } from './world.ts';

/** What a proof found about one server. */
export interface Proof {
  readonly id: string;
  readonly holds: boolean;
  /** What was expected and what came instead, where it does not hold. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** The suite's word on the reference server, to which mutants are compared. */
export async function referenceOf(catalogue: Catalogue): Promise<Reference> {
  const world = await startWorld();
  try {
    return { report: await examined(commission(world, catalogue, [])), tokens: world.config.tokens };
  } finally {
    await world.close();
  }
}

/**
 * A mutant is killed exactly: what it breaks fails, and nothing else does. With a reference, checks that a change at the
 * edge does not touch are not run again: they end as they did.
 */
export async function proveMutant(
  mutant: Mutant,
  catalogue: Catalogue,
  reference?: Reference,
): Promise<Proof> {
  const started = Date.now();
  const isOfEdge = mutant.around !== undefined && mutant.compose === undefined;
  const selection = reference === undefined || !isOfEdge ? [] : await touched(mutant.around, reference);
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  if (reference !== undefined && isOfEdge && selection.length === 0)
    return {
      id: mutant.id,
      holds: false,
      faults: ['nothing that the suite does touches it'],
      seconds: seconds(),
    };
  const report = await judged(mutant, catalogue, selection);
  const failed = new Set(withVerdict(report, 'fail'));
  const survived = mutant.breaks.filter((id) => !failed.has(id));
  const beyond = [...failed].filter((id) => !mutant.breaks.includes(id));
  const errors = withVerdict(report, 'harness_error');
  const faults = [
    ...survived.map((id) => `${id} was not found`),
    ...beyond.map((id) => `${id} fails as well: ${findingOf(report, id)}`),
    ...errors.map((id) => `${id} could not be judged`),
  ];
  return { id: mutant.id, holds: faults.length === 0, faults, seconds: seconds() };
}

/** A lawful variant is certified. */
export async function proveVariant(variant: Variant, catalogue: Catalogue): Promise<Proof> {
  const report = await judged(variant, catalogue);
  const wrong = report.requirements.filter(
    ({ verdict }) => !['pass', 'advisory', 'not_applicable'].includes(verdict),
  );
  const faults = wrong.map(
    ({ id, verdict, cause }) => `${id} is ${verdict}: ${cause ?? findingOf(report, id)}`,
  );
  if (report.result !== 'certified' && faults.length === 0) faults.push(`the result is ${report.result}`);
  return { id: variant.id, holds: faults.length === 0, faults, seconds: report.seconds };
}

async function judged(
  difference: Difference,
  catalogue: Catalogue,
  selection: readonly string[] = [],
): Promise<Judged> {
  const world = await startWorld(difference);
  try {
    return await examined(commission(world, catalogue, selection));
  } finally {
    await world.close();
  }
}

type Judged = Omit<Report, 'digest'>;

function commission(
  { config, transport }: World,
  catalogue: Catalogue,
  selection: readonly string[],
): Commission {
  const specification = specificationFolder();
  // The suite is proved in what it finds, also against what no release holds yet.
  const scored = 'everything';
  return {
    config,
    transport,
    catalogue,
    specification,
    selection,
    scored,
    seed: 'proof',
    onCheck: () => undefined,
  };
}

function withVerdict({ requirements }: Judged, wanted: string): string[] {
  return requirements.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}

function findingOf({ checks, observers }: Judged, id: string): string {
  const [found] = [...checks, ...observers].flatMap((check) =>
    check.findings
      .filter(({ requirement }) => requirement === id)
      .map(({ expected, actual }) => `${check.id}: expected ${expected}, got ${actual}`),
  );
  return found ?? 'no finding';
}
