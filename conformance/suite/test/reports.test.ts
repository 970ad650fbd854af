import { describe, expect, it } from 'vitest';
import type { Requirement } from '../src/contract/register.ts';
import { badge } from '../src/report/badge.ts';
import { curl } from '../src/report/curl.ts';
import { html } from '../src/report/html.ts';
import { junit } from '../src/report/junit.ts';
import { markdown } from '../src/report/markdown.ts';
import { type Report, sealed } from '../src/report/report.ts';
import { summary } from '../src/report/summary.ts';
import { discovery } from './servers.ts';

const register = new Map<string, Requirement>([
  ['ORF-RET-001', requirement('ORF-RET-001', 'A provider MUST answer <201>.')],
  ['ORF-RET-002', requirement('ORF-RET-002', 'A provider MUST wait.')],
]);

function requirement(id: string, text: string): Requirement {
  return { id, keyword: 'MUST', role: 'provider', profile: 'core', text, anchor: 'standard/x.md#y' };
}

/** One requirement that is broken by an answer full of markup, and one that could not be judged. */
const report: Report = sealed({
  format: 'orf-conformance-report/1',
  suite: { version: '0.1.0', digest: 'a'.repeat(64) },
  specification: { version: '0.1.0', digest: 'b'.repeat(64) },
  implementation: { url: 'https://orf.example', discovery },
  mode: 'certification',
  selection: [],
  seed: 'abcd',
  started_at: '2027-03-01T09:00:00.000Z',
  seconds: 1.5,
  result: 'failed',
  counts: { pass: 0, fail: 1, advisory: 0, not_applicable: 0, not_testable: 1, harness_error: 0 },
  requirements: [
    { id: 'ORF-RET-001', verdict: 'fail', checks: ['returns.intake'] },
    { id: 'ORF-RET-002', verdict: 'not_testable', checks: [], cause: 'no check asserts it' },
  ],
  checks: [
    {
      id: 'returns.intake',
      title: 'A return is taken in',
      requirements: ['ORF-RET-001'],
      ending: { kind: 'failed' },
      asserted: { 'ORF-RET-001': 1 },
      findings: [
        {
          requirement: 'ORF-RET-001',
          expected: 'status 201',
          actual: '<script>alert(1)</script>\u0000',
          step: 0,
        },
      ],
      steps: [
        {
          kind: 'exchange',
          exchange: {
            request: {
              method: 'POST',
              path: '/v1/returns',
              credential: 'all_scopes',
              headers: { 'content-type': 'application/json' },
              body: { text: `{"note":"it's"}` },
            },
            outcome: { status: 500, headers: {}, body: { text: '' } },
          },
        },
      ],
    },
  ],
  observers: [],
});

const command =
  `curl -i -X POST 'https://orf.example/v1/returns' -H "Authorization: Bearer $ORF_TOKEN_ALL_SCOPES" ` +
  `-H 'content-type: application/json' --data-raw '{"note":"it'\\''s"}'`;

describe('a report in other forms', () => {
  it('says in the terminal what failed, what was expected and how to see it again', () => {
    const text = summary(report, 'report.json');
    expect(text).toContain('ORF-RET-001 in returns.intake (A return is taken in)\n  expected status 201\n');
    expect(text).toContain(command);
    expect(text).toContain('not_testable ORF-RET-002: no check asserts it');
    expect(text.trimEnd().split('\n').at(-3)).toBe('https://orf.example: failed');
  });

  it('tells of many alike only the first few', () => {
    const [check] = report.checks;
    const findings = Array.from({ length: 9 }, () => check?.findings[0]).filter((each) => each !== undefined);
    const many = { ...report, checks: report.checks.map((each) => ({ ...each, findings })) };
    expect(summary(many, 'report.json').match(/ORF-RET-001 in/g)).toHaveLength(3);
    expect(summary(many, 'report.json')).toContain('and 6 more of the same requirement in the same check');
  });

  it('is JUnit that any reader takes: a case per requirement', () => {
    const xml = junit(report, register);
    expect(xml).toContain('<testsuite name="core" tests="2" failures="2" errors="0" skipped="0">');
    expect(xml).toContain('name="ORF-RET-001 A provider MUST answer &lt;201&gt;."');
    expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\u0000');
    expect(xml).not.toContain('\u0000');
  });

  it('is a page on which nothing of an answer becomes markup, and which needs nothing from elsewhere', () => {
    const page = html(report, register);
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(src|href)=|url\(|@import/);
    expect(page).toContain('<li id="ORF-RET-001">');
  });

  it('is Markdown with the verdicts that matter', () => {
    expect(markdown(report, register)).toContain(
      '- **ORF-RET-002** not_testable: A provider MUST wait. (no check asserts it)',
    );
  });

  it('is a badge that says what was judged, and how', () => {
    expect(badge(report)).toContain('aria-label="ORF 0.1.0: failed"');
  });
});

describe('the command that repeats a request', () => {
  it('sends bytes that are no text as they were', () => {
    const request = {
      method: 'POST',
      path: '/v1/returns',
      credential: 'none',
      headers: {},
      body: { base64: '/w==' },
    } as const;
    expect(curl('http://127.0.0.1:8787', request)).toBe(
      "echo /w== | base64 -d | curl -i -X POST 'http://127.0.0.1:8787/v1/returns' --data-binary @-",
    );
  });
});
