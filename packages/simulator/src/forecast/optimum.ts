import { decideMatch, type ListingFacts, type OrderFacts } from '@open-return-forwarding/core';
import { clairvoyantOutcome } from '../market/clairvoyant.ts';
import type { ReplayListing, ReplayOrder } from '../market/replay-events.ts';
import { Clerk } from './article.ts';
import type { RunSetting } from './run.ts';
import type { Season } from './season.ts';

/**
 * What somebody who knew every order in advance would have expected of some articles, minor units: the heaviest matching of
 * the same listings with the same orders, each pair at the value that the rules give it. Exact.
 */
export function optimumOf(
  season: Season,
  { scenario, seed }: RunSetting,
  articles: Iterable<number>,
): { expected: number; matched: number } {
  const clerk = new Clerk(season, scenario, seed);
  const value = valueBook(scenario.policy);
  let [expected, matched] = [0, 0];
  for (const article of articles) {
    const { listings, orders } = clerk.history(article);
    if (listings.length === 0) continue;
    const found = clairvoyantOutcome({ listings, orders, value });
    expected += found.value;
    for (const listing of found.listingOf) matched += listing === -1 ? 0 : 1;
  }
  return { expected, matched };
}

/** Values of pairs, remembered by all that they depend on. */
function valueBook(policy: Parameters<typeof decideMatch>[0]) {
  const known = new Map<string, number>();
  return ({ facts: listing }: ReplayListing, { facts: order }: ReplayOrder): number => {
    if (order.accepts.length === 0 || order.buyer_ref === listing.sender_ref) return 0;
    const key = keyOf(listing, order);
    const before = known.get(key);
    if (before !== undefined) return before;
    const { candidates } = decideMatch(policy, {
      kind: 'window_closing',
      now: '2000-01-01T00:00:00Z',
      pairs: [{ listing, order }],
    });
    const value = Math.max(0, candidates[0]?.forward_value ?? 0);
    if (known.size >= 100_000) known.clear();
    known.set(key, value);
    return value;
  };
}

function keyOf(listing: ListingFacts, order: OrderFacts): string {
  const { sku, category, grade, reference_price, price, zone } = listing;
  const paid = `${order.full_price.amount} ${order.offered_price?.amount}`;
  return [
    sku,
    category,
    grade,
    reference_price.amount,
    price.amount,
    zone,
    paid,
    order.zone,
    order.accepts,
  ].join('|');
}
