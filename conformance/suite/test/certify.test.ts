import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../src/catalogue.ts';
import { certify } from '../src/certify.ts';
import { CannotBegin } from '../src/discover.ts';
import type { Report } from '../src/report/report.ts';
import { verifyReport } from '../src/report/verify.ts';
import type { Check } from '../src/run/check.ts';
import { member, status } from '../src/run/claim.ts';
import { specificationFolder } from '../src/specification.ts';
import { answering, configFor, discovery, type Impostor, onSocket } from './servers.ts';

const specification = specificationFolder();
let server: Impostor | undefined;

afterEach(() => server?.close());

const core: Check = {
  id: 'discovery.core',
  title: 'Core is declared',
  profile: 'core',
  requirements: ['ORF-DIS-003', 'ORF-DIS-001'],
  needs: [],
  run: async (trial) => {
    const reply = await trial.call('getDiscovery');
    trial.must('ORF-DIS-001', status(reply, 200));
    trial.must('ORF-DIS-003', member(reply, '/profiles/0', 'core'));
    trial.need('a list', status(await trial.call('listReturns'), 200));
  },
};

const catalogue: Catalogue = { checks: [core], observers: [] };

async function run(
  impostor: Impostor,
  checks: Catalogue = catalogue,
  selection: readonly string[] = [],
): Promise<Report> {
  server = impostor;
  return certify({
    config: configFor(impostor.url),
    catalogue: checks,
    specification,
    selection,
    seed: 'test',
    onCheck: () => undefined,
  });
}

