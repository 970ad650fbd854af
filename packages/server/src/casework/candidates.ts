import {
  type ClassHead,
  hasPassed,
  type OrderFacts,
  orderFacts,
  parseValueClass,
  type SearchQuestion,
  type Shortlist,
  see,
  shortlist,
  type Tally,
} from '@open-return-forwarding/core';
import type { DecisionKind, Listing } from '@open-return-forwarding/protocol';
import type { ListingClass, OpenAt, OpenListing } from '../candidate-ports.ts';
import type { Case } from './case.ts';
import { type Holding, loadHoldings } from './holdings.ts';
import { loadKnowledge } from './knowledge.ts';
import { loadListing } from './load.ts';
import { loadClosings } from './open-listings.ts';
import { loadSenderRatings } from './ratings.ts';
import { keptClass } from './value-classes.ts';

/** How far a class is read, step by step: to as many candidates as a decision shows. */
const DEPTHS = [4, 20];

/** An order that listings are looked for. */
export interface Wanting extends OrderFacts {
  readonly sku: string;
}

/**
 * Puts the listings on the table that a general order may be served by: of all open ones of its article the best, exactly,
 * and those that come closest. The pending orders of the article are there already. Only the heads of the value classes
 * are read, however many listings there are.
 */
export async function loadCandidates(theCase: Case, order: Wanting, kind: DecisionKind): Promise<void> {
  const { work } = theCase;
  const search = await searchFor(theCase, order);
  const { heads, active } = await firstHeads(search);
  work.activeListings.set(order.sku, active);
  await loadClosings(theCase, order.sku);
  const categories = [...new Set(heads.map((head) => parseValueClass(head.value_class).category))];
  for (const category of categories) await loadKnowledge(theCase, { sku: order.sku, category });
  const [category, ...others] = categories;
  if (category === undefined) return;
  if (others.length > 0) return loadAll(search);
  const question = questionOf(search, { kind, active, category });
  const best = await searched(search, question, heads);
  work.tallies.set(order.order_id, withOwn(best.tally, search));
  await loadFound(theCase, best);
}

interface Best extends Shortlist {
  /** The classes as far as they were read. */
  readonly heads: readonly ClassHead[];
}

/** Reads on in a class as long as the last that was read of it is among the best: what closes later is worth no more. */
async function searched(
  search: Search,
  question: SearchQuestion,
  first: readonly ClassHead[],
): Promise<Best> {
  const { policy } = search.theCase.work.context;
  let heads = first;
  for (const depth of DEPTHS) {
    const near = new Set(shortlist(policy, question, heads).listing_ids);
    const read: ClassHead[] = [];
    for (const head of heads) read.push(goesOn(head, near) ? await deepened(search, head, depth) : head);
    heads = read;
  }
  return { ...shortlist(policy, question, heads), heads };
}

function goesOn({ count, listings }: ClassHead, near: ReadonlySet<string>): boolean {
  return count > listings.length && near.has(listings.at(-1)?.listing_id ?? '');
}

/** The listings found, each with its sender's ratings as its class has them. */
async function loadFound(theCase: Case, { listing_ids, heads }: Best): Promise<void> {
  const { records, work } = theCase;
  for (const id of listing_ids) {
    await loadListing(theCase, id);
    const head = heads.find(({ listings }) => listings.some(({ listing_id }) => listing_id === id));
    const source = records.return.get(records.listing.get(id)?.doc.return_id ?? '');
    const sender = source?.doc.consumer.ref;
    if (head === undefined || sender === undefined || work.ratings.sender.has(sender)) continue;
    work.ratings.sender.set(sender, parseValueClass(head.value_class).sender);
  }
  await loadSenderRatings(theCase);
}

/** The buyer's own listings are on the table, but not among those that were searched. */
function withOwn({ considered, rejected, outscored }: Tally, { own, order }: Search): Tally {
  const all = { ...rejected };
  for (const { record, code } of own) {
    const why = order.accepts.includes(record.doc.grade) ? code : 'grade_not_accepted';
    all[why] = (all[why] ?? 0) + 1;
  }
  return { considered: considered + own.length, rejected: all, outscored };
}

/** An article whose listings stand under several categories: hand-ins differ between them, so each listing is weighed. */
async function loadAll({ theCase, wanted }: Search): Promise<void> {
  for (const { value_class, count } of await theCase.unit.openListings.classes(wanted)) {
    const found = await theCase.unit.openListings.ofClass(wanted, { value_class, limit: count });
    for (const { listing_id } of found) await loadListing(theCase, listing_id);
  }
  await loadSenderRatings(theCase);
}

