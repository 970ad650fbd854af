import type {
  CountryCode,
  DeclaredCondition,
  EvidenceKind,
  Instant,
  Policy,
  Price,
  Product,
  ReturningConsumer,
  ReturnReasonCode,
  Withdrawal,
} from '@open-return-forwarding/protocol';
import type { PricingRefusalCode } from '../pricing/listing-price.ts';

/** The return that is judged: what its sender and the retailer say about it. */
export interface AssessedReturn {
  readonly product: Product;
  readonly unit_price: Price;
  readonly reason_code: ReturnReasonCode;
  readonly condition: DeclaredCondition;
  readonly evidence_kinds: readonly EvidenceKind[];
  /** Unknown in a preview; what depends on the consumer is then not applicable. */
  readonly consumer?: ReturningConsumer | undefined;
  readonly ship_from_country: CountryCode;
  /** Unknown in a preview; no statutory date then cuts the window. */
  readonly withdrawal?: Withdrawal | undefined;
  /** Which time the item would be forwarded, 1 for the first. */
  readonly generation: number;
  /** Whether the consumer got the item by a forward. Without it, `generation` tells. */
  readonly forwarded?: boolean | undefined;
}

/** What the matching rules foresee for the item. */
export interface MatchForecast {
  /** Probability of a match within the window, 0 to 1. */
  readonly match_probability: number;
  /** `X` of the best destination in reach, whole minor units of the policy's currency; above 0 pays. */
  readonly best_value: number;
}

/** The parts of a policy that decide about eligibility. */
export type AssessmentPolicy = Pick<
  Policy,
  'version' | 'currency' | 'eligibility' | 'rollout' | 'matching' | 'shipping' | 'reforwarding'
>;

export interface AssessmentContext {
  readonly policy: AssessmentPolicy;
  readonly now: Instant;
  readonly forecast: MatchForecast;
  /** Why the item cannot be priced, if it cannot. */
  readonly pricing_refusal?: PricingRefusalCode | undefined;
  /** Whether the provider forwards an item more than once at all. */
  readonly reforwarding_supported: boolean;
  /** Whether the article is recalled. */
  readonly recalled?: boolean | undefined;
}

/** Whether the item reached this consumer by a forward. */
export function wasForwarded({ forwarded, generation }: AssessedReturn): boolean {
  return forwarded === true || generation > 1;
}
