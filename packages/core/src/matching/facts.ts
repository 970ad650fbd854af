import type {
  ConditionGrade,
  Instant,
  Policy,
  Price,
  PriceStep,
  Zone,
} from '@open-return-forwarding/protocol';
import type { DemandEvidence } from '../estimation/demand.ts';

/** The parts of a policy that decide about a match. */
export type MatchPolicy = Pick<Policy, 'currency' | 'matching' | 'shipping' | 'refund' | 'fees' | 'tax'>;

/** Ratings that count: positive and neutral ones against negative ones. */
export interface RatingCounts {
  readonly acceptable: number;
  readonly unacceptable: number;
}

/** Matches that could still be handed in when a day began, and those that were handed in on it. */
export interface HandInDay {
  readonly at_risk: number;
  readonly handed_in: number;
}

/** What was observed beside ratings. Nothing observed leaves the policy's own figures. */
export interface MatchEvidence {
  /** Orders of the article, weighted by age as of the decision. */
  readonly demand?: DemandEvidence | undefined;
  /** Hand-ins in the article's category on day 1, 2, 3 … after a match. */
  readonly hand_in?: readonly HandInDay[] | undefined;
}

/** What a sender was promised, and what the books will show, by the policy version of the listing. */
export interface ForwardTerms {
  readonly ship_by_days: number;
  /** Minor units. */
  readonly incentive: number;
  /** Minor units. */
  readonly fee: number;
}

/** A returned unit that is, or might be, offered. Prices are gross, in minor units. */
export interface ForwardableUnit {
  readonly sku: string;
  readonly category: string;
  readonly reference_price: Price;
  readonly price: Price;
  /** Where the sender is. */
  readonly zone: Zone;
  /** Past ratings of what this sender forwarded, and of the category apart from this sender. */
  readonly ratings: { readonly sender: RatingCounts; readonly category: RatingCounts };
  /** Without it, the deciding policy's own. */
  readonly terms?: ForwardTerms | undefined;
  readonly evidence?: MatchEvidence | undefined;
}

/** An active listing as matching sees it. */
export interface ListingFacts extends ForwardableUnit {
  /** All prices that it shows over its window, where there is more than one; `price` is the one shown now. */
  readonly price_steps?: readonly PriceStep[] | undefined;
  readonly listing_id: string;
  readonly grade: ConditionGrade;
  readonly closes_at: Instant;
  /** The sender, in the same namespace as `buyer_ref`. */
  readonly sender_ref: string;
  /** References of everybody who held this item before the sender. */
  readonly earlier_holders: readonly string[];
}

/** What an order pays and where it goes. Prices are gross, in minor units. */
export interface PricedOrder {
  /** The listing that the buyer picked; the order competes for that one only. */
  readonly listing_id?: string | undefined;
  readonly full_price: Price;
  /** What is due once matched. Without it, nothing is taken off the full price. */
  readonly offered_price?: Price | undefined;
  /** Where the buyer is. */
  readonly zone: Zone;
}

/** An order as matching sees it. */
export interface OrderFacts extends PricedOrder {
  readonly order_id: string;
  readonly buyer_ref: string;
  /** Grades that the buyer accepts in general. */
  readonly accepts: readonly ConditionGrade[];
}

/** The terms of the policy version that a listing was opened under. */
export function termsOf(policy: Pick<MatchPolicy, 'shipping' | 'refund' | 'fees'>): ForwardTerms {
  return {
    ship_by_days: policy.shipping.ship_by_days,
    incentive: policy.refund.incentive,
    fee: policy.fees.per_forward,
  };
}
