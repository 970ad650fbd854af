import {
  decideMatch,
  type ListingFacts,
  type MatchPolicy,
  type OrderFacts,
} from '@open-return-forwarding/core';
import type { Instant } from '@open-return-forwarding/protocol';
import type { Arrival, Market, OpenWindow } from './market.ts';

/** Listings and orders of one article by kind: all that the rules know of them, but for ids and times. */
export interface Shop {
  readonly policy: MatchPolicy;
  readonly listingKinds: readonly ListingFacts[];
  readonly orderKinds: readonly OrderFacts[];
}

/** An item of a kind. */
export interface ShopListing extends OpenWindow {
  readonly kind: number;
}

/** An order of a kind. */
export interface ShopOrder extends Arrival {
  readonly kind: number;
}

/** A market that a shop of its kinds can be asked about. */
export type ShopMarket = Market<ShopListing, ShopOrder>;

const EPOCH = Date.UTC(2027, 0, 1);
const DAY_MS = 86_400_000;

/** The moment that is so many days after the start of a market. */
export function instantAt(days: number): Instant {
  return new Date(EPOCH + days * DAY_MS).toISOString();
}

/** `X` by kind of listing and of order, minor units, as the rules value the pair; 0 where it may not be matched. */
export function valuesOf({ policy, listingKinds, orderKinds }: Shop): number[][] {
  const now = instantAt(0);
  return listingKinds.map((listing) =>
    orderKinds.map((order) => {
      const { candidates } = decideMatch(policy, {
        kind: 'window_closing',
        now,
        pairs: [{ listing, order }],
      });
      return candidates[0]?.forward_value ?? 0;
    }),
  );
}

/** A market of a shop's kinds. `values` are the shop's, worked out once for many markets. */
export function shopMarket(
  values: readonly (readonly number[])[],
  { listings, orders }: Pick<ShopMarket, 'listings' | 'orders'>,
): ShopMarket {
  return { listings, orders, value: (listing, order) => values[listing.kind]?.[order.kind] ?? 0 };
}
