import type { Requirement } from '../contract/register.ts';
import type { RequirementVerdict } from '../run/verdict.ts';
import { evidence } from './evidence.ts';
import { escaped } from './markup.ts';
import type { Report } from './report.ts';

/** A report as JUnit XML: a test case per requirement, a suite per profile. */
export function junit(report: Report, register: ReadonlyMap<string, Requirement>): string {
  const profiles = Map.groupBy(report.requirements, ({ id }) => register.get(id)?.profile ?? 'unknown');
  const suites = [...profiles].map(([profile, requirements]) => {
    const count = (...verdicts: string[]) =>
      requirements.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const figures = `tests="${requirements.length}" failures="${count('fail', 'not_testable')}" errors="${count('harness_error')}" skipped="${count('not_applicable')}"`;
    const cases = requirements.map((each) => testCase(report, each, register.get(each.id)));
    return `  <testsuite name="${escaped(profile)}" ${figures}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  const head = `<testsuites name="orf-conformance" tests="${report.requirements.length}" time="${report.seconds}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('\n')}\n</testsuites>\n`;
}

function testCase(report: Report, verdict: RequirementVerdict, requirement: Requirement | undefined): string {
  const name = escaped(`${verdict.id} ${requirement?.text ?? ''}`.trim());
  const open = `    <testcase classname="${escaped(requirement?.profile ?? 'unknown')}" name="${name}"`;
  const inside = inner(report, verdict);
  return inside === '' ? `${open}/>` : `${open}>${inside}</testcase>`;
}

function inner(report: Report, { id, verdict, cause = '' }: RequirementVerdict): string {
  switch (verdict) {
    case 'pass':
      return '';
    case 'advisory':
      return `<system-out>${escaped([...(cause === '' ? [] : [cause]), ...evidence(report, id)].join('\n'))}</system-out>`;
    case 'fail':
      return `<failure message="not kept">${escaped(evidence(report, id).join('\n'))}</failure>`;
    case 'not_testable':
      return `<failure message="not testable">${escaped(cause)}</failure>`;
    case 'harness_error':
      return `<error message="the suite failed">${escaped(cause)}</error>`;
    case 'not_applicable':
      return `<skipped message="${escaped(cause === '' ? 'the profile is not declared' : cause)}"/>`;
    default:
      return verdict satisfies never;
  }
}
