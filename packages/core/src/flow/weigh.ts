import type { DecisionKind, Instant, Listing, Order } from '@open-return-forwarding/protocol';
import { decideMatch, type MatchDecision, type MatchQuestion, type Pair } from '../matching/choose.ts';
import { figuresFor, waitingProblem } from '../matching/figures.ts';
import { demandEstimates } from '../matching/prospects.ts';
import { screen } from '../matching/screening.ts';
import { isNotWorthWaiting } from '../matching/threshold.ts';
import { tripTo } from '../matching/value.ts';
import { daysUntil, hasPassed } from '../time.ts';
import { listingFacts, orderFacts } from './facts.ts';
import { match } from './match.ts';
import { edit, type Work } from './work.ts';

/** Active listings of an order's article against it. Every candidate has to be on the shelf with its return. */
export function weighOrder(work: Work, order: Order, kind: DecisionKind): MatchDecision {
  const named = order.listing_id;
  const listings = [...work.shelf.listing.values()].filter(
    (listing) =>
      (listing.status === 'active' || isReservedFor(work, listing, order)) &&
      listing.sku === order.sku &&
      (named === undefined || listing.id === named) &&
      hasPassed(listing.opens_at, work.context.effective_at) &&
      !hasPassed(listing.closes_at, work.context.effective_at),
  );
  return weigh(work, { kind, listings, orders: [order] });
}

/** Whether a listing is kept for the very order that names it: then it is weighed as if nobody kept it. */
export function isReservedFor(work: Work, { id, status }: Listing, order: Order): boolean {
  return status === 'reserved' && id === order.listing_id && work.reservations.get(order.id) === id;
}

/** Pending orders of a listing's article against it. */
export function weighListing(work: Work, listing: Listing, kind: DecisionKind): MatchDecision {
  return weigh(work, { kind, listings: [listing], orders: pendingOrders(work, listing) });
}

/** Whether a listing had better close at once: waiting costs something and can bring nothing. */
export function notWorthWaiting(work: Work, listing: Listing): boolean {
  const waiting = waitingOrders(work, listing);
  const days = daysUntil(work.context.effective_at, listing.closes_at);
  const lasting = bestOf(waiting.filter(({ lasts }) => lasts));
  const problem = waitingProblem(work.context.policy, listingFacts(work, listing), lasting);
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
  const { policy } = work.context;
  const facts = listingFacts(work, listing);
  return pendingOrders(work, listing).flatMap((pending) => {
    const { id, hold_until } = pending;
    const order = orderFacts(work, pending);
    if (screen(policy, facts, order) !== undefined) return [];
    const lasts = hold_until !== undefined && Date.parse(hold_until) > Date.parse(listing.closes_at);
    const value = figuresFor(policy, facts).value(tripTo(policy, facts, order));
    return [{ id, value, lasts }];
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

/**
 * Decides one round by the policy in force, keeps the record of it, and carries the match out if there is one. What the
 * sender was promised stays that of the listing's own policy version.
 */
function weigh(work: Work, round: Round): MatchDecision {
  const [first] = round.listings;
  const { policy, effective_at: now } = work.context;
  const question: MatchQuestion = {
    kind: round.kind,
    now,
    pairs: pairsOf(work, round),
    active_listings: first === undefined ? undefined : activeListings(work, first.sku),
    closings: first === undefined ? undefined : closings(work, round.kind, first),
    tally: round.orders.length === 1 ? work.tallies.get(round.orders[0]?.id ?? '') : undefined,
  };
  const answer = decideMatch(policy, question);
  if (first === undefined || answer.candidates.length === 0) return answer;
  const decisionId = record(work, round, { answer, listing: first });
  const concerned = answer.chosen?.order_id ?? (round.orders.length === 1 ? round.orders[0]?.id : undefined);
  if (concerned !== undefined) edit(work, 'order', concerned).decision_id = decisionId;
  if (answer.chosen !== undefined) match(work, answer.chosen, decisionId);
  return answer;
}

/** `n`: listings that wait for the same orders. A case need not hold them all; then it was told how many there are. */
function activeListings(work: Work, sku: string): number {
  return Math.max(1, openHere(work, sku).length, work.activeListings.get(sku) ?? 0);
}

/** When they close: all of those that the case holds, or the earliest as it was told, and the listing that just opens. */
function closings(work: Work, kind: DecisionKind, { sku, status, closes_at }: Listing): Instant[] {
  const told = work.closings.get(sku);
  if (told === undefined) return openHere(work, sku).map((listing) => listing.closes_at);
  return kind === 'listing_opened' || status === 'reserved' ? [...told, closes_at] : [...told];
}

function openHere(work: Work, sku: string): Listing[] {
  return [...work.shelf.listing.values()].filter(
    (listing) =>
      listing.sku === sku &&
      listing.status === 'active' &&
      hasPassed(listing.opens_at, work.context.effective_at) &&
      !hasPassed(listing.closes_at, work.context.effective_at),
  );
}

function pairsOf(work: Work, { listings, orders }: Round): Pair[] {
  const orderSides = orders.map((order) => orderFacts(work, order));
  return listings.flatMap((listing) => {
    const side = listingFacts(work, listing);
    // No more of them count than there are listings, the order itself aside.
    const lasting = waitingOrders(work, listing)
      .filter(({ lasts, value }) => lasts && value > 0)
      .toSorted((a, b) => b.value - a.value)
      .slice(0, activeListings(work, listing.sku) + 1);
    return orderSides.map((order) => ({
      listing: side,
      order,
      pending_values: lasting.filter(({ id }) => id !== order.order_id).map(({ value }) => value),
    }));
  });
}

interface Outcome {
  readonly answer: MatchDecision;
  /** The first listing of the round: all of them are of one article. */
  readonly listing: Listing;
}

function record(work: Work, { kind, orders }: Round, { answer, listing }: Outcome): string {
  const id = work.context.newId('dec');
  const { policy, effective_at } = work.context;
  const isAboutListing = kind === 'listing_opened' || kind === 'window_closing';
  const { general, naming } = demandEstimates(policy, listingFacts(work, listing));
  work.changes.decisions.push({
    id,
    kind,
    decided_at: effective_at,
    inputs: {
      sku: listing.sku,
      currency: policy.currency,
      ...(isAboutListing ? { listing_id: listing.id } : { order_id: orders[0]?.id }),
      general_per_day: general.per_day,
      naming_per_day: naming.per_day,
      patience: policy.matching.patience,
      ...answer.tally,
    },
    candidates: answer.candidates,
    waiting_problems: answer.waiting_problems,
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
