import { at } from '../contract/documents.ts';
import { status } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import type { Trial } from '../run/trial.ts';
import { type Change, secondsAfter } from './messages.ts';
import { advance, carrierReports, type Match, matched } from './stage.ts';

/** A sender whose label the carrier voids only when it is told to: a hand-in can come to light after a revert. */
export const VOIDS_LATER: Change = { ship_from: { street_2: 'SANDBOX VOIDS LATER' } };

interface Messages {
  readonly return?: Change;
  readonly order?: Change;
}

/** A match whose parcel the carrier has taken over. */
export async function handedIn(trial: Trial, change: Messages = {}): Promise<Match> {
  const match = await matched(trial, change);
  await carrierReports(trial, { forward_id: match.forward_id, event: 'picked_up' });
  return match;
}

/** A match whose parcel the buyer has. */
export async function delivered(trial: Trial, change: Messages = {}): Promise<Match> {
  const match = await matched(trial, change);
  await carrierReports(trial, { forward_id: match.forward_id, event: 'delivered' });
  return match;
}

/** A delivered match that the buyer has rated. */
export async function rated(
  trial: Trial,
  verdict: 'positive' | 'neutral' | 'negative',
  change: Messages = {},
): Promise<Match> {
  const match = await delivered(trial, change);
  trial.need('the buyer rates', status(await rate(trial, match, { verdict }), 201));
  return match;
}

/** A match that was reverted because nothing was handed in, with a label that may still be used. */
export async function notHandedIn(trial: Trial, change: Messages = {}): Promise<Match> {
  const match = await matched(trial, { ...change, return: { ...VOIDS_LATER, ...change.return } });
  await advance(trial, { to: await instantOf(trial, match, '/hand_in_closes_at') });
  return match;
}

/** A delivered match one second before its rating window closes, and when that is. */
export async function nearlyAccepted(trial: Trial): Promise<{ match: Match; closes: string }> {
  const match = await delivered(trial);
  const closes = await instantOf(trial, match, '/rating_closes_at');
  await advance(trial, { to: secondsAfter(closes, -1) });
  return { match, closes };
}

/** The buyer's verdict. */
export function rate(trial: Trial, { forward_id }: Pick<Match, 'forward_id'>, body: Change): Promise<Reply> {
  return trial.call('rateForward', { path: { forward_id }, body });
}

/** A scan as a caller reports it. */
export function scan(
  trial: Trial,
  { forward_id }: Pick<Match, 'forward_id'>,
  body: { readonly status: string; readonly occurred_at: string },
): Promise<Reply> {
  return trial.call('reportTrackingEvent', { path: { forward_id }, body });
}

/** The forward as it is now. */
export function look(trial: Trial, { forward_id }: Pick<Match, 'forward_id'>): Promise<Reply> {
  return trial.call('getForward', { path: { forward_id } });
}

/** The return as it is now. */
export function lookAtReturn(trial: Trial, { return_id }: Pick<Match, 'return_id'>): Promise<Reply> {
  return trial.call('getReturn', { path: { return_id } });
}

/** The order as it is now. */
export function lookAtOrder(trial: Trial, { order_id }: Pick<Match, 'order_id'>): Promise<Reply> {
  return trial.call('getOrder', { path: { order_id } });
}

/** The books of a forward. Blocks the check where there are none. */
export async function books(trial: Trial, match: Pick<Match, 'forward_id'>): Promise<Reply> {
  const settlement_id = await textOf(trial, match, '/settlement_id');
  return trial.call('getSettlement', { path: { settlement_id } });
}

/** Confirms what came of the refund of a forward. */
export async function confirm(
  trial: Trial,
  match: Pick<Match, 'forward_id'>,
  body: Change = { outcome: 'posted', external_ref: 'PAID-1' },
): Promise<Reply> {
  const refund_id = await textOf(trial, match, '/refund/id');
  return trial.call('confirmRefund', { path: { refund_id }, body });
}

/** A moment that a forward shows. Blocks the check where it shows none. */
export async function instantOf(
  trial: Trial,
  match: Pick<Match, 'forward_id'>,
  pointer: string,
): Promise<string> {
  const text = await textOf(trial, match, pointer);
  trial.need(`${pointer} of the forward`, {
    holds: !Number.isNaN(Date.parse(text)),
    expected: 'an instant',
    actual: text,
  });
  return text;
}

async function textOf(trial: Trial, match: Pick<Match, 'forward_id'>, pointer: string): Promise<string> {
  const reply = await look(trial, match);
  const text = at(reply.json, pointer);
  trial.need(`${pointer} of the forward`, {
    holds: typeof text === 'string',
    expected: 'a text',
    actual: text === undefined ? 'nothing' : JSON.stringify(text),
  });
  return String(text);
}
