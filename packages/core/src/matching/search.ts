import { apartFrom } from '../estimation/rating.ts';
import { SHOWN_CANDIDATES } from './choose.ts';
import type { MatchPolicy, RatingCounts } from './facts.ts';
import type { ClassUnit, HeadListing, SearchQuestion } from './question.ts';
import { type Group, scan } from './scan.ts';
import type { Tally } from './tally.ts';
import { parseValueClass, type ValueClass, withoutArea } from './value-class.ts';
import { distanceBetween } from './zone.ts';

/** Listings of one class, without those that the buyer sends or held before. */
export interface ClassHead {
  readonly value_class: string;
  /** How many listings the class has, shown here or not. */
  readonly count: number;
  /** The earliest closing ones, then by id: at least one, and all that close before the latest hold of a pending order. */
  readonly listings: readonly HeadListing[];
}

/** What a search leaves to be decided among. */
export interface Shortlist {
  /** The best listings by the published score, the best first, at most 20. */
  readonly listing_ids: string[];
  readonly tally: Tally;
}

/**
 * Finds the listings of an article with the highest `X - Delta_n(s)` for a general order among any number, from the heads
 * of the classes alone. Pure. The first of them is the exact best; the rest are as good as the heads show. What it leaves
 * goes to `decideMatch` with `active_listings` and the tally.
 */
export function shortlist(
  policy: MatchPolicy,
  question: SearchQuestion,
  heads: readonly ClassHead[],
): Shortlist {
  const { found, tally } = scan(policy, question, {
    groups: groupsOf(question, heads),
    most: SHOWN_CANDIDATES,
  });
  return { listing_ids: found.map(({ listing_id }) => listing_id), tally };
}

/**
 * Everything about a class's unit that is not in the class itself comes with the question. The demand stays there: each
 * order moves it, and it changes no figure of the unit.
 */
export function unitOf({ sku, evidence, categoryRatings }: SearchQuestion, facts: ValueClass): ClassUnit {
  const { sender, ...unit } = facts;
  const category = categoryRatingsOf({ categoryRatings }, facts.category, sender);
  return { ...unit, sku, evidence: { hand_in: evidence?.hand_in }, ratings: { sender, category } };
}

const NONE: RatingCounts = { acceptable: 0, unacceptable: 0 };

/** What a category was rated apart from a sender. */
export function categoryRatingsOf(
  { categoryRatings }: Pick<SearchQuestion, 'categoryRatings'>,
  category: string,
  sender: RatingCounts,
): RatingCounts {
  return apartFrom(sender, categoryRatings?.(category) ?? NONE);
}

/** Classes that differ in the postal area alone count as one, once the distance is known. */
function groupsOf(question: SearchQuestion, heads: readonly ClassHead[]): Group<HeadListing>[] {
  const groups = new Map<string, { facts: ValueClass; count: number; listings: HeadListing[] }>();
  for (const { value_class, count, listings } of heads) {
    const zone = JSON.parse(value_class.slice(value_class.lastIndexOf(',') + 1, -1));
    const key = `${distanceBetween(zone, question.order.zone)} ${withoutArea(value_class)}`;
    const group = groups.get(key) ?? { facts: parseValueClass(value_class), count: 0, listings: [] };
    group.count += count;
    group.listings.push(...listings);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ facts, count, listings }) => ({
    unit: unitOf(question, facts),
    count,
    listings: listings.toSorted(byClosing),
    first: 0,
  }));
}

/** Earliest closing first, then by id, by code unit. */
export function byClosing(a: HeadListing, b: HeadListing): number {
  if (a.closes_at !== b.closes_at) {
    const difference = Date.parse(a.closes_at) - Date.parse(b.closes_at);
    if (difference !== 0) return difference;
  }
  if (a.listing_id === b.listing_id) return 0;
  return a.listing_id < b.listing_id ? -1 : 1;
}
