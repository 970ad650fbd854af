import {
  type Catalogue,
  certify,
  type Report,
  specificationFolder,
} from '@open-return-forwarding/conformance';
import type { Mutant, Variant } from './mutant.ts';
import { type Difference, startWorld } from './world.ts';

/** What a proof found about one server. */
export interface Proof {
  readonly id: string;
  readonly holds: boolean;
  /** What was expected and what came instead, where it does not hold. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** A mutant is killed exactly: what it breaks fails, and nothing else does. */
export async function proveMutant(mutant: Mutant, catalogue: Catalogue): Promise<Proof> {
  const report = await judged(mutant, catalogue);
  const failed = new Set(withVerdict(report, 'fail'));
  const survived = mutant.breaks.filter((id) => !failed.has(id));
  const beyond = [...failed].filter((id) => !mutant.breaks.includes(id));
  const errors = withVerdict(report, 'harness_error');
  const faults = [
    ...survived.map((id) => `${id} was not found`),
    ...beyond.map((id) => `${id} fails as well: ${findingOf(report, id)}`),
    ...errors.map((id) => `${id} could not be judged`),
  ];
  return { id: mutant.id, holds: faults.length === 0, faults, seconds: report.seconds };
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

async function judged(difference: Difference, catalogue: Catalogue): Promise<Report> {
  const world = await startWorld(difference);
  try {
    return await certify({
      config: world.config,
      transport: world.transport,
      catalogue,
      specification: specificationFolder(),
      selection: [],
      seed: 'proof',
      onCheck: () => undefined,
    });
  } finally {
    await world.close();
  }
}

function withVerdict({ requirements }: Report, wanted: string): string[] {
  return requirements.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}

function findingOf({ checks, observers }: Report, id: string): string {
  const [found] = [...checks, ...observers].flatMap((check) =>
    check.findings
      .filter(({ requirement }) => requirement === id)
      .map(({ expected, actual }) => `${check.id}: expected ${expected}, got ${actual}`),
  );
  return found ?? 'no finding';
}
