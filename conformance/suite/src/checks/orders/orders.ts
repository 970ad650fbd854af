import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { fact, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, type Change, hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { handedIn, lookAtOrder, notHandedIn } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import {
  advance,
  carrierReports,
  eventually,
  fresh,
  listedReturn,
  matched,
  placeOrder,
} from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'orders.taken-whatever-the-decision',
    title: 'A well-formed order is 201, whether anything serves it or not',
    requirements: ['ORF-ORD-001'],
    run: takenWhatever,
  }),
  scopedCheck({
    id: 'orders.price-due',
    title: 'What the buyer owes follows from what was ordered and matched, and stays through what follows',
    requirements: ['ORF-ORD-002'],
    run: priceDue,
  }),
  scopedCheck({
    id: 'orders.unknown-listing',
    title: 'A listing that never was is refused; one that is over is no error',
    requirements: ['ORF-ORD-003'],
    run: unknownListing,
  }),
  scopedCheck({
    id: 'orders.decide-by',
    title: 'An order says by when it is decided: after the time that a server may take, or its own hold',
    requirements: ['ORF-ORD-005'],
    run: decideBy,
  }),
  scopedCheck({
    id: 'orders.decided-in-time',
    title: 'An order waits until one second before its end, and is decided at it',
    requirements: ['ORF-ORD-006'],
    run: decidedInTime,
  }),
  scopedCheck({
    id: 'orders.cancel',
    title: 'A buyer can cancel until the hand-in, and not after it',
    requirements: ['ORF-ORD-008'],
    run: cancel,
  }),
  scopedCheck({
    id: 'orders.not-fulfilled-while-a-refund-is-due',
    title: "An order whose buyer's money is due back cannot be closed as fulfilled",
    requirements: ['ORF-ORD-009'],
    run: notFulfilled,
  }),
];

const FULL = { amount: 4500, currency: 'EUR' };
const OFFERED = { amount: 4275, currency: 'EUR' };

async function takenWhatever(trial: Trial): Promise<void> {
  await fresh(trial);
  const changes: Change[] = [
    {},
    { accepts: [], offered_price: undefined },
    { sku: 'NOBODY-HAS-IT' },
    { ship_to: { country: 'US', postal_code: '10001' } },
    { hold_until: hoursAfter(START, 10) },
    { on_unavailable: 'cancel' },
  ];
  for (const change of changes) {
    const reply = await trial.call('createOrder', { body: acceptingOrder(trial, change) });
    trial.judge('ORF-ORD-001', status(reply, 201));
  }
  const lacking = await trial.call('createOrder', { body: acceptingOrder(trial, { sku: undefined }) });
  trial.need('an order without an article is refused', status(lacking, 422));
}

async function priceDue(trial: Trial): Promise<void> {
  await fresh(trial);
  const unserved = await placeOrder(trial, { sku: 'NOBODY-HAS-IT' });
  await owes(trial, unserved, FULL);
  const waiting = await placeOrder(trial, { sku: 'DRESS-9', hold_until: hoursAfter(START, 10) });
  await owes(trial, waiting, FULL);
  const match = await notHandedIn(trial);
  await owes(trial, { id: match.order_id }, OFFERED);
  const { listing_id } = await listedReturn(trial);
  const taker = await placeOrder(trial, { listing_id, accepts: [] });
  const tooLate = await placeOrder(trial, { listing_id, accepts: [] });
  await owes(trial, taker, OFFERED);
  await owes(trial, tooLate, OFFERED);
  trial.need('the second buyer came too late', same('status', tooLate.status, 'warehouse'));
}

async function owes(trial: Trial, { id }: JsonObject, money: JsonObject): Promise<void> {
  const reply = await lookAtOrder(trial, { order_id: String(id) });
  const due = at(reply.json, '/price_due');
  const owed = isObject(due) ? { amount: due.amount, currency: due.currency } : due;
  trial.judge('ORF-ORD-002', { ...same('price_due', owed, money), pointer: '/price_due', step: reply.step });
}

