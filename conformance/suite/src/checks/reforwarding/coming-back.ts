import { at } from '../../contract/documents.ts';
import { member, problem, status } from '../../run/claim.ts';
import { namesPlace } from '../../run/claims-of-errors.ts';
import type { Trial } from '../../run/trial.ts';
import { declares } from '../../stage/everything.ts';
import { type Change, eligibleReturn } from '../../stage/messages.ts';
import { delivered, instantOf, look, lookAtOrder } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, drain, fresh, type Match, startReturn } from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'reforwarding.to-this-consumer',
    title: 'A return names only a forward that went to its consumer',
    requirements: ['ORF-RFW-001'],
    run: toThisConsumer,
  }),
  scopedCheck({
    id: 'reforwarding.not-declared',
    title: 'A forwarded item that comes back is a good return, and goes to the warehouse without the profile',
    requirements: ['ORF-RFW-002'],
    run: notDeclared,
  }),
  scopedCheck({
    id: 'reforwarding.price-paid',
    title: 'The refund of a forwarded item is what its buyer paid for it',
    requirements: ['ORF-RFW-003'],
    run: pricePaid,
  }),
  scopedCheck({
    id: 'reforwarding.verdict',
    title: 'A forwarded item that is sent back for a failure was rated by that',
    requirements: ['ORF-RFW-004'],
    run: verdict,
  }),
];

interface Arrived extends Match {
  readonly buyer: string;
}

async function arrived(trial: Trial): Promise<Arrived> {
  const buyer = trial.unique('buyer');
  return { ...(await delivered(trial, { order: { buyer_ref: buyer } })), buyer };
}

/** What the buyer of a forward says who sends the item back. */
function back({ forward_id, buyer }: Arrived): Change {
  return { consumer: { ref: buyer }, forwarded_from: forward_id, resolution: undefined };
}

async function toThisConsumer(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await arrived(trial);
  const wrong: readonly Change[] = [
    { ...back(match), forwarded_from: 'no-such-forward' },
    { ...back(match), consumer: { ref: trial.unique('somebody') } },
  ];
  for (const change of wrong) {
    const reply = await trial.call('createReturn', { body: eligibleReturn(trial, change) });
    trial.judge(
      'ORF-RFW-001',
      problem(reply, 'invalid_body', 422),
      namesPlace(reply, '/forwarded_from', 'unknown_reference'),
    );
  }
  const right = await trial.call('createReturn', { body: eligibleReturn(trial, back(match)) });
  trial.need('a return of their own forward', status(right, 201));
}

async function notDeclared(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await arrived(trial);
  const reply = await trial.call('createReturn', { body: eligibleReturn(trial, back(match)) });
  if (declares(trial, 'reforwarding')) {
    // It binds who does not declare the profile: of anybody else it asks nothing.
    trial.need('a return of what came by a forward', status(reply, 201));
    trial.judge('ORF-RFW-002');
    return;
  }
  trial.must('ORF-RFW-002', status(reply, 201));
  await drain(trial);
  const path = { return_id: String(at(reply.json, '/id')) };
  const found = await trial.call('getReturn', { path });
  trial.judge(
    'ORF-RFW-002',
    member(found, '/status', 'to_warehouse'),
    member(found, '/route/reason_code', 'reforwarding_not_supported'),
  );
}

async function pricePaid(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await arrived(trial);
  const order = await lookAtOrder(trial, match);
  const reply = await trial.call('createReturn', { body: eligibleReturn(trial, back(match)) });
  trial.need('a return of what came by a forward', status(reply, 201));
  trial.judge(
    'ORF-RFW-003',
    member(reply, '/refund/amount', {
      amount: at(order.json, '/price_due/amount'),
      currency: at(order.json, '/price_due/currency'),
    }),
  );
}

async function verdict(trial: Trial): Promise<void> {
  await fresh(trial);
  const [failed, disliked, silent] = [await arrived(trial), await arrived(trial), await arrived(trial)];
  await startReturn(trial, { ...back(failed), reason: { code: 'defective', note: undefined } });
  await startReturn(trial, back(disliked));
  const found = await look(trial, failed);
  trial.judge(
    'ORF-RFW-004',
    member(found, '/rating/verdict', 'negative'),
    member(found, '/rating/source', 'return'),
  );
  trial.need(
    'no verdict in a return for the size',
    member(await look(trial, disliked), '/rating', undefined),
  );
  await advance(trial, { to: await instantOf(trial, silent, '/rating_closes_at') });
  await startReturn(trial, { ...back(silent), reason: { code: 'defective', note: undefined } });
  trial.judge('ORF-RFW-004', member(await look(trial, silent), '/rating/verdict', 'positive'));
}
