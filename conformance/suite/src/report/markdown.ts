import type { Requirement } from '../contract/register.ts';
import { evidence } from './evidence.ts';
import type { Report } from './report.ts';
import { resultInWords } from './summary.ts';

/** A report as a page of Markdown, as continuous integration shows it. */
export function markdown(report: Report, register: ReadonlyMap<string, Requirement>): string {
  const { implementation, counts, specification, suite, seed, seconds } = report;
  const rows = Object.entries(counts).map(([verdict, count]) => `| ${verdict} | ${count} |`);
  const open = report.requirements.filter(({ verdict }) => !['pass', 'not_applicable'].includes(verdict));
  const found = evidence(report);
  return [
    `# ${implementation.url}: ${resultInWords(report)}`,
    '',
    `Standard ${specification.version}, suite ${suite.version}, seed \`${seed}\`, ${report.checks.length} checks in ${seconds} s.`,
    '',
    '| verdict | requirements |',
    '| --- | --- |',
    ...rows,
    ...(open.length === 0 ? [] : ['', '## Not kept, or not judged', '']),
    ...open.map(
      ({ id, verdict, cause }) =>
        `- **${id}** ${verdict}: ${register.get(id)?.text ?? ''}${cause === undefined ? '' : ` (${cause.split('\n')[0]})`}`,
    ),
    ...(found.length === 0 ? [] : ['', '## How to see it again', '', '```', ...found, '```']),
    '',
  ].join('\n');
}
