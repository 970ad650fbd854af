import { evidence } from './evidence.ts';
import type { Report } from './report.ts';

/** A report in words: what a manager reads first, then what an engineer repeats. */
export function summary(report: Report, file: string): string {
  const { counts, checks, seconds } = report;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const lines = [
    ...failures(report),
    ...uncounted(report),
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
export function resultInWords({ result, mode, selection, release, specification }: Report): string {
  switch (result) {
    case 'certified':
      return `certified: it keeps every requirement of the profiles that it declares${release === undefined || release === specification.version ? '' : `, as release ${release} has them`}`;
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
  const broken = report.checks.flatMap(({ id, ending }) =>
    ending.kind === 'harness_error' ? [`harness_error ${id}: ${ending.detail}`] : [],
  );
  return [...broken, ...evidence(report)];
}

/** What fails nothing for another reason than that it is a SHOULD. */
function uncounted({ requirements }: Report): string[] {
  return requirements.flatMap(({ id, verdict, cause }) =>
    verdict === 'advisory' && cause !== undefined ? [`advisory ${id}: ${cause}`] : [],
  );
}

function notTestable({ requirements }: Report): string[] {
  const missed = requirements.filter(
    ({ verdict }) => verdict === 'not_testable' || verdict === 'harness_error',
  );
  return missed.map(({ id, verdict, cause }) => `${verdict} ${id}: ${cause ?? ''}`);
}
