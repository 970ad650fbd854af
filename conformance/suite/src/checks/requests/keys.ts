import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { CallOptions, Trial } from '../../run/trial.ts';
import { eventsOf } from '../../stage/events.ts';
import { everything, offered, ordinaryCall } from '../../stage/everything.ts';
import { eligibleReturn } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

const REQUIRED = ['idempotency_key_required', 400] as const;
const REUSED = ['idempotency_key_reused', 422] as const;

/** The first answer once more. */
function again(reply: Reply, first: Reply): Claim[] {
  return [
    status(reply, first.status),
    same('the body of the first answer', reply.json, first.json),
    same('the Location of the first answer', reply.headers.location, first.headers.location),
  ];
}

/** How many returns carry an external id. */
async function kept(trial: Trial, external_id: unknown): Promise<number> {
  const page = await trial.call('listReturns', { query: { external_id: String(external_id) } });
  const items = trial.needObject('listReturns', page, 200).items;
  return Array.isArray(items) ? items.length : 0;
}

async function evidenceOf(trial: Trial, return_id: string): Promise<number> {
  const found = await trial.call('getReturn', { path: { return_id } });
  const evidence = trial.needObject('getReturn', found, 200).evidence;
  return Array.isArray(evidence) ? evidence.length : 0;
}

const EVIDENCE = { kind: 'photo', url: 'https://portal.example/evidence/1.jpg' };

function addEvidence(trial: Trial, return_id: string, options: CallOptions): Promise<Reply> {
  return trial.call('addEvidence', { path: { return_id }, body: EVIDENCE, ...options });
}

const asked: Check = {
  id: 'requests.keys.asked-for',
  title: 'No operation that takes a key does anything without one',
  profile: 'core',
  requirements: ['ORF-GEN-020'],
  needs: ['test_control', 'receiver'],
  run: async (trial) => {
    const ids = await everything(trial);
    const keyed = offered(trial).filter(
      ({ takesKey, isPublic, id }) => takesKey && !isPublic && id !== 'redeemRating',
    );
    const replies = await trial.race(
      keyed.map((operation) => trial.request(operation.id, { ...ordinaryCall(operation, ids), key: null })),
    );
    for (const reply of replies) {
      const code = at(reply.json, '/code');
      const other = reply.status === 409 || (reply.status === 422 && code !== 'idempotency_key_reused');
      trial.judge('ORF-GEN-020', other ? problem(reply, String(code)) : problem(reply, ...REQUIRED));
    }
  },
};

const forms = coreCheck({
  id: 'requests.keys.forms',
  title: 'A key is 1 to 255 visible ASCII characters, and nothing is done without',
  requirements: ['ORF-GEN-020'],
  run: async (trial) => {
    await fresh(trial);
    const source = await startReturn(trial);
    const id = String(source.id);
    const spoilt = ['', '""', 'two words', 'k'.repeat(256), `"${'k'.repeat(256)}"`, 'k\u00e9y'];
    trial.judge('ORF-GEN-020', problem(await addEvidence(trial, id, { key: null }), ...REQUIRED));
    for (const key of spoilt) {
      trial.judge('ORF-GEN-020', problem(await addEvidence(trial, id, { key }), ...REQUIRED));
    }
    trial.judge('ORF-GEN-020', same('pieces of evidence', await evidenceOf(trial, id), 0));
    for (const key of ['k', '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~', 'k'.repeat(255)]) {
      trial.judge('ORF-GEN-020', status(await addEvidence(trial, id, { key }), 201));
    }
  },
});

const repeated: Check = {
  id: 'requests.keys.repeated',
  title: 'The same request under the same key has the first answer again, and no second effect',
  profile: 'core',
  requirements: ['ORF-GEN-021'],
  needs: ['test_control', 'credential:without_identifiers'],
  run: async (trial) => {
    await fresh(trial);
    const [key, body] = [trial.unique('key'), eligibleReturn(trial)];
    const first = await trial.call('createReturn', { body, key });
    const { id } = trial.needObject('createReturn', first, 201);
    for (const form of [key, `"${key}"`]) {
      trial.judge('ORF-GEN-021', ...again(await trial.call('createReturn', { body, key: form }), first));
    }
    const other = await trial.call('createReturn', { body, key, credential: 'without_identifiers' });
    trial.judge('ORF-GEN-021', status(other, 201), same('the id', at(other.json, '/id'), id));
    trial.judge('ORF-GEN-021', same('returns of this external_id', await kept(trial, body.external_id), 1));
    const path = { return_id: String(id) };
    const chosen = await trial.call('chooseRoute', { path, key: `${key}-c`, body: { route: 'warehouse' } });
    trial.need('chooseRoute', status(chosen, 200));
    const events = await eventsOf(trial, { subject_id: path.return_id });
    const twice = await trial.call('chooseRoute', { path, key: `${key}-c`, body: { route: 'warehouse' } });
    trial.judge('ORF-GEN-021', ...again(twice, chosen));
    trial.judge('ORF-GEN-021', ...again(await trial.call('createReturn', { body, key }), first));
    const after = await eventsOf(trial, { subject_id: path.return_id });
    trial.judge('ORF-GEN-021', same('events of the return', after.length, events.length));
  },
};

