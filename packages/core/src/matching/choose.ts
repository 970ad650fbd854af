import type {
  CandidateCode,
  ChosenPair,
  DecisionAlgorithm,
  DecisionCandidate,
  DecisionKind,
  Instant,
  Patience,
} from '@open-return-forwarding/protocol';
import type { ListingFacts, MatchPolicy, OrderFacts } from './facts.ts';
import { waitingProblem } from './prospects.ts';
import { screen } from './screening.ts';
import { waitingThreshold } from './threshold.ts';
import { forwardValue } from './value.ts';

/** The published algorithm that these decisions follow. */
export const matchingAlgorithm: DecisionAlgorithm = { name: 'orf-reference', version: '1.0' };

/** A listing and an order that might be matched. */
export interface Pair {
  readonly listing: ListingFacts;
  readonly order: OrderFacts;
  /** `W`: `X` of the best other pending order whose hold outlasts the listing's window, minor units; else 0. */
  readonly pending_value?: number | undefined;
}

/** What is to be decided: one order and the listings of its article, or one listing and the pending orders. */
export interface MatchQuestion {
  readonly kind: DecisionKind;
  readonly now: Instant;
  readonly pairs: readonly Pair[];
}

/** Why no pair was chosen: the code of the candidate that came furthest, or that there was none. */
export type NoMatchCode = CandidateCode | 'no_candidate';

/** The outcome, ready for the decision record. */
export interface MatchDecision {
  readonly algorithm: DecisionAlgorithm;
  readonly candidates: DecisionCandidate[];
  readonly chosen?: ChosenPair;
  /** Set where nothing was chosen. */
  readonly code?: NoMatchCode;
}

/** Reasons by how far a candidate came, furthest first. */
const codesByProgress: readonly CandidateCode[] = [
  'below_waiting_threshold',
  'value_below_warehouse',
  'cross_border_not_permitted',
  'country_not_served',
  'currency_mismatch',
  'earlier_holder',
  'own_item',
  'grade_not_accepted',
  'not_accepting',
  'other_listing_named',
];

/**
 * Weighs every pair and chooses the one with the highest margin over its bar, if any reaches it. Ties go to the listing
 * that closes first, then to the lower listing id, then to the lower order id (by code unit).
 */
export function decideMatch(policy: MatchPolicy, question: MatchQuestion): MatchDecision {
  const weighed = question.pairs.map((pair) => ({ pair, candidate: weigh(policy, question, pair) }));
  const best = weighed.filter(({ candidate }) => candidate.outcome !== 'rejected').toSorted(byPreference)[0];
  const candidates = weighed.map((each) => (each === best ? chosenFrom(each.candidate) : each.candidate));
  const answer = { algorithm: matchingAlgorithm, candidates };
  if (best === undefined) return { ...answer, code: furthest(candidates) };
  return { ...answer, chosen: { listing_id: best.candidate.listing_id, order_id: best.candidate.order_id } };
}

/** Judges one pair on its own; a pair that could be matched is `outscored` until it is chosen. */
function weigh(policy: MatchPolicy, question: MatchQuestion, pair: Pair): DecisionCandidate {
  const { listing, order } = pair;
  const ids = { listing_id: listing.listing_id, order_id: order.order_id };
  const refusal = screen(policy, listing, order);
  if (refusal !== undefined) return { ...ids, outcome: 'rejected', code: refusal };
  const { components, forward_value } = forwardValue(policy, listing, order);
  const threshold = barFor(policy, question, pair);
  const record = {
    ...ids,
    components,
    closes_at: listing.closes_at,
    pending_value: pair.pending_value ?? 0,
    forward_value,
    threshold,
    margin: forward_value - threshold,
  };
  if (forward_value <= 0) return { ...record, outcome: 'rejected', code: 'value_below_warehouse' };
  if (forward_value < threshold) return { ...record, outcome: 'rejected', code: 'below_waiting_threshold' };
  return { ...record, outcome: 'outscored' };
}

/** The bar of a pair, minor units; 0 where any value above 0 will do. */
function barFor(policy: MatchPolicy, question: MatchQuestion, pair: Pair): number {
  const { listing, order } = pair;
  if (order.listing_id !== undefined || !waits(question.kind, policy.matching.patience)) return 0;
  const days = Math.max(0, (Date.parse(listing.closes_at) - Date.parse(question.now)) / 86_400_000);
  return waitingThreshold(waitingProblem(policy, listing, pair.pending_value), days);
}

/** Whether a general order has to be worth more than waiting on. */
function waits(kind: DecisionKind, patience: Patience): boolean {
  switch (kind) {
    case 'order_arrived':
    case 'hold_ended':
      return true;
    case 'listing_opened':
      return patience === 'threshold';
    case 'window_closing':
      return false;
    default:
      return kind satisfies never;
  }
}

interface Weighed {
  readonly pair: Pair;
  readonly candidate: DecisionCandidate;
}

function byPreference(a: Weighed, b: Weighed): number {
  return (
    (b.candidate.margin ?? 0) - (a.candidate.margin ?? 0) ||
    Date.parse(a.pair.listing.closes_at) - Date.parse(b.pair.listing.closes_at) ||
    ascending(a.candidate.listing_id, b.candidate.listing_id) ||
    ascending(a.candidate.order_id, b.candidate.order_id)
  );
}

function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function chosenFrom(candidate: DecisionCandidate): DecisionCandidate {
  return { ...candidate, outcome: 'chosen' };
}

function furthest(candidates: readonly DecisionCandidate[]): NoMatchCode {
  const codes = new Set(candidates.map(({ code }) => code));
  return codesByProgress.find((code) => codes.has(code)) ?? 'no_candidate';
}
