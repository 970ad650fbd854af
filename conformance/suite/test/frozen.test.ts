import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { certify } from '../src/certify.ts';
import { Documents } from '../src/contract/documents.ts';
import { declaredRelease, type Requirement, readRegister } from '../src/contract/register.ts';
import { badge } from '../src/report/badge.ts';
import { html } from '../src/report/html.ts';
import { junit } from '../src/report/junit.ts';
import { markdown } from '../src/report/markdown.ts';
import { type Report, sealed } from '../src/report/report.ts';
import { summary } from '../src/report/summary.ts';
import { verifyReport } from '../src/report/verify.ts';
import type { Check, Judgement } from '../src/run/check.ts';
import { member, status } from '../src/run/claim.ts';
import { verdicts } from '../src/run/verdict.ts';
import { specificationFolder } from '../src/specification.ts';
import { answering, configFor, discovery, type Impostor } from './servers.ts';

const ID = 'ORF-DIS-003';

function requirement(over: Partial<Requirement> = {}): Requirement {
  const plain = { keyword: 'MUST', role: 'provider', profile: 'core', text: 'A text.', anchor: 'a.md#b' };
  return { id: ID, ...plain, ...over };
}

describe('a requirement that the release of the server does not hold', () => {
  const asserting: Check = {
    id: 'discovery.core',
    title: 'Core is declared',
    profile: 'core',
    requirements: [ID],
    needs: [],
    run: () => Promise.resolve(),
  };
  const finding = { requirement: ID, expected: 'core', actual: 'nothing' };
  const judged = (ending: Judgement['ending'], rest: Partial<Judgement> = {}): Judgement => ({
    ending,
    asserted: {},
    findings: [],
    ...rest,
  });
  const broken = judged({ kind: 'failed' }, { asserted: { [ID]: 1 }, findings: [finding] });
  const kept = judged({ kind: 'completed' }, { asserted: { [ID]: 1 } });
  const blocked = judged({ kind: 'blocked', cause: 'x' });
  const crashed = judged({ kind: 'harness_error', detail: 'x' });
  const binding = [requirement()];

  it.each<[string, readonly Requirement[] | undefined, Judgement, object]>([
    ['breaks it', [], broken, { verdict: 'advisory', cause: 'not in release 1.2.3' }],
    ['keeps it', [], kept, { verdict: 'pass' }],
    [
      'cannot be tried on it',
      [],
      blocked,
      { verdict: 'not_applicable', cause: 'not in release 1.2.3; discovery.core: x' },
    ],
    ['meets a mistake of ours', [], crashed, { verdict: 'harness_error', cause: 'discovery.core: x' }],
    [
      'breaks what was advice',
      [requirement({ keyword: 'SHOULD' })],
      broken,
      { verdict: 'advisory', cause: 'advice in release 1.2.3' },
    ],
    [
      'breaks what nobody could judge',
      [requirement({ untestable: 'nobody can' })],
      broken,
      { verdict: 'advisory', cause: 'not judged in release 1.2.3' },
    ],
    ['breaks what the release holds', binding, broken, { verdict: 'fail' }],
    [
      'cannot be tried on what the release holds',
      binding,
      blocked,
      { verdict: 'not_testable', cause: 'discovery.core: x' },
    ],
    ['is of no release and breaks it', undefined, broken, { verdict: 'fail' }],
    [
      'is of no release and cannot be tried',
      undefined,
      blocked,
      { verdict: 'not_testable', cause: 'discovery.core: x' },
    ],
  ])('where a server %s', (_, frozen, judgement, expected) => {
    const register = new Map([[ID, requirement()]]);
    const release = frozen && { version: '1.2.3', register: new Map(frozen.map((each) => [each.id, each])) };
    const [found] = verdicts({ register, release }, [{ check: asserting, judgement }], {
      profiles: new Set(['core']),
    });
    expect({ verdict: found?.verdict, cause: found?.cause }).toEqual(expected);
  });
});

