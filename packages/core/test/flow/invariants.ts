import {
  type DeadlineName,
  type Lifecycle,
  type Listing,
  lifecycles,
} from '@open-return-forwarding/protocol';
import { expect } from 'vitest';
import { dueAt } from '../../src/flow/deadlines.ts';
import { deadlineRuns, isTerminal, type State, transitionsOf } from '../../src/lifecycle/table.ts';
import type { Action } from './script.ts';
import type { Stage } from './stage.ts';

type Statuses = ReadonlyMap<string, { readonly lifecycle: Lifecycle; readonly status: string }>;

const beforeHandIn = ['label_pending', 'label_issued'];
const open = [...beforeHandIn, 'handed_in', 'in_transit', 'late', 'delivered', 'rated'];

/** What must hold after every command, watched from one command to the next. */
export class History {
  readonly #stage: Stage;
  #before: Statuses;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#before = statusesOf(stage);
  }

  check(): void {
    const now = statusesOf(this.#stage);
    this.#checkTerminal(now);
    this.#before = now;
    checkMoney(this.#stage);
    checkItem(this.#stage);
    checkOrders(this.#stage);
    checkDeadlines(this.#stage, now);
  }

  /** After a long time nothing waits but for the retailer, or a label that was never asked for. */
  checkEnd(): void {
    for (const { lifecycle, status } of statusesOf(this.#stage).values()) {
      if (isTerminal(lifecycle, status)) continue;
      expect(`${lifecycle} ${status}`).toMatch(
        /^(return to_warehouse|order (warehouse|forward)|refund external|forward reverted|dispute open)$/,
      );
    }
    checkBooksClosed(this.#stage);
  }

  #checkTerminal(now: Statuses): void {
    for (const [id, { lifecycle, status }] of this.#before) {
      if (isTerminal(lifecycle, status)) expect([id, now.get(id)?.status]).toEqual([id, status]);
      expect([id, reachable(lifecycle, status).has(now.get(id)?.status ?? '')]).toEqual([id, true]);
    }
  }
}

function statusesOf(stage: Stage): Statuses {
  const kinds = ['return', 'listing', 'order', 'forward', 'dispute'] as const;
  const documents = kinds.flatMap((kind) =>
    stage.all(kind).map(({ id, status }) => [id, { lifecycle: kind as Lifecycle, status }] as const),
  );
  const refunds = stage
    .all('return')
    .map(({ refund }) => [refund.id, { lifecycle: 'refund' as const, status: refund.status }] as const);
  return new Map<string, { lifecycle: Lifecycle; status: string }>([...documents, ...refunds]);
}

/** States that the table lets a document get to, itself included. */
function reachable(lifecycle: Lifecycle, status: string): Set<string> {
  const found = new Set([status]);
  for (const from of found) {
    for (const row of transitionsOf(lifecycle)) if (row.from.includes(from)) found.add(row.to);
  }
  return found;
}

function checkMoney(stage: Stage): void {
  const { refund, withdrawal, resolution, status } = stage.get('return', 'return_1');
  expect(stage.log.refundClaims.length).toBeLessThanOrEqual(1);
  const claimed = ['requested', 'posted', 'failed'].includes(refund.status);
  expect(stage.log.refundClaims.length).toBe(claimed ? 1 : 0);
  if (status === 'to_warehouse') expect(['external']).toContain(refund.status);
  if (withdrawal.basis === 'statutory') {
    expect(refund.status).not.toBe('denied');
    expect(refund.amount).toEqual(resolution.value);
    checkFloor(stage);
  }
  const causes = new Set<string>();
  for (const { forward_id, cause, lines } of stage.log.postings) {
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(causes).not.toContain(`${forward_id} ${cause}`);
    causes.add(`${forward_id} ${cause}`);
  }
  for (const { entries } of stage.all('settlement'))
    expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
}

/** Once the law's date is there the refund is requested; unless no timer has run since. */
function checkFloor(stage: Stage): void {
  const { refund } = stage.get('return', 'return_1');
  const { statutory_due_at, requested_at, status } = refund;
  if (statutory_due_at === undefined || status === 'external') return;
  if (requested_at !== undefined) {
    const known = stage.get('forward', refund.forward_id ?? '').handed_in_late === true;
    if (!known) expect(Date.parse(requested_at)).toBeLessThanOrEqual(Date.parse(statutory_due_at));
  } else expect(stage.deadline('statutory_refund', 'return_1')).toBe(statutory_due_at);
}

/** One item: one open forward, one custodian, and the return says the same. */
function checkItem(stage: Stage): void {
  const { status, forward_id, refund } = stage.get('return', 'return_1');
  const forwards = stage.all('forward');
  const active = forwards.filter((each) => open.includes(each.status));
  expect(active.length).toBeLessThanOrEqual(1);
  expect(active.every(({ id }) => id === forward_id)).toBe(true);
  expect(forwards.filter(({ custodian }) => custodian !== 'sender').length).toBeLessThanOrEqual(1);
  const [current] = active;
  if (status === 'matched') expect(beforeHandIn).toContain(current?.status);
  if (status === 'in_forward') expect(open).toContain(current?.status);
  if (status === 'listed') {
    expect(current).toBeUndefined();
    expect(stage.all('listing').filter(isOpen)).toHaveLength(1);
  } else expect(stage.all('listing').filter(isOpen)).toHaveLength(0);
  if (forward_id !== undefined) expect(stage.get('forward', forward_id).refund).toEqual(refund);
}

function isOpen({ status }: Listing): boolean {
  return status === 'active' || status === 'reserved';
}

/** One buyer per listing; an order is served by the forward that it names. */
function checkOrders(stage: Stage): void {
  const forwards = stage.all('forward');
  expect(new Set(forwards.map(({ listing_id }) => listing_id)).size).toBe(forwards.length);
  for (const { id, order_id, status } of forwards) {
    if (beforeHandIn.includes(status))
      expect([id, stage.get('order', order_id).status]).toEqual([id, 'forward']);
  }
  for (const order of stage.all('order')) {
    if (order.status !== 'forward') continue;
    const { status, intercept } = stage.get('forward', order.forward_id ?? '');
    // Only a recall stops a parcel on its way to the order that it serves.
    if (stage.recalled.size === 0) expect(intercept ?? false).toBe(false);
    const arrivedOrOnItsWay = open.includes(status);
    expect(arrivedOrOnItsWay || order.buyer_refund_due !== undefined).toBe(true);
  }
}

/** Nobody waits for ever: what a state runs under is in the queue, at the moment that the document says. */
function checkDeadlines(stage: Stage, now: Statuses): void {
  for (const [shownId, { lifecycle, status }] of now) {
    const id = lifecycle === 'refund' ? shownId.replace('refund', 'return') : shownId;
    const states: Readonly<Record<string, State>> = lifecycles[lifecycle].states;
    const name = states[status]?.deadline;
    if (name === undefined || !deadlineRuns(lifecycle, status, name)) continue;
    const queued = stage.deadline(name, id);
    if (status === 'reverted') {
      const { label } = stage.get('forward', id);
      const runs = label?.status === 'valid' || label?.status === 'void_requested';
      expect([id, queued !== undefined]).toEqual([id, runs]);
    } else expect([id, name, queued !== undefined]).toEqual([id, name, true]);
    if (queued !== undefined && !fromNow.includes(name))
      expect([id, name, stage.look((work) => dueAt(work, name, id))]).toEqual([id, name, queued]);
  }
  for (const { name, kind, id } of stage.queue.values()) {
    if (name === 'label_request' || name === 'label_void') continue;
    const status = now.get(kind === 'refund' ? id.replace('return', 'refund') : id)?.status ?? '';
    expect([name, id, status, deadlineRuns(kind, status, name)]).toEqual([name, id, status, true]);
  }
}

/** Deadlines that decide; a command at or after one of them loses. */
const decisive: readonly DeadlineName[] = [
  'offer_expiry',
  'window',
  'hand_in',
  'lost',
  'rating_window',
  'hold_review',
];
const judged: readonly Action['do'][] = [
  'chooseRoute',
  'cancelReturn',
  'withdrawListing',
  'reportTrackingEvent',
  'rateForward',
  'reportLost',
  'resolveHold',
];

/** Where a command was accepted, nothing was still open that had fallen due before it. */
export function checkNothingOverdue(stage: Stage, action: Action): void {
  if (!judged.includes(action.do)) return;
  const overdue = [...stage.queue.values()].filter(
    ({ name, due_at }) => decisive.includes(name) && Date.parse(due_at) <= Date.parse(stage.now),
  );
  expect([action.do, overdue]).toEqual([action.do, []]);
}

/** Deadlines that count from the moment at which they are set. */
const fromNow: readonly DeadlineName[] = ['label_call', 'refund_reminder'];

function checkBooksClosed(stage: Stage): void {
  for (const { status, order_id } of stage.all('settlement')) {
    const owed = stage.get('order', order_id).buyer_refund_due !== undefined;
    expect(status).toBe(owed ? 'open' : 'settled');
  }
}
