import { at, type JsonObject } from '../contract/documents.ts';
import { status } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import type { CallOptions, Trial } from '../run/trial.ts';
import { acceptingOrder, type Change, changed, eligibleReturn, START } from './messages.ts';

/**
 * What the policy of the stage changes in the default: a forward is worth far more than the warehouse and waiting is
 * worth nothing, so that any sensible way of matching takes the first order that may be taken.
 */
export const CERTAIN: Change = {
  rollout: { share_bp: 10_000, categories: [], reasons: [], segments: [] },
  eligibility: { minimum_match_probability_bp: 0 },
  matching: {
    economics: { return_leg: 5000, handling: 2000, outbound: 2000, waiting_cost_per_day: 0 },
    demand: { default: { general_per_day: 0, naming_per_day: 0 }, by_category: {}, by_sku: {} },
  },
};

export interface FreshStart {
  /** What the clock shows. */
  readonly now?: string;
  /** Changes to the policy of the stage. */
  readonly policy?: Change;
}

/** Empties the sandbox, with a standing clock and a policy under which an eligible item is certain to be forwarded. */
export async function fresh(trial: Trial, { now = START, policy = {} }: FreshStart = {}): Promise<void> {
  const settings = changed(changed(trial.around.policy, CERTAIN), policy);
  const reply = await trial.call('resetSandbox', { body: { now, policy: settings } });
  trial.need('resetSandbox', status(reply, 200));
}

const POLLS = 40;

/** Reads a resource until it is as expected: servers may decide later than they answer. Answers the last reading. */
export async function eventually(
  read: () => Promise<Reply>,
  trial: Trial,
  done: (reply: Reply) => boolean,
): Promise<Reply> {
  for (let poll = 1; ; poll += 1) {
    const reply = await read();
    if (done(reply) || poll === POLLS) return reply;
    if (poll === 1) await drain(trial);
    else await trial.pause(50);
  }
}

/** Lets everything happen that is due. */
export async function drain(trial: Trial): Promise<void> {
  await advance(trial, { seconds: 0 });
}

/** Moves the clock to an instant or by seconds, and waits until everything due has been done. */
export async function advance(
  trial: Trial,
  by: { readonly to: string } | { readonly seconds: number },
): Promise<void> {
  const moved = await trial.call('advanceClock', { body: by });
  trial.need('advanceClock', status(moved, 200, 202));
  for (let poll = 0; moved.status === 202 && poll < POLLS * 5; poll += 1) {
    const clock = await trial.call('getClock');
    if (at(clock.json, '/drained') === true) return;
    await trial.pause(50);
  }
}

/** What the clock shows. */
export async function timeNow(trial: Trial): Promise<string> {
  const clock = await trial.call('getClock');
  return String(at(clock.json, '/now'));
}

/** An operation that the check builds on: blocks the check unless it answers 200. */
export async function succeeds(trial: Trial, operation: string, options: CallOptions): Promise<Reply> {
  const reply = await trial.call(operation, options);
  trial.need(operation, status(reply, 200));
  return reply;
}

/** Starts a return and waits for its assessment. */
export async function startReturn(trial: Trial, change: Change = {}): Promise<JsonObject> {
  const created = trial.needObject(
    'createReturn',
    await trial.call('createReturn', { body: eligibleReturn(trial, change) }),
    201,
  );
  if (created.status !== 'assessing') return created;
  return readUntil(
    trial,
    { operation: 'getReturn', path: { return_id: String(created.id) } },
    ({ status: now }) => now !== 'assessing',
  );
}

/** A return whose sender has chosen forwarding: its listing is open. */
export async function listedReturn(trial: Trial, change: Change = {}): Promise<JsonObject> {
  const source = await startReturn(trial, change);
  const reply = await trial.call('chooseRoute', {
    path: { return_id: String(source.id) },
    body: { route: 'forward' },
  });
  const chosen = trial.needObject('chooseRoute', reply, 200);
  return readUntil(
    trial,
    { operation: 'getReturn', path: { return_id: String(chosen.id) } },
    ({ listing_id }) => listing_id !== undefined,
  );
}

/** Places an order and waits until it is decided, unless it may wait. */
export async function placeOrder(trial: Trial, change: Change = {}): Promise<JsonObject> {
  const created = trial.needObject(
    'createOrder',
    await trial.call('createOrder', { body: acceptingOrder(trial, change) }),
    201,
  );
  if (created.status !== 'pending' || created.hold_until !== undefined) return created;
  return readUntil(
    trial,
    { operation: 'getOrder', path: { order_id: String(created.id) } },
    ({ status: now }) => now !== 'pending',
  );
}

/** The documents of a match. */
export interface Match {
  readonly return_id: string;
  readonly order_id: string;
  readonly forward_id: string;
  readonly listing_id: string;
}

/** A return and an order that were joined, with the label issued. */
export async function matched(trial: Trial, change: Joining = {}): Promise<Match> {
  const match = await joined(trial, change);
  const path = { forward_id: match.forward_id };
  await readUntil(trial, { operation: 'getForward', path }, ({ status: now }) => now === 'label_issued');
  return match;
}

/** What is different about a return and an order that are joined. */
export interface Joining {
  readonly return?: Change;
  readonly order?: Change;
}

/** A return and an order that were joined; the label is asked for, and may be refused. */
export async function joined(trial: Trial, change: Joining = {}): Promise<Match> {
  const source = await listedReturn(trial, change.return);
  const order = await placeOrder(trial, change.order);
  trial.need('the order takes the listed item', {
    holds: typeof order.forward_id === 'string',
    expected: 'a forward',
    actual: `an order that is ${String(order.status)}`,
  });
  return {
    return_id: String(source.id),
    order_id: String(order.id),
    forward_id: String(order.forward_id),
    listing_id: String(source.listing_id),
  };
}

/** What the carrier of a parcel reports. */
export interface CarrierReport {
  readonly forward_id: string;
  readonly event: string;
  /** When it happened; now, if it is not said. */
  readonly occurred_at?: string;
}

/** Lets the carrier report something about a parcel. */
export async function carrierReports(trial: Trial, report: CarrierReport): Promise<Reply> {
  const reply = await trial.call('simulateCarrierEvent', { body: report });
  trial.need(`the carrier reports ${report.event}`, status(reply, 200));
  return reply;
}

/** What is read, and by which operation. */
export interface Reading {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
}

/** Reads a document until it is as wished; blocks the check where it never becomes so. */
export async function readUntil(
  trial: Trial,
  { operation, path }: Reading,
  wished: (document: JsonObject) => boolean,
): Promise<JsonObject> {
  const isWished = ({ json }: Reply) =>
    typeof json === 'object' && json !== null && !Array.isArray(json) && wished(json);
  const reply = await eventually(() => trial.call(operation, { path }), trial, isWished);
  const document = trial.needObject(operation, reply, 200);
  trial.need(`${operation} becomes as the check needs it`, {
    holds: isWished(reply),
    expected: 'the state that the check builds on',
    actual: `status ${String(document.status)}`,
  });
  return document;
}

/** Reads one document. */
export async function read(trial: Trial, operation: string, path: Reading['path']): Promise<JsonObject> {
  return trial.needObject(operation, await trial.call(operation, { path }), 200);
}
