import type { Forward, LedgerCause, Settlement } from '@open-return-forwarding/protocol';
import { distanceBetween } from '../matching/zone.ts';
import { netOf } from '../settlement/books.ts';
import { factsOf, type SettlementFacts } from '../settlement/facts.ts';
import { pairOf } from '../settlement/pair.ts';
import { postings } from '../settlement/postings.ts';
import { create, edit, policyFor, see, type Work, zoneOf } from './work.ts';

/** Posts one cause to the books of a forward, once. The books open with the first line. */
export function book(work: Work, forwardId: string, cause: LedgerCause): void {
  if (!applies(work, forwardId, cause)) return;
  const lines = postings(cause, factsFor(work, forwardId));
  if (lines.length === 0) return;
  const settlement = booksOf(work, forwardId);
  const posted_at = work.context.effective_at;
  const entries = lines.map((line) => ({ id: work.context.newId('led'), ...line, cause, posted_at }));
  settlement.entries.push(...entries);
  work.changes.postings.push({ forward_id: forwardId, settlement_id: settlement.id, cause, lines: entries });
  refresh(work, settlement);
}

/** Closes the books of a parcel that never arrived, once neither its sender nor its buyer is owed anything. */
export function closeBooksIfDone(work: Work, forwardId: string): void {
  const { status, return_id, order_id } = see(work, 'forward', forwardId);
  if (status !== 'lost' && status !== 'undeliverable') return;
  const refund = see(work, 'return', return_id).refund.status;
  if (refund !== 'posted' && refund !== 'denied') return;
  if (see(work, 'order', order_id).buyer_refund_due === undefined) closeBooks(work, forwardId);
}

/** Closes the books: nothing is owed any more. */
export function closeBooks(work: Work, forwardId: string): void {
  const { settlement_id } = see(work, 'forward', forwardId);
  if (settlement_id === undefined) return;
  const settlement = edit(work, 'settlement', settlement_id);
  settlement.status = 'settled';
  settlement.settled_at = work.context.effective_at;
  refresh(work, settlement);
}

/** A cause is posted once, and a reversal only of what was posted. */
function applies(work: Work, forwardId: string, cause: LedgerCause): boolean {
  const { settlement_id } = see(work, 'forward', forwardId);
  const posted = new Set(
    settlement_id === undefined
      ? []
      : see(work, 'settlement', settlement_id).entries.map((entry) => entry.cause),
  );
  switch (cause) {
    case 'incentive_paid':
      return posted.has('incentive_granted') && !posted.has(cause);
    case 'fee_reversed':
      return posted.has('refund_requested') && !posted.has(cause);
    case 'buyer_refunded':
      return posted.has('second_sale_reversed') && !posted.has(cause);
    case 'refund_corrected':
      return true;
    default:
      return !posted.has(cause);
  }
}

function booksOf(work: Work, forwardId: string): Settlement {
  const forward = edit(work, 'forward', forwardId);
  if (forward.settlement_id !== undefined) return edit(work, 'settlement', forward.settlement_id);
  const settlement: Settlement = {
    id: work.context.newId('stl'),
    forward_id: forwardId,
    return_id: forward.return_id,
    order_id: forward.order_id,
    status: 'open',
    currency: forward.refund.amount.currency,
    entries: [],
    pair: pairOf(
      { return: see(work, 'return', forward.return_id), order: see(work, 'order', forward.order_id) },
      [],
    ),
    net: { amount: 0, currency: forward.refund.amount.currency },
    opened_at: work.context.effective_at,
  };
  create(work, 'settlement', settlement);
  forward.settlement_id = settlement.id;
  return settlement;
}

function refresh(work: Work, settlement: Settlement): void {
  const sales = {
    return: see(work, 'return', settlement.return_id),
    order: see(work, 'order', settlement.order_id),
  };
  settlement.pair = pairOf(sales, settlement.entries);
  settlement.net = { amount: netOf(settlement.entries), currency: settlement.currency };
}

function factsFor(work: Work, forwardId: string): SettlementFacts {
  const forward = see(work, 'forward', forwardId);
  return factsOf({
    return: see(work, 'return', forward.return_id),
    order: see(work, 'order', forward.order_id),
    forward: { intercept: !makesSale(work, forward) },
    policy: policyFor(work, forward),
    distance: distanceBetween(zoneOf(work, forward.return_id), zoneOf(work, forward.order_id)),
  });
}

/** A parcel that was intercepted from its hand-in on never made a second sale; one that a recall stops on its way did. */
function makesSale(work: Work, { settlement_id, intercept }: Forward): boolean {
  const entries = settlement_id === undefined ? [] : see(work, 'settlement', settlement_id).entries;
  const handedIn = entries.filter(({ cause }) => cause === 'handed_in');
  return handedIn.length === 0
    ? intercept !== true
    : handedIn.some(({ account }) => account === 'sale_2' || account === 'discount');
}
