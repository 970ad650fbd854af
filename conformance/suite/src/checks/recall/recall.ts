import { at, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, member, oneOf, present, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf, ofTypes, subjectOf } from '../../stage/events.ts';
import { START } from '../../stage/messages.ts';
import {
  books,
  delivered,
  handedIn,
  look,
  lookAtOrder,
  lookAtReturn,
  notHandedIn,
  rate,
  scan,
} from '../../stage/parcels.ts';
import { profileCheck } from '../../stage/shapes.ts';
import {
  carrierReports,
  eventually,
  fresh,
  listedReturn,
  type Match,
  matched,
  placeOrder,
  startReturn,
} from '../../stage/stage.ts';

export const checks: readonly Check[] = [
  profileCheck('recall', {
    id: 'recall.effects',
    title: 'A recall stops what it finds, and tells what it found',
    requirements: ['ORF-RCL-001'],
    run: effects,
  }),
  profileCheck('recall', {
    id: 'recall.for-good',
    title: 'No unit of a recalled article is forwarded from then on',
    requirements: ['ORF-RCL-002'],
    run: forGood,
  }),
  profileCheck('recall', {
    id: 'recall.sender',
    title: 'The sender of a parcel on its way has the refund due at once, and whole',
    requirements: ['ORF-RCL-003'],
    run: sender,
  }),
  profileCheck('recall', {
    id: 'recall.buyer',
    title: 'The buyer of a recalled parcel that does not arrive is owed the money, not another unit',
    requirements: ['ORF-RCL-004'],
    run: buyer,
  }),
  profileCheck('recall', {
    id: 'recall.incentive',
    title: 'No incentive is granted for a recalled item',
    requirements: ['ORF-RCL-005'],
    run: incentive,
  }),
];

const of = (sku: string) => ({ return: { product: { sku } }, order: { sku } });

function recall(trial: Trial, ...skus: string[]): Promise<Reply> {
  return trial.call('issueRecall', { body: { skus, reason: 'The zip may come off.' } });
}

async function recalled(trial: Trial, ...skus: string[]): Promise<void> {
  trial.need('a recall', status(await recall(trial, ...skus), 201));
}

async function effects(trial: Trial): Promise<void> {
  await fresh(trial);
  const skus = ['DRESS-1', 'DRESS-2', 'DRESS-3', 'DRESS-4', 'DRESS-5'] as const;
  const offered = await startReturn(trial, { product: { sku: skus[0] } });
  const listed = await listedReturn(trial, { product: { sku: skus[1] } });
  const waiting = await matched(trial, of(skus[2]));
  const onItsWay = await handedIn(trial, of(skus[3]));
  const there = await delivered(trial, of(skus[4]));
  const reply = await recall(trial, ...skus);
  trial.must('ORF-RCL-001', status(reply, 201));
  const listOf = (name: string) => [at(reply.json, `/effects/${name}`)].flat().map(String).toSorted();
  const expected = {
    returns_rerouted: [String(offered.id), String(listed.id)].toSorted(),
    forwards_reverted: [waiting.forward_id],
    forwards_intercepted: [onItsWay.forward_id],
    forwards_delivered: [there.forward_id],
  };
  for (const [name, ids] of Object.entries(expected))
    trial.judge('ORF-RCL-001', same(name, listOf(name), ids));
  for (const id of expected.returns_rerouted) await isRerouted(trial, id);
  await isRerouted(trial, waiting.return_id);
  const listing = await trial.call('getListing', { path: { listing_id: String(listed.listing_id) } });
  const reverted = await look(trial, waiting);
  const served = await lookAtOrder(trial, waiting);
  trial.judge(
    'ORF-RCL-001',
    member(listing, '/status', 'withdrawn'),
    member(listing, '/closed_reason', 'recalled'),
    member(reverted, '/status', 'reverted'),
    member(reverted, '/revert_reason', 'recalled'),
    member(served, '/status', 'warehouse'),
    member(served, '/fulfilment/reason_code', 'recalled'),
    member(await look(trial, onItsWay), '/intercept', true),
    member(await look(trial, there), '/status', 'delivered'),
  );
  const issued = ofTypes(await eventsOf(trial, {}), 'recall.issued').map(subjectOf);
  trial.judge('ORF-RCL-001', same('recall.issued', issued, [String(at(reply.json, '/id'))]));
}