interface Search {
  readonly theCase: Case;
  readonly order: Wanting;
  readonly wanted: OpenAt & { readonly isPast: boolean };
  /** Open listings of items that the buyer sends or had before: they are looked up, and left out of the search. */
  readonly own: readonly Holding[];
  readonly pending: NonNullable<SearchQuestion['pending']>;
  /** Until when a pending order waits: what closes before is weighed by itself. */
  readonly until: string | undefined;
}

async function searchFor(theCase: Case, order: Wanting): Promise<Search> {
  const { now, effective_at: at } = theCase.work.context;
  const pending = pendingBeside(theCase, order);
  const holds = pending.map(({ hold_until }) => hold_until);
  return {
    theCase,
    order,
    wanted: { sku: order.sku, at, isPast: Date.parse(at) < Date.parse(now) },
    own: await loadHoldings(theCase, order, ({ doc }) => isOpen(doc, at)),
    pending,
    until: holds.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0],
  };
}

function isOpen({ status, opens_at, closes_at }: Listing, at: string): boolean {
  return status === 'active' && hasPassed(opens_at, at) && !hasPassed(closes_at, at);
}

/** Other orders of the article that wait for a listing at the moment that counts. */
function pendingBeside({ work }: Case, { order_id, sku }: Wanting): Search['pending'] {
  const now = Date.parse(work.context.effective_at);
  return [...work.shelf.order.values()].flatMap((order) => {
    const { hold_until } = order;
    if (order.id === order_id || order.sku !== sku || order.status !== 'pending') return [];
    if (hold_until === undefined || Date.parse(hold_until) <= now) return [];
    return Date.parse(order.created_at) > now ? [] : [{ order: orderFacts(work, order), hold_until }];
  });
}

/** Every class with the listing of it that closes first, and how many open listings there are in all. */
async function firstHeads(search: Search): Promise<{ heads: ClassHead[]; active: number }> {
  const classes = await search.theCase.unit.openListings.classes(search.wanted);
  const heads: ClassHead[] = [];
  for (const each of classes) {
    if (each.value_class === '') heads.push(...(await oneByOne(search, each)));
    else heads.push(await firstOf(search, each));
  }
  const active = classes.reduce((sum, { count }) => sum + count, 0);
  return { heads: heads.filter(({ listings }) => listings.length > 0), active };
}

/** Where some listings of a class are the buyer's own, or a pending order outlasts some, one is not enough. */
async function firstOf(search: Search, { value_class, count, first }: ListingClass): Promise<ClassHead> {
  const own = search.own.filter(({ record }) => record.value_class === value_class).length;
  const head = { value_class, count: count - own, listings: [first] };
  return own === 0 && search.until === undefined ? head : deepened(search, head, 1);
}

/** A class with all its listings that are weighed each by itself, and `most` of the others. */
async function deepened(search: Search, head: ClassHead, most: number): Promise<ClassHead> {
  const { theCase, wanted, own, until } = search;
  const { value_class, count } = head;
  const { openListings } = theCase.unit;
  const all = { value_class, limit: count + own.length };
  const outlasted = until === undefined ? [] : await openListings.ofClass(wanted, { ...all, before: until });
  const limit = outlasted.length + own.length + most;
  const listings = await openListings.ofClass(wanted, { value_class, limit });
  return { value_class, count, listings: withoutOwn(search, listings) };
}

function withoutOwn({ own }: Search, listings: readonly OpenListing[]): OpenListing[] {
  return listings.filter(({ listing_id }) => own.every(({ record }) => record.doc.id !== listing_id));
}

/** Listings from before there were classes have none that is kept: each is looked at. */
async function oneByOne(search: Search, { value_class, count }: ListingClass): Promise<ClassHead[]> {
  const { theCase, wanted } = search;
  const found = await theCase.unit.openListings.ofClass(wanted, { value_class, limit: count });
  const listings = withoutOwn(search, found);
  for (const { listing_id } of listings) await loadListing(theCase, listing_id);
  await loadSenderRatings(theCase);
  return listings.map((listing) => ({
    value_class: keptClass(theCase, see(theCase.work, 'listing', listing.listing_id)),
    count: 1,
    listings: [listing],
  }));
}

function questionOf(
  { theCase: { work }, order, pending }: Search,
  {
    kind,
    active,
    category,
  }: { readonly kind: DecisionKind; readonly active: number; readonly category: string },
): SearchQuestion {
  return {
    kind,
    now: work.context.effective_at,
    sku: order.sku,
    order,
    active_listings: active,
    closings: work.closings.get(order.sku),
    evidence: { demand: work.evidence.demand.get(order.sku), hand_in: work.evidence.handIn.get(category) },
    categoryRatings: (category) => work.ratings.category.get(category) ?? { acceptable: 0, unacceptable: 0 },
    pending,
  };
}
