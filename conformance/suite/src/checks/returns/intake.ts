import { at, type JsonObject } from '../../contract/documents.ts';
import { fact, member, present, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, eligibleReturn } from '../../stage/messages.ts';
import { delivered, lookAtOrder, lookAtReturn } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, drain, fresh } from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'returns.taken-whatever-the-verdict',
    title: 'A well-formed return is 201, eligible or not; one that lacks a member is not',
    requirements: ['ORF-RET-001'],
    run: takenWhateverTheVerdict,
  }),
  scopedCheck({
    id: 'returns.refund-amount',
    title: 'The refund is worth what the resolution says, else the unit price',
    requirements: ['ORF-RET-002'],
    run: refundAmount,
  }),
  scopedCheck({
    id: 'returns.refund-amount-of-a-forwarded-item',
    title: 'The refund of an item that came by a forward is what its buyer owed',
    requirements: ['ORF-RET-002'],
    run: forwardedItem,
  }),
  scopedCheck({
    id: 'returns.decide-by',
    title: 'A return that is being assessed says by when, and is decided by then',
    requirements: ['ORF-RET-005', 'ORF-RET-006'],
    run: decideBy,
  }),
];

async function takenWhateverTheVerdict(trial: Trial): Promise<void> {
  await fresh(trial);
  const changes: Change[] = [
    {},
    { reason: { code: 'defective' } },
    { product: { category: 'swimwear' } },
    { ship_from: { country: 'US', postal_code: '10001' } },
    { condition: { grade: 'open_box', checklist: { clean: false } } },
    { withdrawal: { notified_at: '2027-01-01T00:00:00Z', basis: 'statutory' } },
  ];
  for (const change of changes) {
    const reply = await trial.call('createReturn', { body: eligibleReturn(trial, change) });
    trial.judge('ORF-RET-001', status(reply, 201));
  }
  const lacking = await trial.call('createReturn', { body: eligibleReturn(trial, { reason: undefined }) });
  trial.need('a return without a reason is refused', status(lacking, 422));
}

async function refundAmount(trial: Trial): Promise<void> {
  await fresh(trial);
  const valued = { resolution: { type: 'store_credit', value: { amount: 4321, currency: 'EUR' } } };
  await isWorth(trial, valued, { amount: 4321, currency: 'EUR' });
  await isWorth(trial, { resolution: undefined }, { amount: 4500, currency: 'EUR' });
  await isWorth(trial, { ...valued, reason: { code: 'defective' } }, { amount: 4321, currency: 'EUR' });
}

async function isWorth(trial: Trial, change: Change, money: JsonObject): Promise<void> {
  const created = await trial.call('createReturn', { body: eligibleReturn(trial, change) });
  const source = trial.needObject('createReturn', created, 201);
  await drain(trial);
  const later = await lookAtReturn(trial, { return_id: String(source.id) });
  trial.judge(
    'ORF-RET-002',
    member(created, '/refund/amount', money),
    member(later, '/refund/amount', money),
  );
}

async function forwardedItem(trial: Trial): Promise<void> {
  await fresh(trial);
  const buyer = trial.unique('buyer');
  const match = await delivered(trial, { order: { buyer_ref: buyer } });
  const order = await lookAtOrder(trial, match);
  const back = { consumer: { ref: buyer }, forwarded_from: match.forward_id, resolution: undefined };
  const reply = await trial.call('createReturn', { body: eligibleReturn(trial, back) });
  trial.need('a return of what came by a forward', status(reply, 201));
  trial.must(
    'ORF-RET-002',
    member(reply, '/refund/amount', {
      amount: at(order.json, '/price_due/amount'),
      currency: at(order.json, '/price_due/currency'),
    }),
  );
}

/** Pictures and films are what an assessment may take time for. */
async function decideBy(trial: Trial): Promise<void> {
  await fresh(trial);
  const evidence = ['photo', 'video'].map((kind) => ({ kind, url: `https://files.example/${kind}` }));
  const created = await trial.call('createReturn', { body: eligibleReturn(trial, { evidence }) });
  const source = trial.needObject('createReturn', created, 201);
  const longest = Number(at(trial.around.discovery, '/assessment_max_seconds'));
  const latest = Date.parse(String(source.created_at)) + longest * 1000;
  const isAssessing = source.status === 'assessing';
  if (isAssessing) trial.judge('ORF-RET-005', present(created, '/decide_by'));
  const decide = typeof source.decide_by === 'string' ? Date.parse(source.decide_by) : latest;
  trial.judge(
    'ORF-RET-005',
    fact(`decide_by at most ${longest} s after created_at`, decide <= latest, {
      actual: source.decide_by,
      reply: created,
    }),
  );
  await advance(trial, { to: new Date(latest).toISOString() });
  const reply = await lookAtReturn(trial, { return_id: String(source.id) });
  const late = at(reply.json, '/status') === 'to_warehouse';
  trial.judge('ORF-RET-006', {
    ...fact('a verdict by then', at(reply.json, '/status') !== 'assessing', { actual: 'assessing', reply }),
    pointer: '/status',
  });
  if (late) trial.judge('ORF-RET-006', member(reply, '/route/reason_code', 'not_assessed'));
}
