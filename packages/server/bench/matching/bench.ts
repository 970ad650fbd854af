import { type DecisionsResult, decisionTargets, type Effort, measureDecisions } from './decisions.ts';
import { measureScale, type ScaleResult, scaleTargets } from './scale.ts';
import { measureServer, type ServerResult } from './server.ts';
import { type Target, tellTargets } from './targets.ts';

export interface MatchingOptions {
  readonly seed: string;
  /** A few seconds instead of minutes: shows that everything runs, judges nothing. */
  readonly quick: boolean;
}

/** Everything that `bench matching` finds out. */
export interface MatchingResult extends DecisionsResult, ScaleResult, ServerResult {
  readonly seed: string;
  readonly quick: boolean;
  readonly seconds: number;
  /** Promises that are broken; of a quick run, nothing is judged. */
  readonly broken: readonly string[];
}

const fullEffort: Omit<Effort, 'seed'> = { listings: 60_000, seasons: 500, slots_per_day: 60 };
const quickEffort: Omit<Effort, 'seed'> = { listings: 400, seasons: 4, slots_per_day: 6 };

/** Measures what the rule's decisions are worth and how fast they are. Progress goes to stderr, the verdict to stdout. */
export async function benchMatching({ seed, quick }: MatchingOptions): Promise<MatchingResult> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  const say = (line: string) => process.stderr.write(`${seconds().toFixed(0).padStart(4)} s  ${line}\n`);
  const decisions = measureDecisions({ seed, ...(quick ? quickEffort : fullEffort) }, say);
  const scale = measureScale({ seed, quick }, say);
  const server = await measureServer({ seed, quick }, say);
  const targets = [...decisionTargets(decisions), ...scaleTargets(scale)];
  if (!quick) process.stdout.write(tellTargets(targets));
  const broken = quick ? [] : targets.filter(({ holds }: Target) => !holds).map(({ name }) => name);
  return {
    ...decisions,
    ...scale,
    ...server,
    seed,
    quick,
    seconds: Math.round(seconds()),
    broken,
  };
}
