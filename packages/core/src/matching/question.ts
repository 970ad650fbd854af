import type { DecisionKind, Instant } from '@open-return-forwarding/protocol';
import type { MatchEvidence, OrderFacts, RatingCounts } from './facts.ts';
import type { GradedUnit } from './screening.ts';
import type { Ranked } from './tally.ts';
import type { ValueClass } from './value-class.ts';

/** A general order that the best listing of its article is looked for, and what is known of the article. */
export interface SearchQuestion {
  readonly kind: DecisionKind;
  readonly now: Instant;
  readonly sku: string;
  readonly order: OrderFacts;
  /** `n`: all active listings of the article. */
  readonly active_listings: number;
  /** When those of them close that close first, up to 64. An index of its own need not be told. */
  readonly closings?: readonly Instant[] | undefined;
  readonly evidence?: MatchEvidence | undefined;
  /** All ratings of a category. */
  readonly categoryRatings?: ((category: string) => RatingCounts) | undefined;
  /** Other pending orders of the article. */
  readonly pending?: readonly PendingOrder[] | undefined;
}

/** An order that is pending until a moment. */
export interface PendingOrder {
  readonly order: OrderFacts;
  readonly hold_until: Instant;
}

/** A listing as far as a search needs it. */
export interface HeadListing {
  readonly listing_id: string;
  readonly closes_at: Instant;
  /** Its own sender and earlier holders are no buyers of it. Left out where the search was given no such listing. */
  readonly sender_ref?: string | undefined;
  readonly earlier_holders?: readonly string[] | undefined;
}

/** A unit as all listings of a class have it, and the prices that they show one after the other. */
export type ClassUnit = GradedUnit & Pick<ValueClass, 'steps'>;

/** A listing with what it was ranked by. */
export interface Found<Listing> extends Ranked {
  readonly listing: Listing;
}
