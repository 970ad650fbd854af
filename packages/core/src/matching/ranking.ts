import type { CandidateCode, Zone } from '@open-return-forwarding/protocol';
import { roundHalfEven } from '../pricing/rounding.ts';
import { daysBetween, isBarred, lasting, poolsAt, verdict } from './choose.ts';
import type { MatchPolicy } from './facts.ts';
import { figuresFor, type Rates, type UnitFigures } from './figures.ts';
import type { Bar, Pool } from './pooled.ts';
import { demandEstimates } from './prospects.ts';
import type { ClassUnit, Found, HeadListing, SearchQuestion } from './question.ts';
import { holders, screenClass } from './screening.ts';
import { type Trip, tripsTo } from './value.ts';
import { shownPrice } from './value-class.ts';

/** A question with what is the same for all classes of its article, worked out once. */
export interface Search {
  readonly policy: MatchPolicy;
  readonly question: SearchQuestion;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly pools: readonly Pool[];
  readonly barred: boolean;
  readonly trip: (zone: Zone) => Trip;
  readonly rates: (category: string) => Rates;
}

/** Prepares to ask many classes the same question. */
export function searchOf(policy: MatchPolicy, question: SearchQuestion): Search {
  const { kind, sku, order, evidence, closings = [] } = question;
  const now = Date.parse(question.now);
  return {
    policy,
    question,
    now,
    pools: poolsAt(now, closings),
    barred: isBarred({ kind, policy }, order),
    trip: once(tripsTo(policy, order)),
    rates: once((category) => demandEstimates(policy, { sku, category, evidence })),
  };
}

/** Asks for each name once. */
function once<T>(ask: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = ask(name);
    known.set(name, answer);
    return answer;
  };
}

/** How the listings of one class are weighed. */
export class Ranking {
  readonly #search: Search;
  readonly #unit: ClassUnit;
  readonly #refusal: CandidateCode | undefined;
  /** What was asked for last: the listings of most classes show one price. */
  #priced: Priced | undefined;

  constructor(search: Search, unit: ClassUnit) {
    this.#search = search;
    this.#unit = unit;
    this.#refusal = screenClass(search.policy, unit, search.question.order);
  }

  /** A listing of the class and what it is ranked by; `code` says why it cannot have the order, if so. */
  found<Listing extends HeadListing>(listing: Listing): Found<Listing> {
    const closes = Date.parse(listing.closes_at);
    const { listing_id } = listing;
    if (this.#refusal !== undefined)
      return { listing, listing_id, closes, margin: undefined, code: this.#refusal };
    const { now, pools, barred } = this.#search;
    const priced = this.#pricedFor(closes - now);
    const bar = priced.pending?.(listing, closes) ?? priced.bar;
    const threshold = barred ? roundHalfEven(bar.at(pools, daysBetween(now, closes))) : 0;
    const margin = priced.value - threshold;
    return { listing, listing_id, closes, margin, code: verdict(priced.value, threshold) };
  }

  /**
   * The figures at the price that is shown with so much time left. A price that falls with the time left lowers the bar
   * with it, so that the earliest closing listing stays the best.
   */
  #pricedFor(left: number): Priced {
    const unit = this.#unit;
    const price = unit.steps === undefined ? unit.price : shownPrice(unit, left);
    if (this.#priced?.amount !== price.amount)
      this.#priced = pricedAt(this.#search, price === unit.price ? unit : { ...unit, price });
    return this.#priced;
  }
}

/** The figures of a class at one of its prices. */
interface Priced {
  /** Minor units. */
  readonly amount: number;
  /** `X`. */
  readonly value: number;
  readonly bar: Bar;
  /** The bar of a listing that pending orders outlast; undefined where none does. */
  readonly pending?: ((listing: HeadListing, closes: number) => Bar | undefined) | undefined;
}

function pricedAt(search: Search, unit: ClassUnit): Priced {
  const { policy, trip, rates, question } = search;
  const figures = figuresFor(policy, unit);
  return {
    amount: unit.price.amount,
    value: figures.value(trip(unit.zone)),
    bar: figures.bar(rates(unit.category), []),
    pending: question.pending?.length ? pendingBar(search, unit, figures) : undefined,
  };
}

/** The bar of a listing that pending orders outlast; undefined where none does. */
function pendingBar(
  { policy, question: { pending = [], active_listings }, rates }: Search,
  unit: ClassUnit,
  figures: UnitFigures,
): (listing: HeadListing, closes: number) => Bar | undefined {
  const able = pending
    .filter(({ order }) => screenClass(policy, unit, order) === undefined)
    .map(({ order, hold_until }) => ({
      buyer: order.buyer_ref,
      named: order.listing_id,
      until: Date.parse(hold_until),
      value: figures.value(tripsTo(policy, order)(unit.zone)),
    }));
  return (listing, closes) => {
    const values = lasting(
      able
        .filter(
          ({ until, buyer, named }) =>
            until > closes &&
            (named ?? listing.listing_id) === listing.listing_id &&
            holders(listing, buyer) === undefined,
        )
        .map(({ value }) => value),
      active_listings,
    );
    return values.length === 0 ? undefined : figures.bar(rates(unit.category), values);
  };
}
