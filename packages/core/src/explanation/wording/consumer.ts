import type {
  Instant,
  Money,
  RefundTrigger,
  ResolutionType,
  ReturnStatus,
} from '@open-return-forwarding/protocol';
import type { AssessmentParams } from '../../assessment/finding.ts';
import type { ToldCode, ToldRoute } from '../audience.ts';
import type { Say } from '../say.ts';

type None = Record<never, never>;

/** What the sender gets, and what releases it. */
export type RefundTerms = { resolution: ResolutionType; amount: Money; trigger: RefundTrigger };

/** The sentences for a consumer beside the assessment and the route, each with what it speaks of. */
export interface ConsumerLineParams {
  decide_by: { at: Instant };
  offer_window: { days: number };
  offer_label: { days: number };
  offer_incentive: { amount: Money };
  offer_until: { at: Instant };
  no_buyer: None;
  no_buyer_found: None;
  keep_ready: None;
  listing_until: { at: Instant };
  label_follows: None;
  ship_by: { at: Instant };
  missed_hand_in: None;
  label_void: None;
  warehouse_as_usual: None;
  refund_if_forwarded: RefundTerms;
  refund_not_due: RefundTerms;
  refund_due: RefundTerms;
  refund_requested: RefundTerms;
  refund_posted: RefundTerms & { at?: Instant | undefined };
  refund_failed: RefundTerms;
  refund_held: RefundTerms & { until?: Instant | undefined };
  refund_denied: RefundTerms;
  refund_external: None;
  refund_reduced: None;
  statutory_date: { at: Instant };
  statutory_date_or_hand_in: { at: Instant };
}

export type ConsumerLineCode = keyof ConsumerLineParams;

/** `arrived` stands for `in_forward` once the parcel has been delivered. */
export type ConsumerHeadline = ReturnStatus | 'arrived';

export interface ConsumerWording {
  readonly headlines: Record<ConsumerHeadline, string>;
  readonly criteria: { readonly [Code in ToldCode]: (params: AssessmentParams[Code], say: Say) => string };
  readonly routes: Record<ToldRoute, string>;
  readonly lines: {
    readonly [Code in ConsumerLineCode]: (params: ConsumerLineParams[Code], say: Say) => string;
  };
}