function sandbox(answer: (path: string) => { status: number; body: unknown }): Promise<Impostor> {
  return answering((request, response) => {
    const { status: code, body } =
      request.url === '/.well-known/open-return-forwarding'
        ? { status: 200, body: discovery }
        : answer(request.url ?? '');
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

describe('a run', () => {
  it('judges each requirement by the checks that assert it', async () => {
    const report = await run(await sandbox(() => ({ status: 200, body: { items: [], next_cursor: null } })));
    const verdict = (id: string) => report.requirements.find((each) => each.id === id)?.verdict;
    expect(verdict('ORF-DIS-001')).toBe('pass');
    expect(verdict('ORF-DIS-003')).toBe('pass');
    expect(verdict('ORF-GEN-001'), 'binds callers').toBeUndefined();
    expect(verdict('ORF-WHK-004'), 'a profile that is not declared').toBe('not_applicable');
    expect(verdict('ORF-RET-001'), 'no check').toBe('not_testable');
    expect(report.result, 'much was not judged').toBe('failed');
  });

  it('of some checks judges what these assert, and reports of nothing that nobody asked for', async () => {
    const impostor = await sandbox(() => ({ status: 200, body: { items: [], next_cursor: null } }));
    const other: Check = { ...core, id: 'returns.other', requirements: ['ORF-RET-001'] };
    const both = { ...catalogue, checks: [core, other] };
    const report = await run(impostor, both, ['discovery']);
    const judged = report.requirements.filter(({ verdict }) => verdict !== 'not_applicable');
    expect(judged.map(({ id }) => id)).toEqual(['ORF-DIS-001', 'ORF-DIS-003']);
    expect(report.result).toBe('passed');
    expect(await verifyReport(report, { ...both, specification })).toEqual([]);
  });

  it('keeps apart what a check asserts and what it builds on', async () => {
    const report = await run(await sandbox(() => ({ status: 500, body: {} })));
    expect(report.counts.fail).toBe(0);
    expect(report.checks[0]?.ending).toEqual({
      kind: 'blocked',
      cause: 'a list: expected status 200, got status 500',
    });
  });

  it('calls its own mistakes its own', async () => {
    const broken: Check = { ...core, run: () => Promise.reject(new Error('a slip of ours')) };
    const report = await run(await sandbox(() => ({ status: 200, body: {} })), {
      checks: [broken],
      observers: [],
    });
    expect(report.result).toBe('harness_error');
    expect(report.counts).toMatchObject({ fail: 0, harness_error: 2 });
  });

  it('fails where nothing was tried', async () => {
    const report = await run(await sandbox(() => ({ status: 200, body: {} })), { checks: [], observers: [] });
    expect(report.result).toBe('failed');
  });
});

describe('a report', () => {
  const stored = async (): Promise<Report> =>
    JSON.parse(JSON.stringify(await run(await sandbox(() => ({ status: 200, body: { items: [] } })))));
  const faults = (report: Report) => verifyReport(report, { specification, ...catalogue });

  it('is reached again from its record, without the server', async () => {
    const report = await stored();
    await server?.close();
    expect(await faults(report)).toEqual([]);
  });

  it('is reached again where no chosen check could run', async () => {
    const locked: Check = { ...core, needs: ['credential:read_only'] };
    server = await sandbox(() => ({ status: 200, body: {} }));
    const report = await certify({
      config: configFor(server.url),
      catalogue: { checks: [locked], observers: [] },
      specification,
      selection: ['discovery'],
      onCheck: () => undefined,
    });
    expect(report.result, 'nothing was tried').toBe('failed');
    expect(await verifyReport(report, { specification, checks: [locked], observers: [] })).toEqual([]);
  });

  it.each<[string, (report: Report) => unknown]>([
    ['an answer', ({ checks }) => Object.assign(outcomeIn(checks), { status: 404 })],
    ['a request', ({ checks }) => Object.assign(requestIn(checks), { path: '/v1/orders' })],
    ['a verdict', ({ requirements }) => Object.assign(requirements[0] ?? {}, { verdict: 'fail' })],
    ['the result', (report) => Object.assign(report, { result: 'certified' })],
    [
      'a missing step',
      ({ checks }) => Object.assign(checks[0] ?? {}, { steps: checks[0]?.steps.slice(0, -1) }),
    ],
    ['a check that is left out', ({ checks }) => (checks as unknown[]).pop()],
  ])('tells where %s was changed', async (_, tamper) => {
    const report = await stored();
    tamper(report);
    expect((await faults(report)).length).toBeGreaterThan(0);
  });

  it('does not believe its own digest alone', async () => {
    const report = await stored();
    Object.assign(report, { result: 'certified' });
    const { digestOf } = await import('../src/report/report.ts');
    Object.assign(report, { digest: digestOf(report) });
    expect(await faults(report)).toEqual(['the result is failed, reported as certified']);
  });
});

function outcomeIn(checks: Report['checks']): object {
  const step = checks[0]?.steps[0];
  return step?.kind === 'exchange' ? step.exchange.outcome : {};
}

function requestIn(checks: Report['checks']): object {
  const step = checks[0]?.steps[1];
  return step?.kind === 'exchange' ? step.exchange.request : {};
}

describe('the published schema of reports', () => {
  it('fits what a run writes', async () => {
    const file = new URL('../src/report.schema.json', import.meta.url);
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    const fits = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
    const report = await run(await sandbox(() => ({ status: 500, body: {} })));
    expect(fits(JSON.parse(JSON.stringify(report))), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...report, result: 'perfect' })).toBe(false);
  });
});

describe('where there is no server to try', () => {
  it.each<[string, () => Promise<Impostor>, RegExp]>([
    ['nothing listens', nothing, /cannot be reached: ECONNREFUSED/],
    ['it hangs', () => onSocket(() => undefined), /no complete answer within 1 s/],
    ['it hangs up', () => onSocket((socket) => socket.destroy()), /cannot be reached/],
    ['it speaks something else', () => onSocket((socket) => socket.end('SSH-2.0-OpenSSH\r\n')), /not HTTP/],
    [
      'it answers HTML',
      () => answering((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hello</h1>')),
      /text\/html that is no JSON object. Is this the base URL/,
    ],
    ['it answers 200 {}', () => answering((_, response) => response.end('{}')), /not a discovery document/],
    ['it answers 500', () => answering((_, response) => response.writeHead(500).end()), /answered 500/],
    [
      'it streams for ever',
      () => answering((_, response) => stream(response)),
      /larger than|no complete answer/,
    ],
  ])('says so when %s', async (_, impostor, message) => {
    const attempt = run(await impostor());
    await expect(attempt).rejects.toThrow(CannotBegin);
    await expect(attempt).rejects.toThrow(message);
  });
});

async function nothing(): Promise<Impostor> {
  const gone = await answering(() => undefined);
  await gone.close();
  return { url: gone.url, close: () => Promise.resolve() };
}

function stream(response: {
  write(chunk: string): boolean;
  once(event: string, then: () => void): unknown;
  destroyed: boolean;
}): void {
  const chunk = 'x'.repeat(1 << 20);
  const more = () => {
    if (response.destroyed) return;
    if (response.write(chunk)) setImmediate(more);
    else response.once('drain', more);
  };
  more();
}
