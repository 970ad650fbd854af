import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, money, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, ofTypes, subjectOf, typesOf } from '../../stage/events.ts';
import { hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { look, lookAtReturn, nearlyAccepted, rate, scan } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, type Match, matched, startReturn, succeeds, timeNow } from '../../stage/stage.ts';

type Trigger = 'handed_in' | 'delivered' | 'rated';

/** What happens to a parcel, in order, and the cause by which a refund becomes due with it. */
const STEPS: readonly Trigger[] = ['handed_in', 'delivered', 'rated'];

async function happens(trial: Trial, match: Match, step: Trigger): Promise<void> {
  if (step === 'rated') {
    trial.need('a rating', status(await rate(trial, match, { verdict: 'neutral' }), 201));
    return;
  }
  const occurred_at = await timeNow(trial);
  const seen = step === 'handed_in' ? 'picked_up' : 'delivered';
  trial.need(`a scan ${seen}`, status(await scan(trial, match, { status: seen, occurred_at }), 201));
}

/** A refund becomes due, and is requested, with the step that the policy names, and with none before. */
function dueWith(trigger: Trigger): Check {
  return coreCheck({
    id: `refunds.due_with_${trigger}`,
    title: `With the trigger ${trigger} the refund is requested then, whole, and not before`,
    requirements: ['ORF-REF-001', 'ORF-REF-002', 'ORF-REF-004'],
    run: async (trial) => {
      await fresh(trial, { policy: { refund: { trigger } } });
      const match = await matched(trial);
      trial.judge('ORF-REF-001', member(await look(trial, match), '/refund/status', 'not_due'));
      for (const step of STEPS) {
        await advance(trial, { seconds: 600 });
        await happens(trial, match, step);
        if (step === trigger) break;
        trial.judge('ORF-REF-001', member(await look(trial, match), '/refund/status', 'not_due'));
      }
      await requested(trial, match, trigger);
    },
  });
}

async function requested(trial: Trial, match: Match, cause: string): Promise<void> {
  const forward = await look(trial, match);
  const now = await timeNow(trial);
  const amount = { amount: 4500, currency: 'EUR' };
  trial.judge(
    'ORF-REF-001',
    member(forward, '/refund/status', 'requested'),
    member(forward, '/refund/cause', cause),
    ...money(forward, '/refund/amount', amount),
    instant(forward, '/refund/due_at', now),
    instant(forward, '/refund/requested_at', now),
  );
  const id = String(at(forward.json, '/refund/id'));
  const events = ofTypes(await eventsOf(trial), 'refund.due', 'refund.requested');
  trial.judge(
    'ORF-REF-002',
    same('events of the refund', typesOf(events), ['refund.due', 'refund.requested']),
  );
  const refunds = events.map((event) => [subjectOf(event), at(event, '/data/amount')]);
  trial.judge('ORF-REF-004', same('refund and amount', refunds.at(-1), [id, amount]));
}

const bySilence = coreCheck({
  id: 'refunds.due_by_silence',
  title: 'Silence to the end of the rating window makes the refund due at that moment',
  requirements: ['ORF-REF-001', 'ORF-REF-002'],
  run: async (trial) => {
    await fresh(trial);
    const { match, closes } = await nearlyAccepted(trial);
    trial.judge('ORF-REF-001', member(await look(trial, match), '/refund/status', 'not_due'));
    await advance(trial, { to: secondsAfter(closes, 1) });
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-001',
      member(forward, '/refund/cause', 'rated'),
      instant(forward, '/refund/due_at', closes),
      instant(forward, '/refund/requested_at', closes),
    );
    const events = ofTypes(await eventsOf(trial), 'refund.due', 'refund.requested');
    trial.judge('ORF-REF-002', same('events', typesOf(events), ['refund.due', 'refund.requested']));
    trial.judge(
      'ORF-REF-002',
      same('when both count from', events.map(effectiveTime), [Date.parse(closes), Date.parse(closes)]),
    );
  },
});

const external = coreCheck({
  id: 'refunds.external',
  title: 'A return that goes to the warehouse or is cancelled leaves its refund to the retailer, for good',
  requirements: ['ORF-REF-006'],
  run: async (trial) => {
    await fresh(trial);
    const statutory = { withdrawal: { notified_at: START, basis: 'statutory' } };
    const declined = { return_id: String((await startReturn(trial, statutory)).id) };
    const kept = { return_id: String((await startReturn(trial, statutory)).id) };
    const refused = { return_id: String((await startReturn(trial, { reason: { code: 'defective' } })).id) };
    await succeeds(trial, 'chooseRoute', { path: declined, body: { route: 'warehouse' } });
    await succeeds(trial, 'cancelReturn', { path: kept, body: {} });
    await advance(trial, { to: hoursAfter(START, 15 * 24) });
    for (const each of [declined, kept, refused])
      trial.judge('ORF-REF-006', member(await lookAtReturn(trial, each), '/refund/status', 'external'));
    const events = await eventsOf(trial, { type: 'refund.requested' });
    trial.judge('ORF-REF-006', same('refunds requested', events.length, 0));
  },
});

export const checks: readonly Check[] = [...STEPS.map(dueWith), bySilence, external];
