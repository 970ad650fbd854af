import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readExpectedFailures } from '../src/cli/expected-failures.ts';
import { main } from '../src/cli/main.ts';
import { Documents } from '../src/contract/documents.ts';
import { readRegister } from '../src/contract/register.ts';
import { compared, comparisonInWords, exitCodeOf } from '../src/report/expected.ts';
import type { Report } from '../src/report/report.ts';
import type { Verdict } from '../src/run/verdict.ts';
import { specificationFolder } from '../src/specification.ts';
import { answering, discovery, type Impostor } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'orf-expected-'));
let server: Impostor | undefined;

afterEach(async () => {
  vi.restoreAllMocks();
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, 'expected.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a list of expected failures', () => {
  const register = readRegister(new Documents(specificationFolder()));
  const read = (text: string) => readExpectedFailures(written(text), register);

  it('is ids with reasons', () => {
    expect(
      read("# not yet\n- { id: ORF-RET-009, why: 'next month' }\n- id: ORF-DIS-003\n  why: later\n"),
    ).toEqual([
      { id: 'ORF-RET-009', why: 'next month' },
      { id: 'ORF-DIS-003', why: 'later' },
    ]);
  });

  it.each(['', '# nothing is left\n', '[]'])('can have come to nothing: %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      'an unknown id',
      '\n- { id: ORF-RET-999, why: x }',
      /expected.yaml:2: there is no requirement ORF-RET-999/,
    ],
    [
      'an id twice',
      '- { id: ORF-RET-001, why: x }\n- { id: ORF-RET-001, why: y }',
      /:2: ORF-RET-001 is there already/,
    ],
    ['no reason', '- { id: ORF-RET-001 }', /:1: say in `why`/],
    ['a blank reason', "- { id: ORF-RET-001, why: ' ' }", /:1: say in `why`/],
    ['no id', '- { why: x }', /:1: the `id` is missing/],
    ['another member', '- { id: ORF-RET-001, why: x, until: y }', /:1: an entry has no `until`/],
    ['a bare id', '- ORF-RET-001', /:1: this is no entry; write - \{ id/],
    ['one that binds callers', '- { id: ORF-DIS-007, why: x }', /:1: no run judges ORF-DIS-007/],
    ['no list', 'ORF-RET-001: x', /expected.yaml holds no list/],
    ['no YAML', '- {', /expected.yaml is not YAML/],
  ])('is refused with the place and the fix where it holds %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('is refused where there is none', () => {
    expect(() => readExpectedFailures(join(folder, 'none.yaml'), register)).toThrow(/cannot be read/);
  });
});

const ID = 'ORF-RET-001';
const pieces = [
  { id: 'returns.a', requirements: [ID] },
  { id: 'returns.b', requirements: [ID] },
];

function reportWith(
  verdict: Verdict,
  { selection = [], ran = ['returns.a', 'returns.b'] }: Partial<Run> = {},
): Report {
  const checks = ran.map((id) => ({ id, steps: [{}] }));
  const requirements = [{ id: ID, verdict, checks: ran }];
  return { mode: 'certification', selection, result: 'failed', checks, requirements } as unknown as Report;
}

interface Run {
  readonly selection: string[];
  readonly ran: string[];
}

describe('a run with expected failures', () => {
  const one: Partial<Run> = { selection: ['returns.a'], ran: ['returns.a'] };

  it.each<[string, Report, boolean, 0 | 1 | 2]>([
    ['a failure that is listed', reportWith('fail'), true, 0],
    ['a failure that is not', reportWith('fail'), false, 1],
    ['one listed that is kept', reportWith('pass'), true, 1],
    ['one listed that does not apply', reportWith('not_applicable'), true, 1],
    ['one listed that is advice', reportWith('advisory'), true, 1],
    ['one listed that could not be judged', reportWith('not_testable'), true, 0],
    ['one that could not be judged and is not listed', reportWith('not_testable'), false, 1],
    ['the same, of some checks only', reportWith('not_testable', one), false, 0],
    ['one listed that fails in some checks', reportWith('fail', one), true, 0],
    ['one listed that holds in one of its two checks', reportWith('pass', one), true, 0],
    ['one listed that holds in all of its checks', reportWith('pass', { selection: ['returns'] }), true, 1],
    ['nothing that ran', reportWith('not_testable', { selection: ['x'], ran: [] }), true, 1],
    ['a failure of the suite', { ...reportWith('fail'), result: 'harness_error' }, true, 2],
  ])('of %s', (_, report, isListed, code) => {
    const expected = isListed ? [{ id: ID, why: 'not yet' }] : [];
    expect(exitCodeOf(report, compared(report, expected, pieces))).toBe(code);
  });

  it('says what to add and what to take out', () => {
    const kept = compared(reportWith('pass'), [{ id: ID, why: 'not yet' }], pieces);
    expect(comparisonInWords(kept, 'e.yaml')).toContain('ORF-RET-001 is kept now: take it out of e.yaml\n');
    const failed = compared(reportWith('fail'), [], pieces);
    expect(comparisonInWords(failed, 'e.yaml')).toContain("\n- { id: ORF-RET-001, why: '' }\n");
  });
});

describe('run --expected-failures', () => {
  const report = join(folder, 'report.json');

  async function run(profiles: string[], list: string) {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let answers = 0;
    server = await answering((_, response) => {
      answers += 1;
      const headers = { 'content-type': 'application/json', 'orf-request-id': `r${answers}` };
      response.writeHead(200, headers).end(JSON.stringify({ ...discovery, profiles }));
    });
    const given = ['--url', server.url, '--token', 'orf_test_x', '--test-control', 's', '--quiet'];
    const chosen = ['--only', 'discovery.core', '--report', report];
    const code = await main(['run', ...given, ...chosen, '--expected-failures', written(list)]);
    return { code, said: out.mock.calls.join('') };
  }

  it('is content with a server that fails as expected, and calls it failed all the same', async () => {
    const { code, said } = await run(['policy'], '- { id: ORF-DIS-003, why: not yet }');
    expect(said).toContain('1 failed as expected');
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ result: 'failed', counts: { fail: 1 } });
  });

  it('is red where the server got better', async () => {
    const { code, said } = await run(['core'], '- { id: ORF-DIS-003, why: not yet }');
    expect(said).toMatch(/ORF-DIS-003 is kept now: take it out of \S+expected\.yaml/);
    expect(code).toBe(1);
  });

  it('is red where something else fails', async () => {
    const { code, said } = await run(['policy'], '[]');
    expect(said).toContain("- { id: ORF-DIS-003, why: '' }");
    expect(code).toBe(1);
  });

  it('tries nothing with a list that cannot be', async () => {
    const complaint = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await run(['core'], '- ORF-DIS-003')).code).toBe(2);
    expect(complaint.mock.calls.join('')).toContain('expected.yaml:1');
  });
});
