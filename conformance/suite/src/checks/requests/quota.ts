import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { eligibleReturn } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** As many as a server may be asked at once without its quota being known. */
const MANY = 30;
/** Quotas with more left than that are not used up. */
const REACHABLE = 150;

/** How many requests a server says are left: a little more than that are sent, if it is within reach. */
function burst({ headers }: Reply): number {
  const left = Number(/;\s*r=(\d+)/.exec(headers.ratelimit ?? '')?.[1] ?? Number.NaN);
  return left <= REACHABLE ? left + 5 : MANY;
}

export const checks: readonly Check[] = [
  coreCheck({
    id: 'requests.quota',
    title: 'What is too much is refused with the time to wait, and does nothing',
    requirements: ['ORF-GEN-035'],
    run: async (trial) => {
      await fresh(trial);
      const count = burst(await trial.call('listReturns', { query: { limit: 1 } }));
      const requests = Array.from({ length: count }, () => {
        const body = eligibleReturn(trial, { product: { sku: 'QUOTA-1' } });
        return trial.request('createReturn', { body });
      });
      const replies = await trial.race(requests);
      const made = replies.filter(({ status }) => status === 201).map(({ json }) => at(json, '/id'));
      for (const reply of replies.filter(({ status }) => status !== 201)) refused(trial, reply);
      const page = await trial.call('listReturns', { query: { limit: 200, sku: 'QUOTA-1' } });
      const items = at(page.json, '/items');
      const kept = Array.isArray(items) ? items.map((item) => at(item, '/id')) : [];
      if (page.status === 429) refused(trial, page);
      else {
        const beyond = kept.filter((id) => !made.includes(id as string));
        trial.judge(
          'ORF-GEN-035',
          fact('no return that was refused', beyond.length === 0, { actual: beyond }),
        );
      }
    },
  }),
];

function refused(trial: Trial, reply: Reply): void {
  const wait = reply.headers['retry-after'];
  trial.judge(
    'ORF-GEN-035',
    problem(reply, 'rate_limited', 429),
    fact('Retry-After in seconds', /^\d+$/.test(wait ?? ''), { actual: wait, reply }),
  );
}
