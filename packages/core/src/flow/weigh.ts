import type { DecisionKind, Listing, Order } from '@open-return-forwarding/protocol';
import { decideMatch, type MatchDecision, type Pair } from '../matching/choose.ts';
import { demandRate, waitingProblem } from '../matching/prospects.ts';
import { screen } from '../matching/screening.ts';
import { isNotWorthWaiting } from '../matching/threshold.ts';
import { forwardValue } from '../matching/value.ts';
import { daysUntil, hasPassed } from '../time.ts';
import { listingFacts, orderFacts } from './facts.ts';
import { match } from './match.ts';
import { edit, policyFor, type Work } from './work.ts';

/** Active listings of an order's article against it. Every candidate has to be on the shelf with its return. */
export function weighOrder(work: Work, order: Order, kind: DecisionKind): MatchDecision {
  const named = order.listing_id;
  const listings = [...work.shelf.listing.values()].filter(
    (listing) =>
      (listing.status === 'active' || (listing.status === 'reserved' && listing.id === named)) &&
      listing.sku === order.sku &&
      (named === undefined || listing.id === named) &&
      hasPassed(listing.opens_at, work.context.effective_at) &&
      !hasPassed(listing.closes_at, work.context.effective_at),
  );
  return weigh(work, { kind, listings, orders: [order] });
}

/** Pending orders of a listing's article against it. */
export function weighListing(work: Work, listing: Listing, kind: DecisionKind): MatchDecision {
  return weigh(work, { kind, listings: [listing], orders: pendingOrders(work, listing) });
}

/** Whether a listing had better close at once: waiting costs something and can bring nothing. */
export function notWorthWaiting(work: Work, listing: Listing): boolean {
  const policy = policyFor(work, listing);
  const facts = listingFacts(work, listing);
  const days = daysUntil(work.context.effective_at, listing.closes_at);
  const lasting = bestPending(work, listing, (order) => outlasts(order, listing));
  return isNotWorthWaiting(
    waitingProblem(policy, facts, lasting),
    days,
    bestPending(work, listing, () => true),
  );
}

/** `X` of the best pending order for a listing among those that are asked for, or 0. */
function bestPending(work: Work, listing: Listing, wanted: (order: Order) => boolean): number {
  const policy = policyFor(work, listing);
  const facts = listingFacts(work, listing);
  const values = pendingOrders(work, listing)
    .filter(wanted)
    .map((order) => orderFacts(work, order))
    .filter((order) => screen(policy, facts, order) === undefined)
    .map((order) => forwardValue(policy, facts, order).forward_value);
  return Math.max(0, ...values);
}

function outlasts(order: Order, listing: Listing): boolean {
  return order.hold_until !== undefined && Date.parse(order.hold_until) > Date.parse(listing.closes_at);
}

interface Round {
  readonly kind: DecisionKind;
  readonly listings: readonly Listing[];
  readonly orders: readonly Order[];
}

/** Decides one round, keeps the record of it, and carries the match out if there is one. */
function weigh(work: Work, round: Round): MatchDecision {
  const [first] = round.listings;
  const answer = decideMatch(first === undefined ? work.context.policy : policyFor(work, first), {
    kind: round.kind,
    now: work.context.effective_at,
    pairs: pairsOf(work, round),
  });
  if (answer.candidates.length === 0) return answer;
  const decisionId = record(work, round, answer);
  const concerned = answer.chosen?.order_id ?? (round.orders.length === 1 ? round.orders[0]?.id : undefined);
  if (concerned !== undefined) edit(work, 'order', concerned).decision_id = decisionId;
  if (answer.chosen !== undefined) match(work, answer.chosen, decisionId);
  return answer;
}

function pairsOf(work: Work, { listings, orders }: Round): Pair[] {
  return listings.flatMap((listing) =>
    orders.map((order) => ({
      listing: listingFacts(work, listing),
      order: orderFacts(work, order),
      pending_value: bestPending(work, listing, (other) => other.id !== order.id && outlasts(other, listing)),
    })),
  );
}

function record(work: Work, { kind, listings, orders }: Round, answer: MatchDecision): string {
  const subject = listings[0] ?? orders[0];
  if (subject === undefined) throw new Error('a decision needs a listing or an order');
  const policy = listings[0] === undefined ? work.context.policy : policyFor(work, listings[0]);
  const category = listings[0]?.category ?? orders[0]?.category ?? '';
  const id = work.context.newId('dec');
  work.changes.decisions.push({
    id,
    kind,
    decided_at: work.context.effective_at,
    inputs: {
      sku: subject.sku,
      currency: policy.currency,
      ...(kind === 'listing_opened' || kind === 'window_closing'
        ? { listing_id: listings[0]?.id }
        : { order_id: orders[0]?.id }),
      ...demandRate(policy, { sku: subject.sku, category }),
    },
    candidates: answer.candidates,
    ...(answer.chosen === undefined ? {} : { chosen: answer.chosen }),
    algorithm: answer.algorithm,
    policy_version: policy.version,
  });
  return id;
}

/** Orders that were waiting at the moment that counts, whenever it is looked at. */
function pendingOrders(work: Work, listing: Listing): Order[] {
  const { effective_at } = work.context;
  return [...work.shelf.order.values()].filter(
    (order) =>
      order.status === 'pending' &&
      order.sku === listing.sku &&
      hasPassed(order.created_at, effective_at) &&
      !hasPassed(order.hold_until ?? order.decide_by ?? order.created_at, effective_at),
  );
}
