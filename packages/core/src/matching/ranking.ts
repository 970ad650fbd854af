import { roundHalfEven } from '../pricing/rounding.ts';
import { daysBetween, isBarred, lasting, poolsAt, verdict } from './choose.ts';
import type { MatchPolicy } from './facts.ts';
import { figuresFor, type Rates, type UnitFigures } from './figures.ts';
import type { Bar, Pool } from './pooled.ts';
import { demandEstimates } from './prospects.ts';
import type { ClassUnit, Found, HeadListing, SearchQuestion } from './question.ts';
import { type GradedUnit, holders, screenClass } from './screening.ts';
import { type Trip, tripsTo } from './value.ts';
import { shownPrice } from './value-class.ts';

/** A listing and what it was ranked by; `code` says why it cannot have the order, if so. */
export type Rank<Listing> = (listing: Listing) => Found<Listing>;

/** A question with what is the same for all classes of its article, worked out once. */
export interface Search {
  readonly policy: MatchPolicy;
  readonly question: SearchQuestion;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly pools: readonly Pool[];
  readonly barred: boolean;
  readonly trip: (unit: ClassUnit) => Trip;
  readonly rates: (category: string) => Rates;
}

/** Prepares to ask many classes the same question. */
export function searchOf(policy: MatchPolicy, question: SearchQuestion): Search {
  const { kind, order, closings = [] } = question;
  const now = Date.parse(question.now);
  return {
    policy,
    question,
    now,
    pools: poolsAt(now, closings),
    barred: isBarred({ kind, policy }, order),
    trip: tripsTo(policy, order),
    rates: ratesBy(policy, question),
  };
}

function ratesBy(policy: MatchPolicy, { sku, evidence }: SearchQuestion): Search['rates'] {
  const known = new Map<string, Rates>();
  return (category) => {
    const rates = known.get(category) ?? demandEstimates(policy, { sku, category, evidence });
    known.set(category, rates);
    return rates;
  };
}

/** How the listings of one class are weighed. */
export function ranking<Listing extends HeadListing>(search: Search, unit: ClassUnit): Rank<Listing> {
  const { policy, question, now, pools, barred } = search;
  const place = (listing: Listing) => ({
    listing,
    listing_id: listing.listing_id,
    closes: Date.parse(listing.closes_at),
  });
  const refusal = screenClass(policy, unit, question.order);
  if (refusal !== undefined) return (listing) => ({ ...place(listing), code: refusal });
  const trip = search.trip(unit);
  const priced = pricing(search, unit);
  return (listing) => {
    const { listing_id, closes } = place(listing);
    const { figures, bar } = priced(closes - now);
    const value = figures.value(trip);
    const days = daysBetween(now, closes);
    const threshold = barred ? roundHalfEven(bar(listing, closes)(pools, days)) : 0;
    return { listing, listing_id, closes, margin: value - threshold, code: verdict(value, threshold) };
  };
}

interface Priced {
  readonly figures: UnitFigures;
  readonly bar: (listing: HeadListing, closes: number) => Bar;
}

/**
 * The figures of a class at the price that it shows with so much time left. A price that falls with the time left lowers
 * the bar with it, so that the earliest closing listing stays the best.
 */
function pricing(search: Search, unit: ClassUnit): (left: number) => Priced {
  if (unit.steps === undefined) {
    const only = pricedAt(search, unit);
    return () => only;
  }
  const known = new Map<number, Priced>();
  return (left) => {
    const price = shownPrice(unit, left);
    const priced = known.get(price.amount) ?? pricedAt(search, { ...unit, price });
    known.set(price.amount, priced);
    return priced;
  };
}

function pricedAt(search: Search, unit: GradedUnit): Priced {
  const figures = figuresFor(search.policy, unit);
  const alone = figures.bar(search.rates(unit.category), []);
  const { pending = [] } = search.question;
  if (pending.length === 0) return { figures, bar: () => alone };
  const outlasted = pendingBar(search, unit, figures);
  return { figures, bar: (listing, closes) => outlasted(listing, closes) ?? alone };
}

/** The bar of a listing that pending orders outlast; undefined where none does. */
function pendingBar(
  { policy, question: { pending = [], active_listings }, rates }: Search,
  unit: GradedUnit,
  figures: UnitFigures,
): (listing: HeadListing, closes: number) => Bar | undefined {
  const able = pending
    .filter(({ order }) => screenClass(policy, unit, order) === undefined)
    .map(({ order, hold_until }) => ({
      buyer: order.buyer_ref,
      named: order.listing_id,
      until: Date.parse(hold_until),
      value: figures.value(tripsTo(policy, order)(unit)),
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
