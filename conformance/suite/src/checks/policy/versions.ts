import { at, isObject, type Json, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, header, instant, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf } from '../../stage/events.ts';
import { changed, START, secondsAfter } from '../../stage/messages.ts';
import { policyCheck } from '../../stage/shapes.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

/** Puts a policy in force for whoever has seen the one before. */
async function put(trial: Trial, body: JsonObject): Promise<Reply> {
  const { headers } = await trial.call('getPolicy');
  return trial.call('updatePolicy', { body, headers: { 'if-match': headers.etag ?? '' } });
}

/** What the operator wrote, without what the provider adds. */
function settingsIn({ json }: Reply, { around }: Trial): JsonObject {
  return membersOf(json, Object.keys(around.policy));
}

/** A version as the contract describes it: what a server adds of its own is its own affair. */
function versionIn(json: Json | undefined, { around }: Trial): JsonObject {
  return membersOf(json, ['version', 'effective_from', ...Object.keys(around.policy)]);
}

function membersOf(json: Json | undefined, names: readonly string[]): JsonObject {
  const entries = isObject(json) ? Object.entries(json) : [];
  return Object.fromEntries(entries.filter(([name]) => names.includes(name)));
}

/** All versions, the newest first, over as many pages as it takes. */
async function listedVersions(trial: Trial): Promise<readonly Json[]> {
  const versions: Json[] = [];
  for (let cursor: string | undefined; ; ) {
    const query: Record<string, string> = cursor === undefined ? {} : { cursor };
    const page = await trial.call('listPolicyVersions', { query });
    const items = at(page.json, '/items');
    versions.push(...(Array.isArray(items) ? items : []));
    const next = at(page.json, '/next_cursor');
    if (typeof next !== 'string') return versions;
    cursor = next;
  }
}

function version(trial: Trial, number: number): Promise<Reply> {
  return trial.call('getPolicyVersion', { path: { version: String(number) } });
}

const immutable = policyCheck({
  id: 'policy.versions.immutable',
  title: 'A version stays as it was, whatever comes after it',
  requirements: ['ORF-POL-001'],
  run: async (trial) => {
    await fresh(trial);
    const first = await version(trial, 1);
    trial.need('getPolicyVersion', status(first, 200));
    trial.need('the version that was asked for', member(first, '/version', 1));
    const second = changed(trial.around.policy, { offer: { expiry_hours: 30 }, wording: {} });
    trial.need('updatePolicy', status(await put(trial, second), 200));
    const before = await version(trial, 2);
    await advance(trial, { seconds: 60 });
    const third = changed(trial.around.policy, { offer: { expiry_hours: 31 } });
    trial.need('updatePolicy', status(await put(trial, third), 200));
    trial.judge('ORF-POL-001', same('version 1', (await version(trial, 1)).json, first.json));
    trial.judge('ORF-POL-001', same('version 2', (await version(trial, 2)).json, before.json));
    const listed = (await listedVersions(trial))[2];
    trial.judge(
      'ORF-POL-001',
      same('versions of the list', versionIn(listed, trial), versionIn(first.json, trial)),
    );
  },
});

/** A policy without what it can do without: nothing of that may be left of the version before. */
function bare(policy: JsonObject): JsonObject {
  return changed(policy, {
    offer: { expiry_hours: 12 },
    matching: { economics: { by_category: undefined, by_lane: undefined, hand_in_learning: undefined } },
    wording: { en: undefined, nl: undefined },
  });
}

const whole = policyCheck({
  id: 'policy.versions.whole',
  title: 'An update puts the whole document in force at once, as the next version, and says so',
  requirements: ['ORF-POL-002'],
  run: async (trial) => {
    await fresh(trial);
    const now = secondsAfter(START, 90);
    await advance(trial, { to: now });
    const settings = bare(trial.around.policy);
    const reply = await put(trial, settings);
    trial.must(
      'ORF-POL-002',
      status(reply, 200),
      member(reply, '/version', 2),
      instant(reply, '/effective_from', now),
    );
    const held = await trial.call('getPolicy');
    trial.judge(
      'ORF-POL-002',
      member(held, '/version', 2),
      header(held, 'ETag', reply.headers.etag ?? 'an ETag'),
    );
    trial.judge('ORF-POL-002', same('the settings in force', settingsIn(held, trial), settings));
    const [event] = await eventsOf(trial, { type: 'policy.updated', subject_id: '2' });
    trial.judge(
      'ORF-POL-002',
      same('version of policy.updated', at(event, '/data/version'), 2),
      same('subject of policy.updated', at(event, '/subject'), { kind: 'policy', id: '2' }),
    );
    const source = await startReturn(trial);
    trial.judge('ORF-POL-002', same('policy of a return', source.policy_version, 2));
    const ends =
      Date.parse(String(at(source, '/offer/expires_at'))) -
      Date.parse(String(at(source, '/offer/offered_at')));
    trial.judge('ORF-POL-002', same('hours of its offer', ends / 3_600_000, 12));
  },
});

const seen = policyCheck({
  id: 'policy.versions.seen',
  title: 'Only who has seen the version in force replaces it',
  requirements: ['ORF-POL-003'],
  run: async (trial) => {
    await fresh(trial);
    const body = changed(trial.around.policy, { offer: { expiry_hours: 30 } });
    const { headers } = await trial.call('getPolicy');
    const tag = headers.etag ?? '';
    const without = await trial.call('updatePolicy', { body });
    trial.judge('ORF-POL-003', problem(without, 'precondition_required', 428));
    trial.judge(
      'ORF-POL-003',
      status(await trial.call('updatePolicy', { body, headers: { 'if-match': tag } }), 200),
    );
    const late = await trial.call('updatePolicy', { body, headers: { 'if-match': tag } });
    trial.judge('ORF-POL-003', problem(late, 'precondition_failed', 412));
    const held = await trial.call('getPolicy');
    trial.judge(
      'ORF-POL-003',
      fact('version 2', at(held.json, '/version') === 2, { actual: held.json, reply: held }),
    );
  },
});

export const checks: readonly Check[] = [immutable, whole, seen];
