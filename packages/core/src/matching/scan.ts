import type { CandidateCode } from '@open-return-forwarding/protocol';
import type { MatchPolicy } from './facts.ts';
import type { ClassUnit, Found, HeadListing, SearchQuestion } from './question.ts';
import { type Rank, ranking, searchOf } from './ranking.ts';
import { holders } from './screening.ts';
import { byPreference, type Tally } from './tally.ts';

/** Listings of one article for which an order has the same `X` and the same bar at the same time left. */
export interface Group<Listing extends HeadListing> {
  readonly unit: ClassUnit;
  readonly count: number;
  /** By closing time, then by id. */
  readonly listings: Iterator<Listing>;
}

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
  const search = searchOf(policy, question);
  const until = latestHold(question);
  const counts = new Counts();
  const cursors = [...groups].flatMap((group) => {
    counts.considered += group.count;
    const rank: Rank<Listing> = ranking(search, group.unit);
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
    if (pass.until === Number.NEGATIVE_INFINITY || Date.parse(step.value.closes_at) >= pass.until) {
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
