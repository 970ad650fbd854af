import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { member, money, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf, happenedOnce, ofTypes, typesOf } from '../../stage/events.ts';
import {
  confirm,
  delivered,
  handedIn,
  look,
  lookAtOrder,
  lookAtReturn,
  rate,
  rated,
} from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { carrierReports, fresh, type Match, succeeds } from '../../stage/stage.ts';

const WHOLE = { amount: 4500, currency: 'EUR' };

/** A negative rating of a forward whose refund was asked for with the hand-in. */
async function complained(trial: Trial): Promise<Match> {
  await fresh(trial, { policy: { refund: { trigger: 'handed_in' } } });
  const match = await delivered(trial);
  trial.need('a refund that was asked for', member(await look(trial, match), '/refund/status', 'requested'));
  const rating = { verdict: 'negative', issues: ['damaged'] };
  trial.need('a rating', status(await rate(trial, match, rating), 201));
  return match;
}

const disputed = coreCheck({
  id: 'refunds.disputed',
  title: 'A negative rating after the refund was asked for opens a dispute and leaves the money alone',
  requirements: ['ORF-REF-020', 'ORF-REF-021', 'ORF-REF-022'],
  run: async (trial) => {
    const match = await complained(trial);
    const list = await trial.call('listDisputes');
    const disputes = at(list.json, '/items');
    trial.judge('ORF-REF-020', same('disputes', Array.isArray(disputes) ? disputes.length : 0, 1));
    trial.must(
      'ORF-REF-020',
      member(list, '/items/0/forward_id', match.forward_id),
      member(list, '/items/0/status', 'open'),
      member(list, '/items/0/issues', ['damaged']),
    );
    const events = typesOf(await eventsOf(trial));
    trial.judge(
      'ORF-REF-020',
      same('dispute.opened', events.filter((type) => type === 'dispute.opened').length, 1),
    );
    await unmoved(trial, match, events);
    const path = { dispute_id: String(at(list.json, '/items/0/id')) };
    const closed = await trial.call('closeDispute', { path, body: { outcome: 'upheld' } });
    trial.need('closeDispute', status(closed, 200), member(closed, '/status', 'closed'));
    await unmoved(trial, match, typesOf(await eventsOf(trial)));
    const again = await trial.call('closeDispute', { path, body: { outcome: 'rejected' } });
    trial.judge('ORF-REF-022', problem(again, 'illegal_transition', 409));
    const after = await trial.call('getDispute', { path });
    trial.judge('ORF-REF-022', member(after, '/outcome', 'upheld'));
  },
});

async function unmoved(trial: Trial, match: Match, events: readonly string[]): Promise<void> {
  const forward = await look(trial, match);
  trial.judge(
    'ORF-REF-021',
    member(forward, '/refund/status', 'requested'),
    ...money(forward, '/refund/amount', WHOLE),
    member(forward, '/refund/cause', 'handed_in'),
  );
  const touching = events.filter((type) =>
    ['refund.held', 'refund.released', 'refund.denied'].includes(type),
  );
  trial.judge('ORF-REF-021', same('events that hold a refund back', touching, []));
}

const settled = coreCheck({
  id: 'refunds.settled',
  title: 'A rated forward is settled with its payment, with its denial, and with a rating after the payment',
  requirements: ['ORF-REF-023'],
  run: async (trial) => {
    await fresh(trial);
    const paid = await rated(trial, 'positive');
    trial.judge('ORF-REF-023', member(await look(trial, paid), '/status', 'rated'));
    trial.need('a payment', status(await confirm(trial, paid), 200));
    await isSettled(trial, paid);
    const denied = await rated(trial, 'negative');
    const path = { forward_id: denied.forward_id };
    const reply = await succeeds(trial, 'resolveHold', { path, body: { outcome: 'deny' } });
    trial.judge('ORF-REF-023', member(reply, '/status', 'settled'));
    await isSettled(trial, denied);
  },
});

