import type { CandidateCode } from '@open-return-forwarding/protocol';
import type { MatchPolicy } from './facts.ts';
import type { ClassUnit, Found, HeadListing, SearchQuestion } from './question.ts';
import { Ranking, searchOf } from './ranking.ts';
import { holders } from './screening.ts';
import { byPreference, type Tally } from './tally.ts';

/** Listings of one article for which an order has the same `X` and the same bar at the same time left. */
export interface Group<Listing extends HeadListing> {
  readonly unit: ClassUnit;
  readonly count: number;
  /** By closing time, then by id. */
  readonly listings: readonly Listing[];
  /** Where in them the open ones begin. */
  readonly first: number;
  /** Those of them that are in a group of their own. */
  readonly isElsewhere?: ((listing: Listing) => boolean) | undefined;
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
  const cursors: Cursor<Listing>[] = [];
  for (const group of groups) {
    counts.considered += group.count;
    const walk = new Walk(group, question.order.buyer_ref, counts);
    pushCursors(cursors, walk, { ranking: new Ranking(search, group.unit), until });
  }
  const found = bestOf(cursors, most);
  for (const { rejection, rejected } of cursors)
    if (rejection !== undefined) counts.reject(rejection, rejected);
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

/** The best of what all cursors show, one after the other. */
function bestOf<Listing extends HeadListing>(
  cursors: readonly Cursor<Listing>[],
  most: number,
): Found<Listing>[] {
  const found: Found<Listing>[] = [];
  const queue = cursors.toSorted((a, b) => byPreference(a.head, b.head));
  for (let best = queue.shift(); best !== undefined && found.length < most; best = queue.shift()) {
    found.push(best.head);
    if (best.next()) enqueue(queue, best);
  }
  return found;
}

/** Puts a cursor where its listing belongs among those of the others, which stand the best first. */
function enqueue<Listing extends HeadListing>(queue: Cursor<Listing>[], cursor: Cursor<Listing>): void {
  const at = queue.findIndex(({ head }) => byPreference(cursor.head, head) < 0);
  queue.splice(at === -1 ? queue.length : at, 0, cursor);
}

/** The open listings of a group, one after the other, without what the buyer sends or held before. */
class Walk<Listing extends HeadListing> {
  /** Of those that the buyer may have, how many were passed. */
  passed = 0;
  readonly #group: Group<Listing>;
  readonly #buyer: string;
  readonly #counts: Counts;
  #at: number;
  #refused = 0;

  constructor(group: Group<Listing>, buyer: string, counts: Counts) {
    this.#group = group;
    this.#buyer = buyer;
    this.#counts = counts;
    this.#at = group.first;
  }

  /** How many the buyer may have, as far as is known by now. */
  get eligible(): number {
    return this.#group.count - this.#refused;
  }

  next(): Listing | undefined {
    const { listings, isElsewhere } = this.#group;
    while (this.#at < listings.length) {
      const listing = listings[this.#at] as Listing;
      this.#at += 1;
      if (isElsewhere?.(listing) === true) continue;
      const code = holders(listing, this.#buyer);
      if (code === undefined) {
        this.passed += 1;
        return listing;
      }
      this.#counts.reject(code, 1);
      this.#refused += 1;
    }
    return undefined;
  }
}

/** Listings of which each is at least as good as the next. */
class Cursor<Listing extends HeadListing> {
  head: Found<Listing>;
  /** Why all from some listing on are rejected, once the first of them was. */
  rejection: CandidateCode | undefined;
  readonly #ranking: Ranking;
  /** Undefined where there is the first one alone. */
  readonly #rest: Walk<Listing> | undefined;
  /** How many of the walk come before the rejected ones. */
  #before = 0;

  constructor(first: Listing, ranking: Ranking, rest?: Walk<Listing>) {
    this.#ranking = ranking;
    this.#rest = rest;
    this.head = ranking.found(first);
    this.#heed();
  }

  /** Shows the next listing; answers whether there is one. */
  next(): boolean {
    const listing = this.#rest?.next();
    if (listing === undefined) return false;
    this.head = this.#ranking.found(listing);
    this.#heed();
    return true;
  }

  /** How many are rejected. */
  get rejected(): number {
    return this.#rest === undefined ? 1 : this.#rest.eligible - this.#before;
  }

  #heed(): void {
    const { code } = this.head;
    if (code === undefined || this.rejection !== undefined) return;
    this.rejection = code;
    this.#before = (this.#rest?.passed ?? 1) - 1;
  }
}

interface Pass {
  readonly ranking: Ranking;
  /** Listings that close before this moment may be outlasted by a pending order. */
  readonly until: number;
}

function pushCursors<Listing extends HeadListing>(
  cursors: Cursor<Listing>[],
  walk: Walk<Listing>,
  { ranking, until }: Pass,
): void {
  for (let listing = walk.next(); listing !== undefined; listing = walk.next()) {
    if (until === Number.NEGATIVE_INFINITY || Date.parse(listing.closes_at) >= until) {
      cursors.push(new Cursor(listing, ranking, walk));
      return;
    }
    cursors.push(new Cursor(listing, ranking));
  }
}

function latestHold({ pending = [] }: SearchQuestion): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...pending.map(({ hold_until }) => Date.parse(hold_until)));
}
