/** How the listings that could serve an order are found without reading all of them. */
import type { Instant } from './stored.ts';

/** An active listing whose window is open. */
export interface OpenListing {
  readonly listing_id: string;
  readonly closes_at: Instant;
}

/** Open listings of an article that are worth the same to any one buyer, and the one of them that closes first. */
export interface ListingClass {
  readonly value_class: string;
  readonly count: number;
  readonly first: OpenListing;
}

/** Which listings are looked for: those of an article that are open at a moment. */
export interface OpenAt {
  readonly sku: string;
  readonly at: Instant;
}

export interface OpenListings {
  /**
   * The classes of an article. The work grows with them and not with the listings, unless `at` is earlier than listings
   * that have opened: say so by `isPast`.
   */
  classes(wanted: OpenAt & { readonly isPast: boolean }): Promise<ListingClass[]>;
  /** When the first `limit` listings of an article close, whatever their class. */
  closings(wanted: OpenAt, limit: number): Promise<Instant[]>;
  /** The first `limit` of a class that close before `before`, if given: earliest first, then by id. */
  ofClass(
    wanted: OpenAt,
    of: { readonly value_class: string; readonly limit: number; readonly before?: Instant | undefined },
  ): Promise<OpenListing[]>;
}