describe('a run against a server of a release', () => {
  const specification = mkdtempSync(join(tmpdir(), 'orf-frozen-'));
  const checks: Check[] = [
    {
      id: 'discovery.core',
      title: 'Core is declared',
      profile: 'core',
      requirements: ['ORF-DIS-001', ID],
      needs: [],
      run: async (trial) => {
        const reply = await trial.call('getDiscovery');
        trial.must('ORF-DIS-001', status(reply, 200));
        trial.must(ID, member(reply, '/profiles/0', 'core'));
      },
    },
  ];
  let server: Impostor | undefined;

  beforeAll(() => {
    cpSync(specificationFolder(), specification, { recursive: true });
    const register = join(specification, 'releases', '0.1.0', 'requirements.yaml');
    const { [ID]: _, ...others } = parse(readFileSync(register, 'utf8'));
    writeFileSync(register, stringify(others));
  });
  afterAll(() => rmSync(specification, { recursive: true }));
  afterEach(() => server?.close());

  async function run(version: string, scored?: 'everything'): Promise<Report> {
    const document = JSON.stringify({ ...discovery, version, profiles: ['policy'] });
    server = await answering((_, response) => response.end(document));
    const config = configFor(server.url);
    const chosen = { config, specification, selection: ['discovery'], ...(scored && { scored }) };
    return certify({ ...chosen, catalogue: { checks, observers: [] }, onCheck: () => undefined });
  }

  const verdictIn = ({ requirements }: Report) => requirements.find(({ id }) => id === ID);
  const faults = (report: Report) => verifyReport(report, { specification, checks, observers: [] });

  it('counts what the release holds, and is verified so', async () => {
    const report = await run('0.1.0');
    expect(verdictIn(report)).toMatchObject({ verdict: 'advisory', cause: 'not in release 0.1.0' });
    expect(report).toMatchObject({ release: '0.1.0', result: 'passed' });
    expect(await faults(JSON.parse(JSON.stringify(report)))).toEqual([]);
  });

  it.each(['0.1.1', '0.1.0-rc.1', '9.0.0'])(
    'counts everything for a server of %s, which was not released',
    async (version) => {
      const report = await run(version);
      expect(verdictIn(report)?.verdict).toBe('fail');
      expect(report).not.toHaveProperty('release');
      expect(await faults(JSON.parse(JSON.stringify(report)))).toEqual([]);
    },
  );

  it('counts everything where the suite itself is proved', async () => {
    expect(verdictIn(await run('0.1.0', 'everything'))?.verdict).toBe('fail');
  });

  it.each<[string, (report: Report) => Omit<Report, 'digest'>]>([
    ['the release', (report) => ({ ...report, release: '0.2.0' })],
    ['the version that the server declared', (report) => withVersion(report, '9.0.0')],
    [
      'a cause',
      (report) => ({
        ...report,
        requirements: report.requirements.map((each) => ({ ...each, cause: 'not asked' })),
      }),
    ],
  ])('tells where %s was changed and sealed again', async (_, tamper) => {
    const { digest: __, ...changed } = tamper(await run('0.1.0')) as Report;
    expect((await faults(sealed(changed))).length).toBeGreaterThan(0);
  });

  it('takes no path from what a server says', () => {
    const documents = new Documents(specification);
    expect(declaredRelease(documents, { version: '../releases/0.1.0' })).toBeUndefined();
  });

  it('tells a reader in every form why it is only advice', async () => {
    const report = await run('0.1.0');
    const register = readRegister(new Documents(specification));
    for (const form of [html, junit, markdown])
      expect(form(report, register)).toContain('not in release 0.1.0');
    expect(summary(report, 'report.json')).toContain('advisory ORF-DIS-003: not in release 0.1.0');
    expect(badge({ ...report, release: '0.0.9' }), 'what it was held against').toContain('ORF 0.0.9');
  });

  it('fits the published schema, as a report from before does', async () => {
    const file = new URL('../src/report.schema.json', import.meta.url);
    const fits = new Ajv2020({ strict: true, strictRequired: false }).compile(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    const report = JSON.parse(JSON.stringify(await run('0.1.0')));
    expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    const { release, ...before } = report;
    expect(release).toBe('0.1.0');
    expect(fits(before), JSON.stringify(fits.errors)).toBe(true);
  });
});

function withVersion(report: Report, version: string): Report {
  const { implementation } = report;
  return {
    ...report,
    implementation: { ...implementation, discovery: { ...implementation.discovery, version } },
  };
}
