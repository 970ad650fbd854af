import {
  isAdvice,
  isJudged,
  laterThan,
  type Register,
  type Release,
  type Requirement,
} from '../contract/register.ts';
import type { Check, Judgement } from './check.ts';
import type { Finding } from './finding.ts';

export type Verdict = 'pass' | 'fail' | 'advisory' | 'not_applicable' | 'not_testable' | 'harness_error';

/** A check with what came of it. */
export interface Judged {
  readonly check: Check;
  readonly judgement: Judgement;
}

/** What a run says about one requirement. */
export interface RequirementVerdict {
  readonly id: string;
  readonly verdict: Verdict;
  /** Checks that assert it. */
  readonly checks: readonly string[];
  /** Why it could not be judged, or why it does not count. */
  readonly cause?: string;
}

/** What a server is held against. */
export interface Standard {
  readonly register: Register;
  /** The release that it implements: what came later is judged, and does not count. Without one everything counts. */
  readonly release?: Release | undefined;
}

/** What a run asks a server for. */
export interface Asked {
  readonly profiles: ReadonlySet<string>;
  /** Requirements of the chosen checks, where only some were run: nobody asked for the others. */
  readonly chosen?: ReadonlySet<string> | undefined;
}

/** What a run of some checks asks for; undefined where all were run. */
export function chosenBy(
  selection: readonly string[],
  checks: readonly Pick<Check, 'requirements'>[],
): Asked['chosen'] {
  return selection.length === 0 ? undefined : new Set(checks.flatMap(({ requirements }) => requirements));
}

/** Judges every testable requirement that a server is bound by and was asked for: pure, from what the checks found. */
export function verdicts(
  { register, release }: Standard,
  judged: readonly Judged[],
  { profiles, chosen }: Asked,
): RequirementVerdict[] {
  return [...register.values()]
    .filter(isJudged)
    .map((requirement) => verdictOf(requirement, { judged, profiles, release }))
    .filter(({ id, verdict }) => verdict !== 'not_testable' || chosen === undefined || chosen.has(id));
}

interface Stand {
  readonly judged: readonly Judged[];
  readonly profiles: ReadonlySet<string>;
  readonly release: Release | undefined;
}

function verdictOf(requirement: Requirement, { judged, profiles, release }: Stand): RequirementVerdict {
  const { id } = requirement;
  const concerned = judged.filter(({ check }) => check.requirements.includes(id));
  const answer = { id, checks: concerned.map(({ check }) => check.id) };
  if (!profiles.has(requirement.profile)) return { ...answer, verdict: 'not_applicable' };
  const later = release === undefined ? undefined : laterThan(release, requirement);
  if (findingsFor(id, concerned).length > 0) {
    if (later !== undefined) return { ...answer, verdict: 'advisory', cause: later };
    return { ...answer, verdict: isAdvice(requirement) ? 'advisory' : 'fail' };
  }
  const broken = concerned.find(({ judgement }) => judgement.ending.kind === 'harness_error');
  if (broken !== undefined) return { ...answer, verdict: 'harness_error', cause: causeOf(broken) };
  const cause = whyNotJudged(id, concerned);
  if (cause === undefined) return { ...answer, verdict: 'pass' };
  // Nothing is missed where nothing is asked.
  if (later !== undefined) return { ...answer, verdict: 'not_applicable', cause: `${later}; ${cause}` };
  return { ...answer, verdict: 'not_testable', cause };
}

function whyNotJudged(id: string, concerned: readonly Judged[]): string | undefined {
  if (concerned.length === 0) return 'no check asserts it';
  const missed = concerned.find(({ judgement }) => (judgement.asserted[id] ?? 0) === 0);
  return missed === undefined ? undefined : causeOf(missed);
}

/** Everything that was found against a requirement. */
export function findingsFor(id: string, judged: readonly Judged[]): Finding[] {
  return judged.flatMap(({ judgement }) =>
    judgement.findings.filter(({ requirement }) => requirement === id),
  );
}

function causeOf({ check, judgement: { ending } }: Judged): string {
  switch (ending.kind) {
    case 'blocked':
      return `${check.id}: ${ending.cause}`;
    case 'not_testable':
      return `${check.id} needs ${ending.missing}`;
    case 'harness_error':
      return `${check.id}: ${ending.detail}`;
    case 'not_applicable':
      return `${check.id} does not apply`;
    case 'failed':
      return `${check.id} ended before it`;
    case 'completed':
      return `${check.id} did not come to it`;
    default:
      return ending satisfies never;
  }
}

export type Result = 'certified' | 'passed' | 'failed' | 'harness_error';

/** How many requirements have each verdict. */
export type Counts = Readonly<Record<Verdict, number>>;

export function countsOf(all: readonly RequirementVerdict[]): Counts {
  const counts: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    advisory: 0,
    not_applicable: 0,
    not_testable: 0,
    harness_error: 0,
  };
  for (const { verdict } of all) counts[verdict] += 1;
  return counts;
}

/**
 * The result of a run. Certified: everything that is declared was judged and holds, on a clock that the suite controls.
 * A run of selected checks, or without test control, passes at best.
 */
export function resultOf(counts: Counts, run: { complete: boolean; executed: number }): Result {
  if (counts.harness_error > 0) return 'harness_error';
  if (run.executed === 0 || counts.fail > 0) return 'failed';
  if (!run.complete) return 'passed';
  return counts.not_testable > 0 ? 'failed' : 'certified';
}
