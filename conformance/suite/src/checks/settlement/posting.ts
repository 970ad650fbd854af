import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { member, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { hoursAfter, secondsAfter } from '../../stage/messages.ts';
import { books, confirm, handedIn, instantOf, look } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, carrierReports, fresh, type Match } from '../../stage/stage.ts';
import { entriesOf } from './table.ts';

/** When the lines of each cause were posted, in milliseconds. */
async function postedAt(trial: Trial, match: Match): Promise<Record<string, number[]>> {
  const reply = await books(trial, match);
  trial.need('the books', status(reply, 200));
  const byCause = Object.groupBy(entriesOf(reply.json), ({ cause }) => String(cause));
  const posted = Object.entries(byCause).map(([cause, lines = []]) => {
    const times = lines.map(({ posted_at }) => Date.parse(String(posted_at)));
    return [cause, [...new Set(times)]];
  });
  return Object.fromEntries(posted);
}

const instants = coreCheck({
  id: 'settlement.instants',
  title: 'Lines are posted with the step that they belong to, at the moment from which it counts',
  requirements: ['ORF-SET-005'],
  run: async (trial) => {
    await fresh(trial);
    const match = await handedIn(trial);
    const handed = await instantOf(trial, match, '/tracking/handed_in_at');
    trial.judge(
      'ORF-SET-005',
      same('posted', await postedAt(trial, match), { handed_in: [Date.parse(handed)] }),
    );
    await advance(trial, { seconds: 3600 });
    await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
    const closes = await instantOf(trial, match, '/rating_closes_at');
    await advance(trial, { to: secondsAfter(closes, 7200) });
    trial.need('silence', member(await look(trial, match), '/rating/source', 'auto'));
    const paid = hoursAfter(closes, 2);
    const payment = await confirm(trial, match);
    trial.need('a payment', status(payment, 200));
    const expected = {
      handed_in: [Date.parse(handed)],
      refund_requested: [Date.parse(closes)],
      incentive_granted: [Date.parse(closes)],
      refund_posted: [Date.parse(paid)],
      incentive_paid: [Date.parse(paid)],
    };
    trial.judge('ORF-SET-005', same('posted', await postedAt(trial, match), expected));
  },
});

const whole = coreCheck({
  id: 'settlement.kept',
  title:
    'Books are read again after everything that is repeated, reminded of and raced, and have each cause once',
  requirements: ['ORF-SET-003', 'ORF-SET-004'],
  run: async (trial) => {
    await fresh(trial, { policy: { refund: { trigger: 'delivered' } } });
    const match = await handedIn(trial);
    const first = entriesOf((await books(trial, match)).json);
    await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
    await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
    await advance(trial, { seconds: 50 * 3600 });
    const refund_id = String(at((await look(trial, match)).json, '/refund/id'));
    const payment = () =>
      trial.request('confirmRefund', {
        path: { refund_id },
        body: { outcome: 'posted', external_ref: 'PAID-1' },
      });
    await trial.race([payment(), payment()]);
    const closes = await instantOf(trial, match, '/rating_closes_at');
    await advance(trial, { to: hoursAfter(closes, 24) });
    const settlement = await books(trial, match);
    trial.need('settled books', member(settlement, '/status', 'settled'));
    const last = entriesOf(settlement.json);
    const kept = last.filter(({ id }) => first.some((line) => line.id === id));
    trial.judge('ORF-SET-003', same('the lines that were there before', kept, first));
    const causes = new Set(last.map(({ cause }) => cause));
    for (const cause of causes) {
      const times = new Set(last.filter((line) => line.cause === cause).map(({ posted_at }) => posted_at));
      trial.judge('ORF-SET-004', same(`moments at which ${String(cause)} was posted`, times.size, 1));
    }
  },
});

export const checks: readonly Check[] = [instants, whole];
