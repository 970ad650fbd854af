import type { Finding } from '../run/check.ts';
import { exchangesOf } from '../run/observer.ts';
import { curl } from './curl.ts';
import type { Report, ReportedCheck } from './report.ts';

/** A report in words: what a manager reads first, then what an engineer repeats. */
export function summary(report: Report, file: string): string {
  const { counts, checks, seconds } = report;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const lines = [
    ...failures(report),
    ...notTestable(report),
    `${report.implementation.url}: ${resultInWords(report)}`,
    `${total} requirements: ${Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', ')}`,
    `${checks.length} checks in ${seconds} s, seed ${report.seed}, report in ${file}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The result in a sentence. */
export function resultInWords({ result, mode, selection }: Report): string {
  switch (result) {
    case 'certified':
      return 'certified: it keeps every requirement of the profiles that it declares';
    case 'passed':
      return `passed, not certified: ${selection.length > 0 ? 'only some checks were run' : mode === 'observed' ? 'without test control no deadline was tried' : 'the run was not complete'}`;
    case 'failed':
      return 'failed';
    case 'harness_error':
      return 'not judged: the suite itself failed';
    default:
      return result satisfies never;
  }
}

function failures(report: Report): string[] {
  const all = [...report.checks, ...report.observers.map((observer) => ({ ...observer, steps: [] }))];
  return all.flatMap((check) => [
    ...(check.ending.kind === 'harness_error' ? [`harness_error ${check.id}: ${check.ending.detail}`] : []),
    ...check.findings.map((finding) => described(report, check, finding)),
  ]);
}

function described({ implementation }: Report, check: ReportedCheck, finding: Finding): string {
  const exchange = exchangesOf(check.steps).find(({ step }) => step === finding.step);
  return [
    `${finding.requirement} in ${check.id} (${check.title})`,
    `  expected ${finding.expected}${finding.pointer === undefined ? '' : ` at ${finding.pointer}`}`,
    `  got      ${finding.actual}`,
    ...(exchange === undefined ? [] : [`  ${curl(implementation.url, exchange.request)}`]),
    '',
  ].join('\n');
}

function notTestable({ requirements }: Report): string[] {
  const missed = requirements.filter(
    ({ verdict }) => verdict === 'not_testable' || verdict === 'harness_error',
  );
  return missed.map(({ id, verdict, cause }) => `${verdict} ${id}: ${cause ?? ''}`);
}
