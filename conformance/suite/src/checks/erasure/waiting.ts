import type { Check } from '../../run/check.ts';
import { fact, member, present, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { erase, finish, lookAtErasure } from '../../stage/erasures.ts';
import { hoursAfter, START } from '../../stage/messages.ts';
import { lookAtReturn } from '../../stage/parcels.ts';
import { profileCheck } from '../../stage/shapes.ts';
import {
  advance,
  carrierReports,
  eventually,
  fresh,
  type Match,
  matched,
  startReturn,
  succeeds,
} from '../../stage/stage.ts';

const PHOTO = { kind: 'photo', url: 'https://evidence.example/1.jpg' };

/** A person whose parcel has a buyer, and the answer to the wish to be forgotten. */
async function deferred(trial: Trial): Promise<{ match: Match; erasure: Reply }> {
  await fresh(trial);
  const ref = trial.unique('person');
  const match = await matched(trial, { return: { consumer: { ref }, evidence: [PHOTO] } });
  return { match, erasure: await erase(trial, ref) };
}

const waits = profileCheck('privacy', {
  id: 'erasure.waits',
  title: 'An open forward is waited for; what it does not need is erased at once',
  requirements: ['ORF-ERA-003'],
  async run(trial) {
    const { match, erasure } = await deferred(trial);
    trial.must('ORF-ERA-003', status(erasure, 202), member(erasure, '/status', 'deferred'));
    trial.judge('ORF-ERA-003', member(erasure, '/waits_for', [match.forward_id]));
    const source = await lookAtReturn(trial, match);
    const evidence = (source.json as { evidence?: readonly unknown[] }).evidence ?? [];
    trial.judge(
      'ORF-ERA-003',
      same('evidence', evidence.length, 0),
      present(source, '/reason/note', false),
      present(source, '/consumer/flags', false),
    );
  },
});

/** How the forward ends that is waited for. */
const ends: Readonly<Record<string, (trial: Trial, match: Match) => Promise<void>>> = {
  settled: async (trial, match) => {
    await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
    await finish(trial, match);
  },
  void: async (trial, { return_id }) => {
    const path = { return_id };
    await succeeds(trial, 'cancelReturn', { path, body: {} });
  },
};

const byItself = Object.entries(ends).map(([end, bringAbout]) =>
  profileCheck('privacy', {
    id: `erasure.completes-when-${end}`,
    title: `A deferred erasure completes by itself once the forward is ${end}`,
    requirements: ['ORF-ERA-004'],
    async run(trial) {
      const { match, erasure } = await deferred(trial);
      trial.need('a deferred erasure', status(erasure, 202));
      await bringAbout(trial, match);
      const isDone = ({ json }: Reply) => (json as { status?: unknown }).status === 'done';
      const last = await eventually(() => lookAtErasure(trial, erasure), trial, isDone);
      const source = await lookAtReturn(trial, match);
      trial.judge('ORF-ERA-004', member(last, '/status', 'done'), member(last, '/waits_for', []));
      trial.judge('ORF-ERA-004', present(source, '/consumer/ref', false));
    },
  }),
);

const retention = profileCheck('privacy', {
  id: 'erasure.retention',
  title: 'Evidence goes by itself once its days are over, and not before',
  requirements: ['ORF-ERA-009'],
  async run(trial) {
    await fresh(trial, { policy: { retention: { evidence_days: 10, address_days: 20 } } });
    const { id } = await startReturn(trial, { evidence: [PHOTO] });
    const path = { return_id: String(id) };
    await succeeds(trial, 'chooseRoute', { path, body: { route: 'warehouse' } });
    const count = (reply: Reply) =>
      (reply.json as { evidence?: readonly unknown[] } | undefined)?.evidence?.length ?? 0;
    await advance(trial, { to: hoursAfter(START, 10 * 24 - 1) });
    trial.need('the evidence is kept', same('pieces', count(await lookAtReturn(trial, path)), 1));
    await advance(trial, { to: hoursAfter(START, 10 * 24) });
    const read = () => lookAtReturn(trial, path);
    const last = await eventually(read, trial, (reply) => count(reply) === 0);
    trial.judge(
      'ORF-ERA-009',
      status(last, 200),
      fact('no evidence', count(last) === 0, { actual: count(last), reply: last }),
    );
  },
});

export const checks: readonly Check[] = [waits, ...byItself, retention];