const ratedAfter = coreCheck({
  id: 'refunds.settled_by_rating',
  title: 'Where the refund was paid before, the forward is settled with its rating, a negative one too',
  requirements: ['ORF-REF-023'],
  run: async (trial) => {
    await fresh(trial, { policy: { refund: { trigger: 'handed_in' } } });
    for (const verdict of ['positive', 'negative']) {
      const match = await delivered(trial);
      trial.need('a payment', status(await confirm(trial, match), 200));
      trial.judge('ORF-REF-023', member(await look(trial, match), '/status', 'delivered'));
      trial.need('a rating', status(await rate(trial, match, { verdict }), 201));
      await isSettled(trial, match);
    }
  },
});

async function isSettled(trial: Trial, match: Match): Promise<void> {
  trial.judge('ORF-REF-023', member(await look(trial, match), '/status', 'settled'));
  trial.judge('ORF-REF-023', member(await lookAtReturn(trial, match), '/status', 'completed'));
  trial.judge('ORF-REF-023', member(await lookAtOrder(trial, match), '/status', 'fulfilled'));
  trial.judge('ORF-REF-023', await happenedOnce(trial, 'forward.settled', match.forward_id));
}

interface Loss {
  readonly event: 'lost' | 'return_to_sender';
  readonly cause: 'lost' | 'undeliverable';
}

const LOSSES: readonly Loss[] = [
  { event: 'lost', cause: 'lost' },
  { event: 'return_to_sender', cause: 'undeliverable' },
];

/** A parcel that does not arrive: its sender is paid whatever its buyer gets. */
async function lostParcel(trial: Trial, { event, cause }: Loss): Promise<Match> {
  const match = await handedIn(trial);
  await carrierReports(trial, { forward_id: match.forward_id, event });
  const forward = await look(trial, match);
  trial.judge(
    'ORF-REF-024',
    member(forward, '/status', cause),
    member(forward, '/refund/status', 'requested'),
    member(forward, '/refund/cause', cause),
    ...money(forward, '/refund/amount', WHOLE),
  );
  const subject_id = String(at(forward.json, '/refund/id'));
  const events = ofTypes(await eventsOf(trial, { subject_id }), 'refund.requested');
  trial.judge('ORF-REF-024', same('refund.requested, how often', events.length, 1));
  return match;
}

const fromStock = coreCheck({
  id: 'refunds.lost_from_stock',
  title: 'A parcel that does not arrive pays its sender whole; its buyer gets another unit',
  requirements: ['ORF-REF-024'],
  run: async (trial) => {
    await fresh(trial, { policy: { shipping: { on_loss: 'from_stock' } } });
    for (const loss of LOSSES) {
      const order = await lookAtOrder(trial, await lostParcel(trial, loss));
      trial.judge(
        'ORF-REF-024',
        member(order, '/status', 'warehouse'),
        member(order, '/fulfilment/reason_code', loss.cause),
        member(order, '/price_due/amount', 4275),
      );
    }
  },
});

const moneyBack = coreCheck({
  id: 'refunds.lost_money_back',
  title: 'Where the policy says so, the buyer of a parcel that does not arrive gets the money back',
  requirements: ['ORF-REF-024'],
  run: async (trial) => {
    await fresh(trial, { policy: { shipping: { on_loss: 'refund' } } });
    for (const loss of LOSSES) {
      const match = await lostParcel(trial, loss);
      const order = await lookAtOrder(trial, match);
      trial.judge(
        'ORF-REF-024',
        member(order, '/status', 'forward'),
        ...money(order, '/buyer_refund_due', { amount: 4275, currency: 'EUR' }),
      );
      const path = { order_id: match.order_id };
      const closed = await trial.call('closeOrder', { path, body: { outcome: 'refunded' } });
      trial.judge('ORF-REF-024', status(closed, 200), member(closed, '/status', 'refunded'));
    }
  },
});

export const checks: readonly Check[] = [disputed, settled, ratedAfter, fromStock, moneyBack];
