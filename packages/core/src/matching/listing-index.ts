import type { Instant } from '@open-return-forwarding/protocol';
import { SHOWN_CANDIDATES } from './choose.ts';
import type { ListingFacts, MatchPolicy } from './facts.ts';
import { MOST_POOLED } from './pooled.ts';
import type { ClassUnit, SearchQuestion } from './question.ts';
import { type Group, scan } from './scan.ts';
import { byClosing, categoryRatingsOf, unitOf } from './search.ts';
import type { Tally } from './tally.ts';
import { parseValueClass, type ValueClass, valueClass, withoutArea } from './value-class.ts';
import { countryOf, distanceBetween } from './zone.ts';

/** The best listings for an order, the best first, and what became of the rest. */
export interface IndexAnswer {
  readonly listings: ListingFacts[];
  readonly tally: Tally;
  /** When those that are open close, the first 64 of them: for `decideMatch`. */
  readonly closings: readonly Instant[];
}

/** Listings of an article that are alike but for the closing time and the people, as seen from one distance. */
class UnitShelf {
  /** By closing time, then by id. */
  readonly listings: ListingFacts[] = [];
  readonly #facts: ValueClass;
  #unit: ClassUnit | undefined;

  constructor(facts: ValueClass) {
    this.#facts = facts;
  }

  /** Their unit: the one of the last question where nothing that counts was seen since, so that its figures are found. */
  unit(question: SearchQuestion): ClassUnit {
    if (this.#unit === undefined || !isStill(this.#unit, question))
      this.#unit = unitOf(question, this.#facts);
    return this.#unit;
  }
}

/** Whether a question comes with the evidence that a unit was made of. */
function isStill({ category, evidence, ratings }: ClassUnit, question: SearchQuestion): boolean {
  const { acceptable, unacceptable } = categoryRatingsOf(question, category, ratings.sender);
  return (
    evidence?.hand_in === question.evidence?.hand_in &&
    ratings.category.acceptable === acceptable &&
    ratings.category.unacceptable === unacceptable
  );
}

interface ClassShelf {
  /** All of the class, as seen from another postal area. */
  readonly all: UnitShelf;
  readonly byZone: Map<string, UnitShelf>;
}

interface ArticleShelf {
  /** By closing time, then by id. */
  readonly all: ListingFacts[];
  readonly classes: Map<string, ClassShelf>;
}

/**
 * Active listings in memory, by article and value class and there by closing time, so that the best listing for an order
 * is found without weighing the others. The ratings of `ListingFacts` count as they are when the listing is added.
 */
export class ListingIndex {
  readonly #articles = new Map<string, ArticleShelf>();
  readonly #places = new Map<string, { readonly listing: ListingFacts; readonly key: string }>();

  /** Adds a listing; one with the same id is replaced. */
  add(listing: ListingFacts): void {
    this.remove(listing.listing_id);
    const text = valueClass(listing);
    const key = withoutArea(text);
    const article = this.#articles.get(listing.sku) ?? { all: [], classes: new Map() };
    const shelf = article.classes.get(key) ?? classShelf(parseValueClass(text));
    const area = shelf.byZone.get(listing.zone) ?? new UnitShelf(parseValueClass(text));
    insert(shelf.all.listings, listing);
    insert(area.listings, listing);
    shelf.byZone.set(listing.zone, area);
    article.classes.set(key, shelf);
    insert(article.all, listing);
    this.#articles.set(listing.sku, article);
    this.#places.set(listing.listing_id, { listing, key });
  }

  /** Takes a listing out; one that is not there changes nothing. */
  remove(listingId: string): void {
    const place = this.#places.get(listingId);
    if (place === undefined) return;
    this.#places.delete(listingId);
    const { listing, key } = place;
    const article = this.#articles.get(listing.sku);
    const shelf = article?.classes.get(key);
    const area = shelf?.byZone.get(listing.zone);
    if (article === undefined || shelf === undefined || area === undefined) return;
    take(shelf.all.listings, listing);
    take(area.listings, listing);
    take(article.all, listing);
    if (area.listings.length === 0) shelf.byZone.delete(listing.zone);
    if (shelf.all.listings.length === 0) article.classes.delete(key);
    if (article.all.length === 0) this.#articles.delete(listing.sku);
  }