async function unknownListing(trial: Trial): Promise<void> {
  await fresh(trial);
  const source = await listedReturn(trial);
  const stranger = { listing_id: 'no-such-listing', accepts: [] };
  const refused = await trial.call('createOrder', { body: acceptingOrder(trial, stranger) });
  trial.judge('ORF-ORD-003', problem(refused, 'unknown_listing', 422));
  const path = { listing_id: String(source.listing_id) };
  trial.need(
    'the listing is withdrawn',
    status(await trial.call('withdrawListing', { path, body: {} }), 200),
  );
  const named = { listing_id: source.listing_id, accepts: [] };
  const over = await trial.call('createOrder', { body: acceptingOrder(trial, named) });
  trial.judge('ORF-ORD-003', status(over, 201));
}

async function decideBy(trial: Trial): Promise<void> {
  await fresh(trial);
  const longest = Number(at(trial.around.discovery, '/order_decision_max_seconds'));
  const soonest = secondsAfter(START, longest);
  const far = secondsAfter(soonest, 3600);
  const near = secondsAfter(START, Math.max(0, longest - 1));
  const cases: [Change, string][] = [
    [{}, soonest],
    [{ hold_until: near }, soonest],
    [{ hold_until: hoursAfter(START, -1) }, soonest],
    [{ hold_until: far }, far],
  ];
  for (const [change, expected] of cases) {
    const reply = await trial.call('createOrder', { body: acceptingOrder(trial, change) });
    trial.need('createOrder', status(reply, 201));
    const shown = at(reply.json, '/decide_by');
    trial.judge('ORF-ORD-005', {
      ...fact(expected, Date.parse(String(shown)) === Date.parse(expected), { actual: shown, reply }),
      pointer: '/decide_by',
    });
  }
}

async function decidedInTime(trial: Trial): Promise<void> {
  await fresh(trial);
  const hold = hoursAfter(START, 48);
  const waiting = await placeOrder(trial, { hold_until: hold });
  const prompt = await placeOrder(trial);
  const end = Math.max(Date.parse(String(waiting.decide_by)), Date.parse(hold));
  await advance(trial, { to: new Date(end - 1000).toISOString() });
  const early = await lookAtOrder(trial, { order_id: String(waiting.id) });
  trial.judge('ORF-ORD-006', member(early, '/status', 'pending'));
  await advance(trial, { to: new Date(end).toISOString() });
  for (const { id } of [waiting, prompt]) {
    const reply = await lookAtOrder(trial, { order_id: String(id) });
    trial.judge(
      'ORF-ORD-006',
      member(reply, '/status', 'warehouse'),
      member(reply, '/fulfilment/source', 'warehouse'),
    );
  }
}

async function cancel(trial: Trial): Promise<void> {
  await fresh(trial);
  const waiting = await placeOrder(trial, { sku: 'DRESS-9', hold_until: hoursAfter(START, 10) });
  const unserved = await placeOrder(trial, { sku: 'DRESS-8' });
  const joined = await matched(trial);
  for (const order_id of [String(waiting.id), String(unserved.id), joined.order_id]) {
    const reply = await trial.call('cancelOrder', { path: { order_id }, body: {} });
    trial.need('an order can be cancelled before the hand-in', member(reply, '/status', 'cancelled'));
  }
  const match = await handedIn(trial, { return: { product: { sku: 'DRESS-3' } }, order: { sku: 'DRESS-3' } });
  const reply = await trial.call('cancelOrder', { path: { order_id: match.order_id }, body: {} });
  const after = await lookAtOrder(trial, match);
  trial.judge('ORF-ORD-008', problem(reply, 'already_handed_in', 409), member(after, '/status', 'forward'));
}

async function notFulfilled(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { shipping: { on_loss: 'refund' } } });
  const match = await handedIn(trial);
  await carrierReports(trial, { forward_id: match.forward_id, event: 'lost' });
  const lost = await eventually(
    () => lookAtOrder(trial, match),
    trial,
    ({ json }: Reply) => at(json, '/buyer_refund_due') !== undefined,
  );
  trial.need(
    "the buyer's money is due",
    fact('buyer_refund_due', at(lost.json, '/buyer_refund_due') !== undefined, { actual: lost.json }),
  );
  const close = (outcome: string) =>
    trial.call('closeOrder', { path: { order_id: match.order_id }, body: { outcome } });
  trial.judge('ORF-ORD-009', problem(await close('fulfilled'), 'illegal_transition', 409));
  const refunded = await close('refunded');
  trial.need('it can be closed as refunded', member(refunded, '/status', 'refunded'));
}
