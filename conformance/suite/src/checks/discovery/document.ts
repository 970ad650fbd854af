import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, header, member, problem, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { CallOptions, Trial } from '../../run/trial.ts';
import { declares, everything, offered, ordinaryCall, parametersOf } from '../../stage/everything.ts';
import { plainCheck } from '../../stage/shapes.ts';

const open = plainCheck({
  id: 'discovery.open',
  title: 'Discovery is there without a token, and takes no notice of one',
  requirements: ['ORF-DIS-001'],
  run: async (trial) => {
    for (const credential of ['none', 'unknown', 'all_scopes'] as const) {
      const reply = await trial.call('getDiscovery', { credential });
      trial.judge('ORF-DIS-001', status(reply, 200), header(reply, 'Content-Type', /^application\/json/));
    }
  },
});

const core = plainCheck({
  id: 'discovery.core',
  title: 'The core is among the profiles',
  requirements: ['ORF-DIS-003'],
  run: async (trial) => {
    const reply = await trial.call('getDiscovery');
    trial.need('discovery', status(reply, 200));
    const profiles = at(reply.json, '/profiles');
    const isThere = Array.isArray(profiles) && profiles.includes('core');
    trial.judge('ORF-DIS-003', fact('core among the profiles', isThere, { actual: profiles, reply }));
  },
});

/** Reads a path of the host itself, wherever the base URL leads. */
function atRootOfHost(trial: Trial, path: string): Promise<Reply> {
  const text = `GET ${path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
  return trial.send({ ...trial.request('getDiscovery'), raw: { text } });
}

const atRoot = plainCheck({
  id: 'discovery.at-root',
  title: 'Discovery is at the root of the host as well',
  requirements: ['ORF-DIS-002'],
  run: async (trial) => {
    const reply = await atRootOfHost(trial, trial.request('getDiscovery').path);
    trial.judge(
      'ORF-DIS-002',
      status(reply, 200),
      member(reply, '/profiles', trial.around.discovery.profiles ?? []),
    );
  },
});

/** What a server without the operation would answer. */
const ABSENT = [404, 405, 501];

const whole: Check = {
  id: 'discovery.whole-profiles',
  title: 'Every operation of a declared profile is there',
  profile: 'core',
  requirements: ['ORF-DIS-004'],
  needs: ['test_control', 'receiver'],
  run: async (trial) => {
    const ids = await everything(trial);
    const operations = offered(trial).filter(({ id }) => id !== 'redeemRating');
    const requests = operations.map((operation) => {
      const { path, ...request } = trial.request(operation.id, ordinaryCall(operation, ids));
      return { ...request, path: `${path}${path.includes('?') ? '&' : '?'}zz_unknown=1` };
    });
    for (const [index, reply] of (await trial.race(requests)).entries()) {
      const { id } = operations[index] ?? { id: '' };
      const isThere = reply.failure === undefined && !ABSENT.includes(reply.status);
      trial.judge('ORF-DIS-004', fact(`an answer of ${id}`, isThere, { actual: reply.status, reply }));
    }
    const rating = await trial.call('redeemRating', { body: { verdict: 'positive' }, credential: 'unknown' });
    trial.judge('ORF-DIS-004', status(rating, 401));
  },
};

const undeclared: Check = {
  id: 'discovery.undeclared-profiles',
  title: 'An operation of a profile that is not declared is refused as such, whatever the token may do',
  profile: 'core',
  requirements: ['ORF-DIS-005'],
  needs: ['credential:read_only'],
  run: async (trial) => {
    const all = [...trial.around.contract.operations.values()];
    const absent = all.filter(
      ({ profile }) => !['core', 'test_control'].includes(profile) && !declares(trial, profile),
    );
    // A server that declares every profile has none to refuse.
    trial.judge('ORF-DIS-005');
    for (const operation of absent) {
      const names = parametersOf(operation).map((name) => [name, 'a'] as const);
      const options = ordinaryCall(operation, Object.fromEntries(names));
      for (const credential of ['all_scopes', 'read_only'] as const) {
        await refused(trial, operation.id, { ...options, credential });
      }
    }
  },
};

async function refused(trial: Trial, operation: string, options: CallOptions): Promise<void> {
  const reply = await trial.call(operation, options);
  trial.judge('ORF-DIS-005', problem(reply, 'profile_not_supported', 404));
}

/** Codes that every server answers sooner or later, since a requirement asks for each. */
const USED = [
  ...[
    'malformed_json',
    'too_deep',
    'duplicate_member',
    'invalid_encoding',
    'invalid_parameter',
    'invalid_body',
  ],
  ...['idempotency_key_required', 'idempotency_key_reused', 'unauthorized', 'missing_scope', 'not_found'],
  ...['method_not_allowed', 'not_acceptable', 'body_too_large', 'unsupported_media_type'],
];

const described = plainCheck({
  id: 'discovery.problem-types',
  title: 'Every code that is used is described, and the type of a problem leads there',
  requirements: ['ORF-DIS-006'],
  run: async (trial) => {
    const own = offered(trial).flatMap(({ problems }) => problems);
    for (const code of new Set([...USED, ...own])) {
      const reply = await trial.call('getProblemType', { path: { code } });
      const registered = trial.around.contract.problems.get(code);
      trial.judge(
        'ORF-DIS-006',
        status(reply, 200),
        member(reply, '/code', code),
        member(reply, '/status', registered),
      );
    }
    const unknown = await trial.call('getProblemType', { path: { code: 'no_such_code' } });
    trial.judge('ORF-DIS-006', problem(unknown, 'not_found', 404));
    await leads(trial, String(at(unknown.json, '/type')));
  },
});

/** A type without a host of its own is a path of this one: something has to be there. */
async function leads(trial: Trial, type: string): Promise<void> {
  if (!type.startsWith('/') || type.startsWith('//')) return;
  const reply = await atRootOfHost(trial, type);
  trial.judge('ORF-DIS-006', status(reply, 200));
}

export const checks: readonly Check[] = [open, core, atRoot, whole, undeclared, described];