  /** Active listings of an article. */
  count(sku: string): number {
    return this.#articles.get(sku)?.all.length ?? 0;
  }

  /** All listings here. */
  get size(): number {
    return this.#places.size;
  }

  /** The best listings of the question's article that are open at its moment, by the published score. Exact. */
  best(policy: MatchPolicy, question: SearchQuestion, most: number = SHOWN_CANDIDATES): IndexAnswer {
    const closings = question.closings ?? this.#closings(question);
    const asked = { ...question, closings };
    const { found, tally } = scan(policy, asked, { groups: this.#groups(asked), most });
    return { listings: found.map(({ listing }) => listing), tally, closings };
  }

  #closings({ sku, now }: SearchQuestion): Instant[] {
    const listings = this.#articles.get(sku)?.all ?? [];
    const at = Date.parse(now);
    const first = firstWhere(listings, ({ closes_at }) => Date.parse(closes_at) > at);
    return listings.slice(first, first + MOST_POOLED).map(({ closes_at }) => closes_at);
  }

  #groups(question: SearchQuestion): Group<ListingFacts>[] {
    const article = this.#articles.get(question.sku);
    if (article === undefined) return [];
    const { zone } = question.order;
    const isNear = distanceBetween(zone, zone) === 'same_zone';
    const isElsewhere = (listing: ListingFacts) => listing.zone === zone;
    const opened = openedOf(article.all, question);
    const groups: Group<ListingFacts>[] = [];
    for (const { all, byZone } of article.classes.values()) {
      const near = isNear ? byZone.get(zone) : undefined;
      const beside = near && groupOf(question, opened, near);
      if (beside !== undefined) groups.push(beside);
      if (all.listings.length === near?.listings.length) continue;
      const far = groupOf(question, opened, all);
      groups.push(beside === undefined ? far : { ...far, count: far.count - beside.count, isElsewhere });
    }
    return groups;
  }
}

/** Any place of the country will do for listings that are of another postal area: the distance is the same. */
function classShelf(facts: ValueClass): ClassShelf {
  return { all: new UnitShelf({ ...facts, zone: countryOf(facts.zone) }), byZone: new Map() };
}

function groupOf(question: SearchQuestion, opened: Opened, shelf: UnitShelf): Group<ListingFacts> {
  const { listings } = shelf;
  const first = opened(listings);
  return { unit: shelf.unit(question), count: listings.length - first, listings, first };
}

function insert(listings: ListingFacts[], listing: ListingFacts): void {
  const at = firstWhere(listings, (other) => byClosing(other, listing) > 0);
  listings.splice(at, 0, listing);
}

function take(listings: ListingFacts[], listing: ListingFacts): void {
  const at = firstWhere(listings, (other) => byClosing(other, listing) >= 0);
  if (listings[at] === listing) listings.splice(at, 1);
}

/** Where in listings of the article those begin that are open. */
type Opened = (listings: readonly ListingFacts[]) => number;

/** Where windows are closed as they end, all of an article's listings are open: the first of them tells. */
function openedOf(all: readonly ListingFacts[], { now }: SearchQuestion): Opened {
  const at = Date.parse(now);
  const isOpen = ({ closes_at }: ListingFacts) => Date.parse(closes_at) > at;
  const [first] = all;
  return first === undefined || isOpen(first) ? () => 0 : (listings) => firstWhere(listings, isOpen);
}

/** Index of the first listing in order for which something begins to hold. */
function firstWhere(listings: readonly ListingFacts[], holds: (listing: ListingFacts) => boolean): number {
  let low = 0;
  let high = listings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const listing = listings[middle];
    if (listing !== undefined && holds(listing)) high = middle;
    else low = middle + 1;
  }
  return low;
}
