import type { RequirementVerdict, Verdict } from '../run/verdict.ts';
import { isComplete, type Report } from './report.ts';

/** A requirement of which an implementer knows that it is not kept yet. */
export interface ExpectedFailure {
  readonly id: string;
  /** Why not yet: nobody knows it any more in a year. */
  readonly why: string;
}

/** How a run compares with what was expected to fail. */
export interface Comparison {
  /** What makes the run fail and was not expected to. */
  readonly unexpected: readonly RequirementVerdict[];
  /** What was expected to fail and does not. */
  readonly stale: readonly RequirementVerdict[];
  /** What fails as expected. */
  readonly met: readonly RequirementVerdict[];
}

interface Piece {
  readonly id: string;
  readonly requirements: readonly string[];
}

/**
 * Compares a run with a list of expected failures. `pieces` are all checks and observers of the suite: where only some
 * checks were run, a requirement is kept for certain only if no piece that asserts it was left out. Pure.
 */
export function compared(
  report: Report,
  expected: readonly ExpectedFailure[],
  pieces: readonly Piece[],
): Comparison {
  const isListed = ({ id }: RequirementVerdict) => expected.some((entry) => entry.id === id);
  const failing = report.requirements.filter(({ verdict }) => isRed(report, verdict));
  const ran = new Set(report.checks.map(({ id }) => id));
  const isJudged = (id: string) =>
    report.selection.length === 0 ||
    pieces.filter(({ requirements }) => requirements.includes(id)).every((piece) => ran.has(piece.id));
  const isStale = ({ id, verdict }: RequirementVerdict) => !isOpen(verdict) && isJudged(id);
  return {
    unexpected: failing.filter((each) => !isListed(each)),
    stale: report.requirements.filter((each) => isListed(each) && isStale(each)),
    met: failing.filter(isListed),
  };
}

/** Whether a verdict makes this run fail: what could not be judged does so where everything had to be. */
function isRed(report: Report, verdict: Verdict): boolean {
  return verdict === 'fail' || (verdict === 'not_testable' && isComplete(report));
}

/** Whether it is still open that the requirement is kept. */
function isOpen(verdict: Verdict): boolean {
  return verdict === 'fail' || verdict === 'not_testable' || verdict === 'harness_error';
}

/** The exit code of a run with expected failures: 0 everything is as expected, 1 not, 2 the suite itself failed. */
export function exitCodeOf(report: Report, { unexpected, stale }: Comparison): 0 | 1 | 2 {
  if (report.result === 'harness_error') return 2;
  const ranNothing = report.checks.every(({ steps }) => steps.length === 0);
  return ranNothing || unexpected.length > 0 || stale.length > 0 ? 1 : 0;
}

/** The comparison in words, for the end of a summary: what to add to the file, and what to take out of it. */
export function comparisonInWords({ unexpected, stale, met }: Comparison, file: string): string {
  const lines = [
    ...(unexpected.length === 0
      ? []
      : [
          `${unexpected.length} not expected. To expect it, add to ${file}, with the reason:`,
          ...unexpected.map(({ id }) => `- { id: ${id}, why: '' }`),
        ]),
    ...stale.map(({ id, verdict }) => `${id} ${noLonger(verdict)}: take it out of ${file}`),
    `${met.length} failed as expected in ${file}, ${unexpected.length} not expected, ${stale.length} to take out`,
  ];
  return `${lines.join('\n')}\n`;
}

function noLonger(verdict: Verdict): string {
  switch (verdict) {
    case 'pass':
      return 'is kept now';
    case 'advisory':
      return 'is advice, which fails nothing';
    case 'not_applicable':
      return 'does not apply to this server';
    case 'fail':
    case 'not_testable':
    case 'harness_error':
      return 'is not kept';
    default:
      return verdict satisfies never;
  }
}
