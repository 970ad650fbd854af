import { at, isObject, type Json, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { declares } from '../../stage/everything.ts';
import { policyCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** A case of `vectors/policy`: a merge patch on the default policy, and what is to be found. */
interface Case {
  readonly name: string;
  readonly change: JsonObject;
  readonly environment?: JsonObject;
  readonly expected: readonly Finding[];
}

interface Finding {
  readonly severity?: string;
  readonly code: string;
  readonly pointer: string;
}

/** Cases that speak of the carriers and profiles that this server has, in its carrier's name. */
function casesOf(trial: Trial, file: string): Case[] {
  const cases = trial.around.published(`vectors/policy/${file}.json`).cases as unknown as Case[];
  const carrier = String(at(trial.around.discovery, '/carriers/0/id'));
  const isReforwarding = declares(trial, 'reforwarding');
  return cases
    .filter(({ environment = {}, change }) => {
      const isOfProfile = (environment.reforwarding ?? false) === isReforwarding;
      return !('carriers' in environment) && (isOfProfile || !('reforwarding' in change));
    })
    .map((each) => ({ ...each, change: renamed(each.change, carrier) as JsonObject }));
}

/** The published cases call the one carrier `sandbox`. */
function renamed(value: Json, carrier: string): Json {
  if (value === 'sandbox') return carrier;
  if (Array.isArray(value)) return value.map((each) => renamed(each, carrier));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, carrier)]));
}

/** JSON Merge Patch (RFC 7396). */
function patched(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = patched(result[name], value);
  }
  return result;
}

function documentOf(trial: Trial, { change }: Case): Json {
  return patched(trial.around.policy, change);
}

function findingsIn({ json }: Reply): string[] {
  const findings = at(json, '/findings');
  return (Array.isArray(findings) ? findings : []).filter(isObject).map(written).toSorted();
}

function written({ severity = 'error', code, pointer }: Partial<Finding>): string {
  return `${severity} ${code} ${pointer}`;
}

const PRINTED: Finding = {
  severity: 'warning',
  code: 'printed_exposure_allowed',
  pointer: '/shipping/maximum_exposure',
};

/** Asks for the findings of a case: exactly these are told. What a case is named for is said with it. */
async function tellsExactly(trial: Trial, each: Case): Promise<Claim[]> {
  const { name, expected } = each;
  const body = documentOf(trial, each);
  const reply = await trial.call('validatePolicy', { body });
  // A server whose only carrier prints has to allow it, whatever else a case is about.
  const isPrinted = at(body, PRINTED.pointer) === 'printed';
  const wanted = [...new Set([...expected, ...(isPrinted ? [PRINTED] : [])].map(written))].toSorted();
  return [
    status(reply, 200),
    member(reply, '/valid', !wanted.some((each) => each.startsWith('error'))),
    { ...same(name, findingsIn(reply), wanted), step: reply.step },
  ];
}

/** At least these are told. */
function tellsAtLeast(reply: Reply, { name, expected }: Case): Claim[] {
  const told = findingsIn(reply);
  const missing = expected.map(written).filter((each) => !told.includes(each));
  return [
    status(reply, 200),
    member(reply, '/valid', false),
    fact(`${name}: ${expected.map(written).join(', ')}`, missing.length === 0, { actual: told, reply }),
  ];
}

/** Vectors with mistakes of shape and of sense in one document. */
const MIXED = 'mistakes of both kinds';

const conflicts = policyCheck({
  id: 'policy.validation.conflicts',
  title: 'Every published conflict is told, with its severity and place, and nothing else is',
  requirements: ['ORF-POL-004'],
  run: async (trial) => {
    await fresh(trial);
    for (const each of casesOf(trial, 'conflicts'))
      trial.judge('ORF-POL-004', ...(await tellsExactly(trial, each)));
    const change = { shipping: { maximum_exposure: 'printed' } };
    const printed: Case = { name: 'printed addresses allowed', change, expected: [PRINTED] };
    trial.judge('ORF-POL-004', ...(await tellsExactly(trial, printed)));
  },
});

const shapes = policyCheck({
  id: 'policy.validation.shapes',
  title: 'Every published mistake of shape is told, and keeps no conflict from being told',
  requirements: ['ORF-POL-004', 'ORF-POL-005'],
  run: async (trial) => {
    await fresh(trial);
    for (const each of casesOf(trial, 'shape')) {
      const reply = await trial.call('validatePolicy', { body: documentOf(trial, each) });
      trial.judge(each.name === MIXED ? 'ORF-POL-005' : 'ORF-POL-004', ...tellsAtLeast(reply, each));
    }
    for (const body of [[], 'policy', 1]) {
      const reply = await trial.call('validatePolicy', { body });
      trial.judge('ORF-POL-004', refusedOrTold(reply));
    }
  },
});

/** What is no object is told as a finding, or refused as a body: the schema of a draft leaves both open. */
function refusedOrTold(reply: Reply): Claim {
  return reply.status === 200 ? member(reply, '/valid', false) : problem(reply, 'invalid_body', 422);
}

/** A few of each kind: every one is a version, or is not. */
const FEW = 6;

const refused = policyCheck({
  id: 'policy.validation.refused',
  title: 'A policy with an error is refused with the places of its errors, and nothing changes',
  requirements: ['ORF-POL-006'],
  run: async (trial) => {
    await fresh(trial);
    const before = await trial.call('getPolicy');
    const headers = { 'if-match': before.headers.etag ?? '' };
    const errors = casesOf(trial, 'conflicts').filter(({ expected }) => isError(expected));
    for (const each of errors.slice(0, FEW * 2)) {
      const reply = await trial.call('updatePolicy', { body: documentOf(trial, each), headers });
      const places = each.expected
        .filter(({ severity }) => severity === 'error')
        .map(({ pointer }) => pointer);
      trial.judge('ORF-POL-006', problem(reply, 'policy_conflict', 422), namesAll(reply, places));
    }
    const after = await trial.call('getPolicy');
    trial.judge('ORF-POL-006', same('the policy in force', after.json, before.json));
    const versions = await trial.call('listPolicyVersions');
    trial.judge('ORF-POL-006', same('versions', itemsOf(versions).length, 1));
  },
});

const warned = policyCheck({
  id: 'policy.validation.warned',
  title: 'A policy with warnings only is put in force',
  requirements: ['ORF-POL-007'],
  run: async (trial) => {
    await fresh(trial);
    const warnings = casesOf(trial, 'conflicts').filter(
      ({ expected }) => expected.length > 0 && !isError(expected),
    );
    for (const [index, each] of warnings.slice(0, FEW).entries()) {
      const { headers: known } = await trial.call('getPolicy');
      const headers = { 'if-match': known.etag ?? '' };
      const reply = await trial.call('updatePolicy', { body: documentOf(trial, each), headers });
      trial.judge('ORF-POL-007', status(reply, 200), member(reply, '/version', index + 2));
    }
  },
});

function isError(expected: readonly Finding[]): boolean {
  return expected.some(({ severity }) => severity === 'error');
}

function itemsOf({ json }: Reply): unknown[] {
  const items = at(json, '/items');
  return Array.isArray(items) ? items : [];
}

function namesAll(reply: Reply, places: readonly string[]): Claim {
  const errors = at(reply.json, '/errors');
  const named = (Array.isArray(errors) ? errors : []).map((each) => at(each, '/pointer'));
  const missing = places.filter((place) => !named.includes(place));
  return fact(`errors at ${places.join(', ')}`, missing.length === 0, { actual: errors, reply });
}

export const checks: readonly Check[] = [conflicts, shapes, refused, warned];
