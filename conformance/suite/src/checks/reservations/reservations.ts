import type { JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { profileCheck } from '../../stage/shapes.ts';
import { advance, eventually, fresh, listedReturn, placeOrder, read, readUntil } from '../../stage/stage.ts';

const MINUTES = 15;
const ENDS = secondsAfter(START, MINUTES * 60);

export const checks: readonly Check[] = [
  profileCheck('reservations', {
    id: 'reservations.kept',
    title: 'A reserved listing is kept for the time that was asked for, and no longer than it is open',
    requirements: ['ORF-RSV-001'],
    run: kept,
  }),
  profileCheck('reservations', {
    id: 'reservations.nobody-else',
    title: 'No order has a reserved listing that does not carry its token',
    requirements: ['ORF-RSV-002'],
    run: nobodyElse,
  }),
  profileCheck('reservations', {
    id: 'reservations.token',
    title: 'The order that carries the token has the listing',
    requirements: ['ORF-RSV-003'],
    run: token,
  }),
  profileCheck('reservations', {
    id: 'reservations.free-again',
    title: 'A listing is free again when its reservation ends, and goes to an order that waits',
    requirements: ['ORF-RSV-004'],
    run: freeAgain,
  }),
  profileCheck('reservations', {
    id: 'reservations.states',
    title: 'Only an active listing can be reserved, and only a reserved one released',
    requirements: ['ORF-RSV-005'],
    run: states,
  }),
];

function reserve(trial: Trial, listing_id: string, minutes = MINUTES): Promise<Reply> {
  return trial.call('reserveListing', { path: { listing_id }, body: { minutes } });
}

function release(trial: Trial, listing_id: string): Promise<Reply> {
  return trial.call('releaseReservation', { path: { listing_id } });
}

async function listed(trial: Trial, sku = 'DRESS-1'): Promise<string> {
  return String((await listedReturn(trial, { product: { sku } })).listing_id);
}

async function reserved(trial: Trial, sku?: string): Promise<{ listing_id: string; token: string }> {
  const listing_id = await listed(trial, sku);
  const made = trial.needObject('reserveListing', await reserve(trial, listing_id), 201);
  return { listing_id, token: String(made.token) };
}

function look(trial: Trial, listing_id: string): Promise<Reply> {
  return trial.call('getListing', { path: { listing_id } });
}

async function kept(trial: Trial): Promise<void> {
  await fresh(trial);
  const listing_id = await listed(trial);
  const made = await reserve(trial, listing_id);
  const now = await look(trial, listing_id);
  trial.judge(
    'ORF-RSV-001',
    status(made, 201),
    instant(made, '/reserved_until', ENDS),
    member(now, '/status', 'reserved'),
    instant(now, '/reserved_until', ENDS),
  );
  const other = await listed(trial, 'DRESS-2');
  const { closes_at } = await read(trial, 'getListing', { listing_id: other });
  await advance(trial, { to: secondsAfter(ENDS, -1) });
  trial.judge('ORF-RSV-001', member(await look(trial, listing_id), '/status', 'reserved'));
  await advance(trial, { to: secondsAfter(String(closes_at), -60) });
  trial.judge('ORF-RSV-001', instant(await reserve(trial, other), '/reserved_until', String(closes_at)));
}

async function nobodyElse(trial: Trial): Promise<void> {
  await fresh(trial);
  const { listing_id } = await reserved(trial);
  const wrong: readonly Change[] = [
    { listing_id },
    { listing_id, reservation_token: 'another-token' },
    { listing_id: undefined },
  ];
  for (const change of wrong) {
    const order = await placeOrder(trial, change);
    trial.judge('ORF-RSV-002', same('status of the order', order.status, 'warehouse'));
  }
}

async function token(trial: Trial): Promise<void> {
  await fresh(trial);
  const { listing_id, token: reservation_token } = await reserved(trial);
  const order = await placeOrder(trial, { listing_id, reservation_token });
  trial.judge('ORF-RSV-003', same('status of the order', order.status, 'forward'));
}

/** An order that waits for an article, since nothing of it is free. */
async function waiting(trial: Trial, sku: string): Promise<() => Promise<Reply>> {
  const order = await placeOrder(trial, { sku, hold_until: hoursAfter(START, 2) });
  trial.need('an order that waits', same('status', order.status, 'pending'));
  return () => trial.call('getOrder', { path: { order_id: String(order.id) } });
}

async function freeAgain(trial: Trial): Promise<void> {
  await fresh(trial);
  const lapsing = await reserved(trial);
  const awaited = await reserved(trial, 'DRESS-2');
  const given = await reserved(trial, 'DRESS-3');
  const [first, second] = [await waiting(trial, 'DRESS-2'), await waiting(trial, 'DRESS-3')];
  trial.judge('ORF-RSV-004', status(await release(trial, given.listing_id), 204));
  await becomes(trial, second, 'forward');
  await advance(trial, { to: secondsAfter(ENDS, 1) });
  await becomes(trial, () => look(trial, lapsing.listing_id), 'active');
  await becomes(trial, first, 'forward');
  await becomes(trial, () => look(trial, awaited.listing_id), 'matched');
  const again = await reserved(trial, 'DRESS-4');
  trial.judge('ORF-RSV-004', status(await release(trial, again.listing_id), 204));
  await becomes(trial, () => look(trial, again.listing_id), 'active');
}

async function becomes(trial: Trial, ask: () => Promise<Reply>, wished: string): Promise<void> {
  const isThere = ({ json }: Reply) => (json as JsonObject | undefined)?.status === wished;
  trial.judge('ORF-RSV-004', member(await eventually(ask, trial, isThere), '/status', wished));
}

async function states(trial: Trial): Promise<void> {
  await fresh(trial);
  const listing_id = await listed(trial);
  trial.judge('ORF-RSV-005', problem(await release(trial, listing_id), 'illegal_transition', 409));
  trial.need('an active listing is reserved', status(await reserve(trial, listing_id), 201));
  trial.judge('ORF-RSV-005', problem(await reserve(trial, listing_id), 'illegal_transition', 409));
  trial.need('a reserved listing is released', status(await release(trial, listing_id), 204));
  await placeOrder(trial, { listing_id });
  const path = { listing_id };
  await readUntil(trial, { operation: 'getListing', path }, ({ status: now }) => now === 'matched');
  trial.judge('ORF-RSV-005', problem(await reserve(trial, listing_id), 'illegal_transition', 409));
  trial.judge('ORF-RSV-005', problem(await release(trial, listing_id), 'illegal_transition', 409));
}
