import type { Finding } from '../run/finding.ts';
import { exchangesOf } from '../run/observer.ts';
import { curl } from './curl.ts';
import type { Report, ReportedCheck } from './report.ts';

/** A finding with the check that made it, and the command that repeats its request. */
export interface Evidence {
  readonly check: { readonly id: string; readonly title: string };
  readonly finding: Finding;
  readonly command?: string;
}

/** Everything that was found in a report, or only what was found against one requirement. */
export function evidenceOf(report: Report, requirement?: string): Evidence[] {
  const all: ReportedCheck[] = [
    ...report.checks,
    ...report.observers.map((observer) => ({ ...observer, steps: [] })),
  ];
  return all.flatMap((check) =>
    check.findings
      .filter((finding) => requirement === undefined || finding.requirement === requirement)
      .map((finding) => ({ check, finding, ...commandFor(report, check, finding) })),
  );
}

function commandFor(
  { implementation }: Report,
  { steps }: ReportedCheck,
  { step }: Finding,
): { command?: string } {
  const exchange = exchangesOf(steps).find((each) => each.step === step);
  return exchange === undefined ? {} : { command: curl(implementation.url, exchange.request) };
}

/** Of one requirement in one check so many findings are told; more of them say little more. */
const MOST = 3;

/** Findings in words, some lines each: what was expected, what came, and how to see it again. */
export function evidence(report: Report, requirement?: string): string[] {
  const alike = Map.groupBy(
    evidenceOf(report, requirement),
    ({ check, finding }) => `${check.id} ${finding.requirement}`,
  );
  return [...alike.values()].flatMap((all) => [
    ...all.slice(0, MOST).map(inWords),
    ...(all.length > MOST
      ? [`  and ${all.length - MOST} more of the same requirement in the same check\n`]
      : []),
  ]);
}

function inWords({ check, finding, command }: Evidence): string {
  return [
    `${finding.requirement} in ${check.id} (${check.title})`,
    `  expected ${finding.expected}${finding.pointer === undefined ? '' : ` at ${finding.pointer}`}`,
    `  got      ${finding.actual}`,
    ...(command === undefined ? [] : [`  ${command}`]),
    '',
  ].join('\n');
}