const reused = coreCheck({
  id: 'requests.keys.reused',
  title: 'Another request under the key of one that succeeded is refused; one that was refused spends no key',
  requirements: ['ORF-GEN-022'],
  run: async (trial) => {
    await fresh(trial);
    const source = await startReturn(trial);
    const path = { return_id: String(source.id) };
    const key = trial.unique('key');
    trial.need('addEvidence', status(await addEvidence(trial, path.return_id, { key }), 201));
    const otherBody = await addEvidence(trial, path.return_id, { key, body: { ...EVIDENCE, kind: 'video' } });
    trial.judge('ORF-GEN-022', problem(otherBody, ...REUSED));
    const otherOperation = await trial.call('cancelReturn', { path, key, body: {} });
    trial.judge('ORF-GEN-022', problem(otherOperation, ...REUSED));
    const second = await startReturn(trial);
    trial.judge('ORF-GEN-022', problem(await addEvidence(trial, String(second.id), { key }), ...REUSED));
    const now = await trial.call('getReturn', { path });
    trial.judge(
      'ORF-GEN-022',
      fact('the return as it was, with one piece of evidence', isUntouched(now), {
        actual: [at(now.json, '/status'), at(now.json, '/evidence')],
        reply: now,
      }),
    );
    const unspent = trial.unique('key');
    const refused = await addEvidence(trial, path.return_id, { key: unspent, body: { kind: 'photo' } });
    trial.need('a body without url is refused', status(refused, 422));
    trial.judge('ORF-GEN-022', status(await addEvidence(trial, path.return_id, { key: unspent }), 201));
  },
});

function isUntouched({ json }: Reply): boolean {
  const evidence = at(json, '/evidence');
  return at(json, '/status') === 'offered' && Array.isArray(evidence) && evidence.length === 1;
}

const raced = coreCheck({
  id: 'requests.keys.raced',
  title:
    'Of requests under one key at the same moment one takes effect, the others wait for it or are sent away',
  requirements: ['ORF-GEN-023'],
  run: async (trial) => {
    await fresh(trial);
    const { id } = await startReturn(trial);
    const path = { return_id: String(id) };
    const request = trial.request('addEvidence', { path, body: EVIDENCE, key: trial.unique('key') });
    const replies = await trial.race(Array.from({ length: 12 }, () => request));
    const done = replies.filter((reply) => reply.status === 201);
    const ids = new Set(done.map(({ json }) => at(json, '/id')));
    trial.judge('ORF-GEN-023', fact('one effect among the answers', ids.size === 1, { actual: [...ids] }));
    for (const reply of replies.filter((each) => each.status !== 201)) {
      trial.judge(
        'ORF-GEN-023',
        problem(reply, 'idempotency_key_in_use', 409),
        fact('Retry-After', /^\d+$/.test(reply.headers['retry-after'] ?? ''), {
          actual: reply.headers['retry-after'],
          reply,
        }),
      );
    }
    trial.judge('ORF-GEN-023', same('pieces of evidence', await evidenceOf(trial, path.return_id), 1));
  },
});

const retained = coreCheck({
  id: 'requests.keys.kept',
  title: 'An answer is kept as long as discovery says',
  requirements: ['ORF-GEN-024'],
  run: async (trial) => {
    await fresh(trial);
    const hours = Number(trial.around.discovery.idempotency_retention_hours);
    const [key, body] = [trial.unique('key'), eligibleReturn(trial)];
    const first = await trial.call('createReturn', { body, key });
    trial.need('createReturn', status(first, 201));
    await advance(trial, { seconds: hours * 3600 - 1 });
    const late = await trial.call('createReturn', { body, key });
    trial.judge(
      'ORF-GEN-024',
      status(late, 201),
      same('the body of the first answer', late.json, first.json),
    );
  },
});

export const checks: readonly Check[] = [asked, forms, repeated, reused, raced, retained];
