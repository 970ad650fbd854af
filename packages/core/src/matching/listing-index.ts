import type { Instant, Zone } from '@open-return-forwarding/protocol';
import { SHOWN_CANDIDATES } from './choose.ts';
import type { ListingFacts, MatchPolicy } from './facts.ts';
import { MOST_POOLED } from './pooled.ts';
import { type Group, type SearchQuestion, scan } from './scan.ts';
import { byClosing, unitOf } from './search.ts';
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

/** Listings of an article that differ in the postal area, the closing time and the people alone. */
interface ClassShelf {
  readonly facts: ValueClass;
  readonly all: ListingFacts[];
  readonly byZone: Map<string, ListingFacts[]>;
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
    const shelf = article.classes.get(key) ?? { facts: parseValueClass(text), all: [], byZone: new Map() };
    const area = shelf.byZone.get(listing.zone) ?? [];
    insert(shelf.all, listing);
    insert(area, listing);
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
    take(shelf.all, listing);
    take(area, listing);
    take(article.all, listing);
    if (area.length === 0) shelf.byZone.delete(listing.zone);
    if (shelf.all.length === 0) article.classes.delete(key);
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

  *#groups(question: SearchQuestion): Generator<Group<ListingFacts>> {
    const { zone } = question.order;
    for (const { facts, all, byZone } of this.#articles.get(question.sku)?.classes.values() ?? []) {
      const near = distanceBetween(zone, zone) === 'same_zone' ? (byZone.get(zone) ?? []) : [];
      if (near.length > 0) yield groupOf(question, { ...facts, zone }, { listings: near });
      if (all.length === near.length) continue;
      yield groupOf(question, { ...facts, zone: otherZone(facts.zone, zone) }, { listings: all, near });
    }
  }
}

/** A zone of the same country in another area: any will do, the distance is the same. */
function otherZone(zone: Zone, than: Zone): Zone {
  return zone === than ? countryOf(zone) : zone;
}

interface Shelves {
  readonly listings: readonly ListingFacts[];
  /** Those of the listings that have a group of their own. */
  readonly near?: readonly ListingFacts[];
}

function groupOf(
  question: SearchQuestion,
  facts: ValueClass,
  { listings, near = [] }: Shelves,
): Group<ListingFacts> {
  const now = Date.parse(question.now);
  const isOpen = ({ closes_at }: ListingFacts) => Date.parse(closes_at) > now;
  const first = firstOpen(listings, isOpen);
  const count = listings.length - first - (near.length - firstOpen(near, isOpen));
  const without = near.length === 0 ? undefined : question.order.zone;
  return { unit: unitOf(question, facts), count, listings: from(listings, first, without) };
}

function* from(
  listings: readonly ListingFacts[],
  first: number,
  without: Zone | undefined,
): Generator<ListingFacts, void> {
  for (let i = first; i < listings.length; i += 1) {
    const listing = listings[i];
    if (listing !== undefined && listing.zone !== without) yield listing;
  }
}

function insert(listings: ListingFacts[], listing: ListingFacts): void {
  const at = firstWhere(listings, (other) => byClosing(other, listing) > 0);
  listings.splice(at, 0, listing);
}

function take(listings: ListingFacts[], listing: ListingFacts): void {
  const at = firstWhere(listings, (other) => byClosing(other, listing) >= 0);
  if (listings[at] === listing) listings.splice(at, 1);
}

/** Where windows are closed as they end, all listings are open. */
function firstOpen(listings: readonly ListingFacts[], isOpen: (listing: ListingFacts) => boolean): number {
  const [first] = listings;
  return first === undefined || isOpen(first) ? 0 : firstWhere(listings, isOpen);
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
