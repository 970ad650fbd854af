import type {
  AssessmentCode,
  Instant,
  Money,
  RefundStatus,
  ReturnStatus,
  RouteReasonCode,
  SettlementStatus,
} from '@open-return-forwarding/protocol';
import type { AssessmentParams } from '../../assessment/finding.ts';
import type { Say } from '../say.ts';

type None = Record<never, never>;

/** The sentences for support and finance beside the assessment and the route, each with what it speaks of. */
export interface SupportLineParams {
  decide_by: { at: Instant };
  offer_until: { at: Instant };
  listing_until: { at: Instant };
  ship_by: { at: Instant; closes: Instant };
  refund: { status: RefundStatus; amount: Money };
  review_by: { at: Instant };
  statutory_date: { at: Instant };
  tell_consumer: { text: string };
  keep_to_yourself: None;
  /** Finance only, from here on. */
  unit_price: { amount: Money };
  listing_price: { price: Money; discount: Money; share_bp: number };
  net_effect: { net: Money; status: SettlementStatus };
}

export type SupportLineCode = keyof SupportLineParams;

/** Codes whose figures are for finance only; support gets the finding without the amount. */
export type ValueCode = 'value_positive' | 'value_below_warehouse';

export interface SupportWording {
  readonly headlines: Record<ReturnStatus, string>;
  readonly routes: Record<RouteReasonCode, string>;
  /** A finding with the name and the outcome of its criterion. */
  readonly finding: (criterion: string, outcome: string, text: string) => string;
  readonly criteria: {
    readonly [Code in AssessmentCode]: (params: AssessmentParams[Code], say: Say) => string;
  };
  readonly values: { readonly [Code in ValueCode]: (amount: Money, say: Say) => string };
  readonly lines: {
    readonly [Code in SupportLineCode]: (params: SupportLineParams[Code], say: Say) => string;
  };
}
