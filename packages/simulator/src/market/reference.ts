import { decideMatch, ListingIndex } from '@open-return-forwarding/core';
import type { Player } from './market.ts';
import { instantAt, type Shop, type ShopMarket } from './shop.ts';

/** Decides as a server does: the best of the open listings by the index, judged by the published rule. */
export function referencePlayer(shop: Shop, market: ShopMarket): Player {
  const index = new ListingIndex();
  const { policy } = shop;
  return {
    opened(number) {
      const listing = market.listings[number];
      const facts = listing && shop.listingKinds[listing.kind];
      if (facts === undefined) throw new Error(`listing ${number} is of no kind that the shop has`);
      index.add({ ...facts, listing_id: String(number), closes_at: instantAt(listing?.closes ?? 0) });
    },
    closed: (number) => index.remove(String(number)),
    choose(number) {
      const arrived = market.orders[number];
      const order = arrived && shop.orderKinds[arrived.kind];
      if (order === undefined) throw new Error(`order ${number} is of no kind that the shop has`);
      if (index.size === 0) return undefined;
      const asked = {
        kind: 'order_arrived',
        now: instantAt(arrived?.at ?? 0),
        active_listings: index.size,
      } as const;
      const { sku = '' } = shop.listingKinds[0] ?? {};
      const { listings, tally, closings } = index.best(policy, { ...asked, sku, order }, 1);
      const pairs = listings.map((listing) => ({ listing, order }));
      const { chosen } = decideMatch(policy, { ...asked, pairs, tally, closings });
      return chosen === undefined ? undefined : Number(chosen.listing_id);
    },
  };
}
