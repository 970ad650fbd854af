import type {
  CandidateCode,
  CandidateOutcome,
  ChosenPair,
  DecisionAlgorithm,
  DecisionCandidate,
  DecisionKind,
  Instant,
  Patience,
  WaitingProblem,
} from '@open-return-forwarding/protocol';
import { roundHalfEven } from '../pricing/rounding.ts';
import { basisOf } from './basis.ts';
import type { ListingFacts, MatchPolicy, OrderFacts } from './facts.ts';
import { figuresFor, type UnitFigures } from './figures.ts';
import { type Bar, type Pool, poolsOf } from './pooled.ts';
import { demandEstimates } from './prospects.ts';
import { screen } from './screening.ts';
import { byPreference, codesByProgress, type Ranked, type Tally } from './tally.ts';
import { forwardValue, tripTo } from './value.ts';

/** The published algorithm that these decisions follow. */
export const matchingAlgorithm: DecisionAlgorithm = { name: 'orf-reference', version: '2.0' };

/** How many candidates a decision shows. */
export const SHOWN_CANDIDATES = 20;

/** A listing and an order that might be matched. */
export interface Pair {
  readonly listing: ListingFacts;
  readonly order: OrderFacts;
  /** `X` of other pending orders whose hold outlasts the listing's window, minor units, in any order. */
  readonly pending_values?: readonly number[] | undefined;
}

/** What is to be decided: one order and the listings of its article, or one listing and the pending orders. */
export interface MatchQuestion {
  readonly kind: DecisionKind;
  readonly now: Instant;
  readonly pairs: readonly Pair[];
  /** `n`: active listings of the article. Without it, the listings among the pairs. */
  readonly active_listings?: number | undefined;
  /** When those of them close that close first, up to 64. Without it, when the listings among the pairs do. */
  readonly closings?: readonly Instant[] | undefined;
  /** What became of all pairs, where a search has left out those that could not win. */
  readonly tally?: Tally | undefined;
}

/** Why no pair was chosen: the code of the candidate that came furthest, or that there was none. */
export type NoMatchCode = CandidateCode | 'no_candidate';

/** The outcome, ready for the decision record. */
export interface MatchDecision {
  readonly algorithm: DecisionAlgorithm;
  /** The best 20, the best first. */
  readonly candidates: DecisionCandidate[];
  /** What the bars of the candidates come from. */
  readonly waiting_problems: WaitingProblem[];
  readonly tally: Tally;
  readonly chosen?: ChosenPair;
  /** Set where nothing was chosen. */
  readonly code?: NoMatchCode;
}

/**
 * Weighs every pair and chooses the one with the highest margin over its bar, if any reaches it. Ties go to the listing
 * that closes first, then to the lower listing id, then to the lower order id (by code unit).
 */
export function decideMatch(policy: MatchPolicy, question: MatchQuestion): MatchDecision {
  const round = roundOf(policy, question);
  const weighed = question.pairs.map((pair) => weigh(round, pair)).toSorted(byPreference);
  const [best] = weighed;
  const chosen = best !== undefined && best.code === undefined ? best : undefined;
  const tally = question.tally ?? tallyOf(weighed);
  const answer = { algorithm: matchingAlgorithm, ...shown(round, weighed, chosen), tally };
  if (chosen === undefined) return { ...answer, code: furthest(weighed, tally) };
  return { ...answer, chosen: { listing_id: chosen.listing_id, order_id: chosen.order_id } };
}

function roundOf(policy: MatchPolicy, question: MatchQuestion): Round {
  const { kind, pairs, active_listings, closings } = question;
  const now = Date.parse(question.now);
  const listings = new Map(pairs.map(({ listing }) => [listing.listing_id, listing.closes_at]));
  const pools = poolsAt(now, closings ?? [...listings.values()]);
  return { policy, kind, now, n: Math.max(1, active_listings ?? listings.size), pools };
}

/** The pools of listings that close at these moments, as they are at `now`, milliseconds since 1970. */
export function poolsAt(now: number, closings: readonly Instant[]): Pool[] {
  return poolsOf(closings.map((closes) => daysBetween(now, Date.parse(closes))));
}

/** What all pairs of a decision share. */
export interface Round {
  readonly policy: MatchPolicy;
  readonly kind: DecisionKind;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly n: number;
  readonly pools: readonly Pool[];
}

interface Weighed extends Ranked {
  readonly pair: Pair;
  readonly order_id: string;
  readonly value?: number;
  readonly threshold?: number;
  readonly pending?: readonly number[];
}

/** Judges one pair on its own. */
function weigh(round: Round, pair: Pair): Weighed {
  const { listing, order } = pair;
  const closes = Date.parse(listing.closes_at);
  const who = { pair, listing_id: listing.listing_id, order_id: order.order_id, closes };
  const refusal = screen(round.policy, listing, order);
  if (refusal !== undefined) return { ...who, code: refusal };
  const figures = figuresFor(round.policy, listing);
  const value = figures.value(tripTo(round.policy, listing, order));
  const pending = lasting(pair.pending_values ?? [], round.n);
  const threshold = isBarred(round, order)
    ? roundHalfEven(barOn(round, listing, pending).at(round.pools, daysBetween(round.now, closes)))
    : 0;
  return { ...who, value, threshold, pending, margin: value - threshold, code: verdict(value, threshold) };
}

