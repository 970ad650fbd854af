import { decideMatch, type ListingFacts } from '@open-return-forwarding/core';
import type { Player } from './market.ts';
import { instantAt, type Shop, type ShopMarket } from './shop.ts';

/** Decides as a server does: every order against every open listing, by the published rule. */
export function referencePlayer(shop: Shop, market: ShopMarket): Player {
  const open = new Map<number, ListingFacts>();
  return {
    opened(index) {
      const listing = market.listings[index];
      const kind = listing && shop.listingKinds[listing.kind];
      if (kind === undefined) throw new Error(`listing ${index} is of no kind that the shop has`);
      open.set(index, { ...kind, listing_id: String(index), closes_at: instantAt(listing?.closes ?? 0) });
    },
    closed: (index) => open.delete(index),
    choose(index) {
      const arrived = market.orders[index];
      const order = arrived && shop.orderKinds[arrived.kind];
      if (order === undefined) throw new Error(`order ${index} is of no kind that the shop has`);
      const pairs = [...open.values()].map((listing) => ({ listing, order }));
      const now = instantAt(arrived?.at ?? 0);
      const { chosen } = decideMatch(shop.policy, { kind: 'order_arrived', now, pairs });
      return chosen === undefined ? undefined : Number(chosen.listing_id);
    },
  };
}
