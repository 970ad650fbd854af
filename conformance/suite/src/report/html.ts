import type { Requirement } from '../contract/register.ts';
import type { RequirementVerdict, Verdict } from '../run/verdict.ts';
import { evidenceOf } from './evidence.ts';
import { escaped } from './markup.ts';
import type { Report } from './report.ts';
import { style } from './style.ts';
import { resultInWords } from './summary.ts';

/** What each verdict says, in the order in which a reader wants to know. */
const meanings: Readonly<Record<Verdict, string>> = {
  fail: 'not kept',
  harness_error: 'the suite itself failed',
  not_testable: 'could not be judged',
  advisory: 'advice that is not followed',
  pass: 'kept',
  not_applicable: 'not asked of this server',
};

/** A report as one page that needs no network: the result first, then what went wrong, then every requirement. */
export function html(report: Report, register: ReadonlyMap<string, Requirement>): string {
  const { implementation, specification, suite } = report;
  const title = `Conformance of ${implementation.url}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main>
<h1>${escaped(title)}</h1>
<p class="result ${report.result}">${escaped(sentence(resultInWords(report)))}</p>
${counts(report)}
<dl>
${row('Standard', `${specification.version} <code>${specification.digest.slice(0, 12)}</code>`)}
${report.release === undefined ? '' : row('Release', `${escaped(report.release)}: what came later does not count`)}
${row('Suite', `${suite.version} <code>${suite.digest.slice(0, 12)}</code>`)}
${row('Profiles', escaped(list(implementation.discovery.profiles)))}
${row('Run', `${escaped(report.started_at)}, ${report.checks.length} checks in ${report.seconds} s, seed <code>${escaped(report.seed)}</code>`)}
${row('Digest', `<code>${report.digest}</code>`)}
</dl>
${Object.keys(meanings)
  .map((verdict) => section(report, register, verdict as Verdict))
  .join('\n')}
</main></body></html>
`;
}

function counts({ counts: all }: Report): string {
  const cells = (Object.keys(meanings) as Verdict[])
    .filter((verdict) => all[verdict] > 0)
    .map((verdict) => `<li class="${verdict}"><b>${all[verdict]}</b> ${meanings[verdict]}</li>`);
  return `<ul class="counts">${cells.join('')}</ul>`;
}

function section(report: Report, register: ReadonlyMap<string, Requirement>, verdict: Verdict): string {
  const concerned = report.requirements.filter((each) => each.verdict === verdict);
  if (concerned.length === 0) return '';
  const isOpen = verdict === 'fail' || verdict === 'harness_error' || verdict === 'not_testable';
  const entries = concerned.map((each) => entry(report, each, register.get(each.id)));
  return `<details${isOpen ? ' open' : ''}><summary><h2>${concerned.length} ${meanings[verdict]}</h2></summary>
<ul class="requirements">
${entries.join('\n')}
</ul></details>`;
}

function entry(report: Report, { id, checks, cause }: RequirementVerdict, requirement?: Requirement): string {
  const found = evidenceOf(report, id).map(
    ({
      check,
      finding,
      command,
    }) => `<div class="finding"><p>${escaped(check.title)} <code>${escaped(check.id)}</code></p>
<dl>${row('Expected', escaped(finding.expected))}${finding.pointer === undefined ? '' : row('At', `<code>${escaped(finding.pointer)}</code>`)}${row('Got', escaped(finding.actual))}</dl>
${command === undefined ? '' : `<pre tabindex="0">${escaped(command)}</pre>`}</div>`,
  );
  const why = cause === undefined ? '' : `<p class="cause">${escaped(cause)}</p>`;
  const tried = `<p class="checks">${checks.length === 0 ? 'no check' : escaped(checks.join(', '))}</p>`;
  return `<li id="${id}"><p><b>${id}</b> ${escaped(requirement?.text ?? '')}</p>${why}${found.join('\n')}${tried}</li>`;
}

function row(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : '';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