async function isRerouted(trial: Trial, return_id: string): Promise<void> {
  const found = await lookAtReturn(trial, { return_id });
  trial.judge(
    'ORF-RCL-001',
    member(found, '/status', 'to_warehouse'),
    member(found, '/route/reason_code', 'recalled'),
  );
}

async function forGood(trial: Trial): Promise<void> {
  await fresh(trial);
  const reverted = await notHandedIn(trial);
  await listedReturn(trial, { product: { sku: 'DRESS-2' } });
  await recalled(trial, 'DRESS-1', 'DRESS-2');
  const order = await placeOrder(trial, { sku: 'DRESS-2' });
  trial.judge('ORF-RCL-002', same('status of a later order', order.status, 'warehouse'));
  const later = await startReturn(trial);
  trial.judge('ORF-RCL-002', same('status of a later return', later.status, 'to_warehouse'));
  const late = await scan(trial, reverted, { status: 'picked_up', occurred_at: START });
  trial.need('a hand-in that comes to light', status(late, 201));
  const found = await eventually(
    () => look(trial, reverted),
    trial,
    ({ json }) => at(json, '/status') === 'late',
  );
  trial.need('the hand-in counts', member(found, '/status', 'late'));
  const served = await lookAtOrder(trial, reverted);
  trial.judge('ORF-RCL-002', member(found, '/intercept', true), member(served, '/status', 'warehouse'));
}

async function sender(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { refund: { trigger: 'rated' } } });
  const match = await handedIn(trial);
  const before = await look(trial, match);
  trial.need('a refund that is not due', member(before, '/refund/status', 'not_due'));
  await recalled(trial, 'DRESS-1');
  const found = await look(trial, match);
  trial.judge(
    'ORF-RCL-003',
    oneOf(found, '/refund/status', ['due', 'requested']),
    member(found, '/refund/cause', 'recalled'),
    member(found, '/refund/amount', at(before.json, '/refund/amount')),
  );
}

async function buyer(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { shipping: { on_loss: 'from_stock' } } });
  const turned = await handedIn(trial);
  const lost = await handedIn(trial, of('DRESS-2'));
  await recalled(trial, 'DRESS-1', 'DRESS-2');
  await carrierReports(trial, { forward_id: turned.forward_id, event: 'return_to_sender' });
  const { forward_id } = lost;
  trial.need(
    'a parcel is lost',
    status(await trial.call('reportLost', { path: { forward_id }, body: {} }), 200),
  );
  for (const match of [turned, lost]) await isOwed(trial, match);
}

async function isOwed(trial: Trial, match: Match): Promise<void> {
  const isOver = ({ json }: Reply) => (json as JsonObject | undefined)?.buyer_refund_due !== undefined;
  const order = await eventually(() => lookAtOrder(trial, match), trial, isOver);
  trial.judge(
    'ORF-RCL-004',
    present(order, '/buyer_refund_due'),
    member(order, '/buyer_refund_due/amount', at(order.json, '/price_due/amount')),
  );
}

async function incentive(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { refund: { incentive: 500 } } });
  const [kept, recalledOne] = [await delivered(trial), await delivered(trial, of('DRESS-2'))];
  await recalled(trial, 'DRESS-2');
  for (const match of [kept, recalledOne])
    trial.need('a good rating', status(await rate(trial, match, { verdict: 'positive' }), 201));
  trial.need('an incentive for another item', granted(await books(trial, kept), true));
  trial.judge('ORF-RCL-005', granted(await books(trial, recalledOne), false));
}

function granted(reply: Reply, expected: boolean) {
  const entries = [at(reply.json, '/entries')].flat() as { readonly cause?: unknown }[];
  const isThere = entries.some((entry) => entry?.cause === 'incentive_granted');
  return fact(expected ? 'an incentive' : 'no incentive', isThere === expected, { actual: isThere, reply });
}
