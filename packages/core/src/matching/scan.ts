import type { CandidateCode, DecisionKind, Instant } from '@open-return-forwarding/protocol';
import { roundHalfEven } from '../pricing/rounding.ts';
import { daysBetween, isBarred, lasting, poolsAt, verdict } from './choose.ts';
import type { MatchEvidence, MatchPolicy, OrderFacts, RatingCounts } from './facts.ts';
import { figuresFor, type UnitFigures } from './figures.ts';
import type { Bar, Pool } from './pooled.ts';
import { demandEstimates } from './prospects.ts';
import { type GradedUnit, holders, screenClass } from './screening.ts';
import { byPreference, type Ranked, type Tally } from './tally.ts';
import { tripTo } from './value.ts';
import { shownPrice, type ValueClass } from './value-class.ts';

/** A general order that the best listing of its article is looked for, and what is known of the article. */
export interface SearchQuestion {
  readonly kind: DecisionKind;
  readonly now: Instant;
  readonly sku: string;
  readonly order: OrderFacts;
  /** `n`: all active listings of the article. */
  readonly active_listings: number;
  /** When those of them close that close first, up to 64. An index of its own need not be told. */
  readonly closings?: readonly Instant[] | undefined;
  readonly evidence?: MatchEvidence | undefined;
  /** All ratings of a category. */
  readonly categoryRatings?: ((category: string) => RatingCounts) | undefined;
  /** Other pending orders of the article. */
  readonly pending?: readonly PendingOrder[] | undefined;
}

/** An order that is pending until a moment. */
export interface PendingOrder {
  readonly order: OrderFacts;
  readonly hold_until: Instant;
}

/** A listing as far as a search needs it. */
export interface HeadListing {
  readonly listing_id: string;
  readonly closes_at: Instant;
  /** Its own sender and earlier holders are no buyers of it. Left out where the search was given no such listing. */
  readonly sender_ref?: string | undefined;
  readonly earlier_holders?: readonly string[] | undefined;
}

/** A unit as all listings of a class have it, and the prices that they show one after the other. */
export type ClassUnit = GradedUnit & Pick<ValueClass, 'steps'>;

/** Listings of one article for which an order has the same `X` and the same bar at the same time left. */
export interface Group<Listing extends HeadListing> {
  readonly unit: ClassUnit;
  readonly count: number;
  /** By closing time, then by id. */
  readonly listings: Iterator<Listing>;
}

/** A listing with what it was ranked by. */
export interface Found<Listing> extends Ranked {
  readonly listing: Listing;
}

/** A listing and what it was ranked by; `code` says why it cannot have the order, if so. */
export type Rank<Listing> = (listing: Listing) => Found<Listing>;

/**
 * The best `most` listings of some groups for the question's order, the best first, and what became of the rest. Without
 * lasting pending orders the bar never falls with the time left, so in each group the earliest closing listing is the
 * best, and the next one is looked at when that has been taken; listings that a pending order outlasts are each weighed.
 */
export function scan<Listing extends HeadListing>(
  policy: MatchPolicy,
  question: SearchQuestion,
  { groups, most }: { readonly groups: Iterable<Group<Listing>>; readonly most: number },
): { readonly found: Found<Listing>[]; readonly tally: Tally } {
  const until = latestHold(question);
  const counts = new Counts();
  const cursors = [...groups].flatMap((group) => {
    counts.considered += group.count;
    const rank: Rank<Listing> = ranking(policy, question, group.unit);
    return cursorsOf(group, { rank, until, buyer: question.order.buyer_ref, counts });
  });
  const found: Found<Listing>[] = [];
  for (let best = bestOf(cursors); best?.head !== undefined && found.length < most; best = bestOf(cursors)) {
    found.push(best.head);
    best.next();
  }
  for (const { rejection } of cursors)
    if (rejection !== undefined) counts.reject(rejection.code, rejection.count());
  return { found, tally: counts.tally(found[0] !== undefined && found[0].code === undefined) };
}

class Counts {
  considered = 0;
  readonly #rejected: Partial<Record<CandidateCode, number>> = {};
  #refused = 0;

  reject(code: CandidateCode, count: number): void {
    if (count <= 0) return;
    this.#rejected[code] = (this.#rejected[code] ?? 0) + count;
    this.#refused += count;
  }

  tally(matched: boolean): Tally {
    const outscored = this.considered - this.#refused - (matched ? 1 : 0);
    return { considered: this.considered, rejected: this.#rejected, outscored };
  }
}

function bestOf<Listing>(cursors: readonly Cursor<Listing>[]): Cursor<Listing> | undefined {
  let best: Cursor<Listing> | undefined;
  for (const cursor of cursors) {
    if (cursor.head === undefined) continue;
    if (best?.head === undefined || byPreference(cursor.head, best.head) < 0) best = cursor;
  }
  return best;
}

/** Listings of which each is at least as good as the next. */
class Cursor<Listing> {
  head: Found<Listing> | undefined;
  /** Why all from here on are rejected, once the first of them was, and how many that are. */
  rejection: { readonly code: CandidateCode; readonly count: () => number } | undefined;
  readonly #rest: Iterator<Listing>;
  readonly #rank: Rank<Listing>;
  readonly #left: () => number;
  #passed = 0;

