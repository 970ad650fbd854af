import type { DecisionKind, Listing, Order, Policy } from '@open-return-forwarding/protocol';
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
  const waiting = waitingOrders(work, listing);
  const days = daysUntil(work.context.effective_at, listing.closes_at);
  const problem = waitingProblem(
    policyFor(work, listing),
    listingFacts(work, listing),
    bestOf(waiting.filter(({ lasts }) => lasts)),
  );
  return isNotWorthWaiting(problem, days, bestOf(waiting));
}

/** A pending order that could have a listing. */
interface WaitingOrder {
  readonly id: string;
  /** `X`, minor units. */
  readonly value: number;
  /** Whether its hold outlasts the listing's window. */
  readonly lasts: boolean;
}

function waitingOrders(work: Work, listing: Listing): WaitingOrder[] {
  const policy = policyFor(work, listing);
  const facts = listingFacts(work, listing);
  return pendingOrders(work, listing).flatMap((pending) => {
    const { id, hold_until } = pending;
    const order = orderFacts(work, pending);
    if (screen(policy, facts, order) !== undefined) return [];
    const lasts = hold_until !== undefined && Date.parse(hold_until) > Date.parse(listing.closes_at);
    return [{ id, value: forwardValue(policy, facts, order).forward_value, lasts }];
  });
}

/** The best value, or 0. */
function bestOf(orders: readonly WaitingOrder[]): number {
  return Math.max(0, ...orders.map(({ value }) => value));
}

interface Round {
  readonly kind: DecisionKind;
  readonly listings: readonly Listing[];
  readonly orders: readonly Order[];
}

/** Decides one round, keeps the record of it, and carries the match out if there is one. */
function weigh(work: Work, round: Round): MatchDecision {
  const [first] = round.listings;
  const policy = first === undefined ? work.context.policy : policyFor(work, first);
  const now = work.context.effective_at;
  const answer = decideMatch(policy, { kind: round.kind, now, pairs: pairsOf(work, round) });
  if (first === undefined || answer.candidates.length === 0) return answer;
  const decisionId = record(work, round, { answer, policy, listing: first });
  const concerned = answer.chosen?.order_id ?? (round.orders.length === 1 ? round.orders[0]?.id : undefined);
  if (concerned !== undefined) edit(work, 'order', concerned).decision_id = decisionId;
  if (answer.chosen !== undefined) match(work, answer.chosen, decisionId);
  return answer;
}

function pairsOf(work: Work, { listings, orders }: Round): Pair[] {
  const orderSides = orders.map((order) => orderFacts(work, order));
  return listings.flatMap((listing) => {
    const side = listingFacts(work, listing);
    const lasting = waitingOrders(work, listing).filter(({ lasts }) => lasts);
    return orderSides.map((order) => ({
      listing: side,
      order,
      pending_value: bestOf(lasting.filter(({ id }) => id !== order.order_id)),
    }));
  });
}

interface Outcome {
  readonly answer: MatchDecision;
  readonly policy: Policy;
  /** The first listing of the round: all of them are of one article. */
  readonly listing: Listing;
}

function record(work: Work, { kind, orders }: Round, { answer, policy, listing }: Outcome): string {
  const id = work.context.newId('dec');
  const isAboutListing = kind === 'listing_opened' || kind === 'window_closing';
  work.changes.decisions.push({
    id,
    kind,
    decided_at: work.context.effective_at,
    inputs: {
      sku: listing.sku,
      currency: policy.currency,
      ...(isAboutListing ? { listing_id: listing.id } : { order_id: orders[0]?.id }),
      ...demandRate(policy, listing),
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
