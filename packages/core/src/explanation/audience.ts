import type { AssessmentCode, RouteReasonCode } from '@open-return-forwarding/protocol';

/**
 * What a consumer is never told: flags, figures of value and demand, the rollout, and what needs no words. No table of
 * consumer words has an entry for these.
 */
export type UntoldCode =
  | 'fit_sufficient'
  | 'demand_sufficient'
  | 'demand_too_low'
  | 'not_regulated'
  | 'no_refusing_flag'
  | 'flag_refused'
  | 'discount_applies'
  | 'discount_excluded'
  | 'no_discount_bracket'
  | 'season_open'
  | 'no_season'
  | 'value_positive'
  | 'value_below_warehouse'
  | 'rollout_included'
  | 'rollout_category'
  | 'rollout_reason'
  | 'rollout_segment'
  | 'rollout_share'
  | 'evidence_sufficient'
  | 'market_served'
  | 'currency_not_served'
  | 'first_generation'
  | 'generation_allowed';

export type ToldCode = Exclude<AssessmentCode, UntoldCode>;

/** Route reasons that would tell of an assessment or of a value. */
export type UntoldRoute =
  | 'ineligible'
  | 'not_assessed'
  | 'rollout'
  | 'value_below_warehouse'
  | 'not_worth_waiting';

export type ToldRoute = Exclude<RouteReasonCode, UntoldRoute>;