function barOn({ policy }: Round, listing: ListingFacts, pending: readonly number[]): Bar {
  return figuresFor(policy, listing).bar(demandEstimates(policy, listing), pending);
}

/** Why a value does not do, if so. */
export function verdict(value: number, threshold: number): CandidateCode | undefined {
  if (value <= 0) return 'value_below_warehouse';
  return value < threshold ? 'below_waiting_threshold' : undefined;
}

/** Days of 86,400 seconds, never below 0. */
export function daysBetween(now: number, closes: number): number {
  return Math.max(0, (closes - now) / 86_400_000);
}

/** The best `n` values above 0, falling: no more can be served than there are listings. */
export function lasting(values: readonly number[], n: number): number[] {
  return values
    .filter((value) => value > 0)
    .toSorted((a, b) => b - a)
    .slice(0, n);
}

/** Whether an order has to be worth more than waiting on. */
export function isBarred(
  { kind, policy }: Pick<Round, 'kind' | 'policy'>,
  order: Pick<OrderFacts, 'listing_id'>,
): boolean {
  return order.listing_id === undefined && waits(kind, policy.matching.patience);
}

/** Whether a general order has to be worth more than waiting on. */
export function waits(kind: DecisionKind, patience: Patience): boolean {
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

function tallyOf(weighed: readonly Weighed[]): Tally {
  const rejected: Partial<Record<CandidateCode, number>> = {};
  let able = 0;
  for (const { code } of weighed) {
    if (code === undefined) able += 1;
    else rejected[code] = (rejected[code] ?? 0) + 1;
  }
  return { considered: weighed.length, rejected, outscored: Math.max(0, able - 1) };
}

function furthest(weighed: readonly Weighed[], { rejected }: Tally): NoMatchCode {
  const codes = new Set<string | undefined>([...weighed.map(({ code }) => code), ...Object.keys(rejected)]);
  return codesByProgress.find((code) => codes.has(code)) ?? 'no_candidate';
}

function shown(round: Round, weighed: readonly Weighed[], chosen: Weighed | undefined) {
  const problems = new ProblemList();
  const candidates = weighed.slice(0, SHOWN_CANDIDATES).map((each) => {
    const record = recordOf(round, each, chosen);
    if (each.value !== undefined && isBarred(round, each.pair.order))
      record.waiting_problem = problems.indexOf(round, each.pair.listing);
    return record;
  });
  return { candidates, waiting_problems: problems.all };
}

/** The waiting problems of a record, each one once. Most records have a single one, which needs no comparing. */
class ProblemList {
  readonly all: WaitingProblem[] = [];
  readonly #byFigures = new Map<UnitFigures, number>();
  readonly #texts: string[] = [];

  indexOf({ policy, n, pools }: Round, listing: ListingFacts): number {
    const figures = figuresFor(policy, listing);
    const before = this.#byFigures.get(figures);
    if (before !== undefined) return before;
    const problem = {
      active_listings: n,
      ...(pools.length === 0 ? {} : { pools: [...pools] }),
      ...figures.prospects,
      ...demandEstimates(policy, listing),
    };
    const index = this.#same(problem) ?? this.all.push(problem) - 1;
    this.#byFigures.set(figures, index);
    return index;
  }

  #same(problem: WaitingProblem): number | undefined {
    if (this.all.length === 0) return undefined;
    const text = JSON.stringify(problem);
    const index = this.all.findIndex((other, i) => this.#textOf(other, i) === text);
    return index === -1 ? undefined : index;
  }

  #textOf(problem: WaitingProblem, index: number): string {
    const text = this.#texts[index] ?? JSON.stringify(problem);
    this.#texts[index] = text;
    return text;
  }
}

function recordOf({ policy }: Round, each: Weighed, chosen: Weighed | undefined): DecisionCandidate {
  const { pair, code, value, threshold = 0, pending = [] } = each;
  const { listing, order } = pair;
  const record: DecisionCandidate = {
    listing_id: listing.listing_id,
    order_id: order.order_id,
    outcome: each === chosen ? 'chosen' : outcomeOf(code),
    grade: listing.grade,
    accepts: [...order.accepts],
    names_listing: order.listing_id === listing.listing_id,
    closes_at: listing.closes_at,
  };
  if (code !== undefined) record.code = code;
  if (value === undefined) return record;
  return {
    ...record,
    components: forwardValue(policy, listing, order).components,
    basis: basisOf(policy, listing, order),
    pending_value: pending[0] ?? 0,
    pending_values: [...pending],
    forward_value: value,
    threshold,
    margin: value - threshold,
  };
}

function outcomeOf(code: CandidateCode | undefined): CandidateOutcome {
  return code === undefined ? 'outscored' : 'rejected';
}
