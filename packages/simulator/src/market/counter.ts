import {
  decideMatch,
  demandEstimates,
  figuresFor,
  isNotWorthWaiting,
  type ListingFacts,
  ListingIndex,
  type MatchDecision,
  type MatchPolicy,
  streamsOf,
} from '@open-return-forwarding/core';
import type { DecisionKind, Instant, ValueComponents } from '@open-return-forwarding/protocol';
import { DemandSeen } from './demand-seen.ts';
import type { ReplayListing, ReplayOrder } from './replay-events.ts';

/** `reference` is the published rule; `first_gain` takes what is worth most at once, however little. */
export type ReplayRule = 'reference' | 'first_gain';

/** What was decided, with the two sides if there is a match. */
export interface CounterDecision {
  readonly decision: Pick<MatchDecision, 'candidates' | 'chosen' | 'code'>;
  readonly pair?: CounterPair | undefined;
}

/** A match and what is behind it. */
export interface CounterPair {
  readonly listing: ReplayListing;
  readonly order: ReplayOrder;
  readonly components: ValueComponents;
  /** `X`, minor units. */
  readonly forward_value: number;
}

const DAY_MS = 86_400_000;
/** So many listings of an article are weighed one by one: looking for the best of them takes longer. */
const FEW = 4;

/** The open listings and the waiting orders of all articles, where the two are brought together. */
export class Counter {
  private readonly policy: MatchPolicy;
  private readonly rule: ReplayRule;
  private readonly demand: DemandSeen;
  private readonly index = new ListingIndex();
  /** Articles whose listings are in the index. */
  private readonly crowded = new Set<string>();
  private readonly open = new Map<string, Map<string, ReplayListing>>();
  private readonly waiting = new Map<string, Map<string, ReplayOrder>>();

  constructor(policy: MatchPolicy, rule: ReplayRule) {
    this.policy = policy;
    this.rule = rule;
    this.demand = new DemandSeen(policy);
  }

  /** An order that was decided on shows what the demand for its article is. */
  learnFrom(order: ReplayOrder): void {
    this.demand.observe(order, instantOf(order.at));
  }

  put(listing: ReplayListing): void {
    const { sku, listing_id } = listing.facts;
    const open = entryOf(this.open, sku);
    open.set(listing_id, listing);
    if (this.crowded.has(sku)) this.index.add(listing.facts);
    else if (open.size > FEW) {
      this.crowded.add(sku);
      for (const { facts } of open.values()) this.index.add(facts);
    }
  }

  /** Answers whether the listing was still open. */
  take({ facts }: ReplayListing): boolean {
    if (this.crowded.has(facts.sku)) this.index.remove(facts.listing_id);
    return removeFrom(this.open, facts.sku, facts.listing_id);
  }

  wait(order: ReplayOrder): void {
    entryOf(this.waiting, order.sku).set(order.facts.order_id, order);
  }

  /** Answers whether the order was still waiting. */
  leave({ sku, facts }: ReplayOrder): boolean {
    return removeFrom(this.waiting, sku, facts.order_id);
  }

  /** An order against every open listing of its article. */
  decideOrder(order: ReplayOrder, kind: DecisionKind, at: number): CounterDecision {
    const open = this.open.get(order.sku);
    if (open === undefined) return { decision: nothingThere };
    const now = instantOf(at);
    const evidence = { demand: this.demand.of(order.sku, now) };
    const asked = { kind: this.judgedAs(kind), now, active_listings: open.size };
    const search = { ...asked, sku: order.sku, order: order.facts, evidence };
    const { listings, tally, closings } = this.crowded.has(order.sku)
      ? this.index.best(this.policy, search, 1)
      : { listings: factsOf(open), tally: undefined, closings: undefined };
    const pairs = listings.map((listing) => ({ listing: { ...listing, evidence }, order: order.facts }));
    const decision = decideMatch(this.policy, { ...asked, pairs, tally, closings });
    return { decision, pair: pairOf(decision, open.get(decision.chosen?.listing_id ?? ''), order) };
  }

  /** A listing against every waiting order of its article. */
  decideListing(listing: ReplayListing, kind: DecisionKind, at: number): CounterDecision {
    const waiting = this.waiting.get(listing.facts.sku);
    if (waiting === undefined) return { decision: nothingThere };
    const now = instantOf(at);
    const informed = this.informed(listing.facts, now);
    const pairs = [...waiting.values()].map(({ facts: order }) => ({ listing: informed, order }));
    // The listing that opens or closes counts with those that are open beside it.
    const active_listings = (this.open.get(listing.facts.sku)?.size ?? 0) + 1;
    const decision = decideMatch(this.policy, { kind: this.judgedAs(kind), now, pairs, active_listings });
    return { decision, pair: pairOf(decision, listing, waiting.get(decision.chosen?.order_id ?? '')) };
  }

  /**
   * Whether a listing had better close as it opens: waiting costs something and can bring nothing, nor can an order that
   * waits already. `decided`: the listing against these.
   */
  isNotWorthWaiting({ facts, opens, closes }: ReplayListing, decided: CounterDecision): boolean {
    if (this.rule === 'first_gain') return false;
    const bestWaiting = Math.max(
      0,
      ...decided.decision.candidates.map(({ forward_value = 0 }) => forward_value),
    );
    const informed = this.informed(facts, instantOf(opens));
    const { outcomes, waiting_cost_per_day } = figuresFor(this.policy, informed).prospects;
    const streams = streamsOf({ ...demandEstimates(this.policy, informed), outcomes });
    const problem = { ...streams, waiting_cost_per_day, pending_value: 0 };
    return isNotWorthWaiting(problem, (closes - opens) / DAY_MS, bestWaiting);
  }

  /** With what has been seen of the demand for the article. */
  private informed(facts: ListingFacts, now: Instant): ListingFacts {
    const demand = this.demand.of(facts.sku, now);
    return demand === undefined ? facts : { ...facts, evidence: { ...facts.evidence, demand } };
  }

  /** At the closing of a window any gain will do: the published rule's own way of taking the first one. */
  private judgedAs(kind: DecisionKind): DecisionKind {
    return this.rule === 'first_gain' ? 'window_closing' : kind;
  }
}

function factsOf(open: ReadonlyMap<string, ReplayListing>): ListingFacts[] {
  return Array.from(open.values(), ({ facts }) => facts);
}

function instantOf(moment: number): Instant {
  return new Date(moment).toISOString();
}

function pairOf(
  { candidates, chosen }: MatchDecision,
  listing: ReplayListing | undefined,
  order: ReplayOrder | undefined,
): CounterPair | undefined {
  if (chosen === undefined || listing === undefined || order === undefined) return undefined;
  const found = candidates.find(({ outcome }) => outcome === 'chosen');
  if (found?.components === undefined || found.forward_value === undefined) return undefined;
  return { listing, order, components: found.components, forward_value: found.forward_value };
}

const nothingThere: Pick<MatchDecision, 'candidates' | 'code'> = { candidates: [], code: 'no_candidate' };

function entryOf<Item>(items: Map<string, Map<string, Item>>, sku: string): Map<string, Item> {
  const entry = items.get(sku) ?? new Map<string, Item>();
  items.set(sku, entry);
  return entry;
}

function removeFrom<Item>(items: Map<string, Map<string, Item>>, sku: string, id: string): boolean {
  const entry = items.get(sku);
  const removed = entry?.delete(id) ?? false;
  if (entry?.size === 0) items.delete(sku);
  return removed;
}