  /** `left` answers how many listings there are, the first included. */
  constructor(
    first: Listing,
    rest: Iterator<Listing>,
    { rank, left }: { rank: Rank<Listing>; left: () => number },
  ) {
    this.#rest = rest;
    this.#rank = rank;
    this.#left = left;
    this.#show(first);
  }

  next(): void {
    this.#passed += 1;
    const step = this.#rest.next();
    if (step.done === true) this.head = undefined;
    else this.#show(step.value);
  }

  #show(listing: Listing): void {
    this.head = this.#rank(listing);
    const { code } = this.head;
    if (code === undefined || this.rejection !== undefined) return;
    const before = this.#passed;
    this.rejection = { code, count: () => this.#left() - before };
  }
}

interface Pass<Listing> {
  readonly rank: Rank<Listing>;
  /** Listings that close before this moment may be outlasted by a pending order. */
  readonly until: number;
  readonly buyer: string;
  readonly counts: Counts;
}

function cursorsOf<Listing extends HeadListing>(
  group: Group<Listing>,
  pass: Pass<Listing>,
): Cursor<Listing>[] {
  const cursors: Cursor<Listing>[] = [];
  const refused = { count: 0 };
  const rest = eligible(group.listings, pass, refused);
  for (let step = rest.next(); step.done !== true; step = rest.next()) {
    const taken = cursors.length;
    if (Date.parse(step.value.closes_at) >= pass.until) {
      const left = () => group.count - taken - refused.count;
      return [...cursors, new Cursor(step.value, rest, { rank: pass.rank, left })];
    }
    cursors.push(new Cursor(step.value, [].values(), { rank: pass.rank, left: () => 1 }));
  }
  return cursors;
}

/** Leaves out what the buyer sends or held before. */
function* eligible<Listing extends HeadListing>(
  listings: Iterator<Listing>,
  { buyer, counts }: Pass<Listing>,
  refused: { count: number },
): Generator<Listing, void> {
  for (let step = listings.next(); step.done !== true; step = listings.next()) {
    const code = holders(step.value, buyer);
    if (code === undefined) yield step.value;
    else {
      counts.reject(code, 1);
      refused.count += 1;
    }
  }
}

function latestHold({ pending = [] }: SearchQuestion): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...pending.map(({ hold_until }) => Date.parse(hold_until)));
}

/** How the listings of one group are weighed. */
function ranking<Listing extends HeadListing>(
  policy: MatchPolicy,
  question: SearchQuestion,
  unit: ClassUnit,
): Rank<Listing> {
  const place = (listing: Listing) => ({
    listing,
    listing_id: listing.listing_id,
    closes: Date.parse(listing.closes_at),
  });
  const refusal = screenClass(policy, unit, question.order);
  if (refusal !== undefined) return (listing) => ({ ...place(listing), code: refusal });
  const now = Date.parse(question.now);
  const trip = tripTo(policy, unit, question.order);
  const barred = isBarred({ kind: question.kind, policy }, question.order);
  const priced = pricing(policy, question, unit);
  const pools = poolsOf(question);
  return (listing) => {
    const at = place(listing);
    const { figures, bar } = priced(at.closes - now);
    const value = figures.value(trip);
    const days = daysBetween(now, at.closes);
    const threshold = barred ? roundHalfEven(bar(listing, at.closes)(pools, days)) : 0;
    return { ...at, margin: value - threshold, code: verdict(value, threshold) };
  };
}

const pooled = new WeakMap<SearchQuestion, readonly Pool[]>();

/** The pools of a question: worked out once for all its classes. */
function poolsOf(question: SearchQuestion): readonly Pool[] {
  const pools = pooled.get(question) ?? poolsAt(Date.parse(question.now), question.closings ?? []);
  pooled.set(question, pools);
  return pools;
}

interface Priced {
  readonly figures: UnitFigures;
  readonly bar: (listing: HeadListing, closes: number) => Bar;
}

/**
 * The figures of a class at the price that it shows with so much time left. A price that falls with the time left lowers
 * the bar with it, so that the earliest closing listing stays the best.
 */
function pricing(policy: MatchPolicy, question: SearchQuestion, unit: ClassUnit): (left: number) => Priced {
  const known = new Map<number, Priced>();
  return (left) => {
    const price = shownPrice(unit, left);
    const before = known.get(price.amount);
    if (before !== undefined) return before;
    const shown = { ...unit, price };
    const figures = figuresFor(policy, shown);
    const pending = pendingBar(policy, question, { unit: shown, figures });
    const alone = figures.bar(demandEstimates(policy, unit), []);
    const priced: Priced = { figures, bar: (listing, closes) => pending(listing, closes) ?? alone };
    known.set(price.amount, priced);
    return priced;
  };
}

/** The bar of a listing that pending orders outlast; undefined where none does. */
function pendingBar(
  policy: MatchPolicy,
  { pending = [], active_listings }: SearchQuestion,
  { unit, figures }: { readonly unit: GradedUnit; readonly figures: UnitFigures },
): (listing: HeadListing, closes: number) => Bar | undefined {
  const able = pending
    .filter(({ order }) => screenClass(policy, unit, order) === undefined)
    .map(({ order, hold_until }) => ({
      buyer: order.buyer_ref,
      named: order.listing_id,
      until: Date.parse(hold_until),
      value: figures.value(tripTo(policy, unit, order)),
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
    return values.length === 0 ? undefined : figures.bar(demandEstimates(policy, unit), values);
  };
}
