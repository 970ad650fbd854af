import type {
  AssessmentCode,
  ConditionGrade,
  CriterionOutcome,
  Fit,
  ProductAttribute,
  ReturnReasonCode,
} from '@open-return-forwarding/protocol';

type None = Record<never, never>;
type Fits = { fit: Fit; minimum_fit: Fit; fit_from: 'product' | 'category' | 'default' };
type Grades = { grade: ConditionGrade; minimum_grade: ConditionGrade };
type Demand = { match_probability_bp: number; minimum_bp: number };
type Season = { season_ends_on: string; window_ends_at: string; margin_days: number };
type Value = { best_value: number; currency: string };
type Share = { share_bp: number };
type Generations = { generation: number; maximum_generations: number };

/**
 * The names and figures that each code speaks of. Several names in one member are separated by a space. Nothing of
 * the consumer is in here: a refusing flag and a segment stay unnamed.
 */
export interface AssessmentParams {
  fit_sufficient: Fits;
  fit_too_low: Fits;
  category_excluded: { category: string };
  sku_excluded: { sku: string };
  attribute_excluded: { attribute: ProductAttribute };
  grade_sufficient: Grades;
  grade_too_low: Grades;
  check_not_confirmed: { checks: string };
  reason_allowed: { reason: ReturnReasonCode };
  reason_not_allowed: { reason: ReturnReasonCode };
  reason_never_forwardable: { reason: ReturnReasonCode };
  demand_sufficient: Demand;
  demand_too_low: Demand;
  not_regulated: None;
  regulated_product: None;
  hygiene_seal: None;
  perishable_product: None;
  no_refusing_flag: None;
  flag_refused: { refusing_flags: number };
  discount_applies: None;
  discount_excluded: { category: string; sku: string };
  no_discount_bracket: { amount: number; currency: string };
  season_open: Season;
  season_ending: Season;
  no_season: None;
  value_positive: Value;
  value_below_warehouse: Value;
  rollout_included: Share;
  rollout_category: { category: string };
  rollout_reason: { reason: ReturnReasonCode };
  rollout_segment: None;
  rollout_share: Share;
  evidence_sufficient: { required: number };
  evidence_missing: { kinds: string };
  market_served: { country: string; currency: string; window_hours: number };
  country_not_served: { country: string };
  currency_not_served: { currency: string; policy_currency: string };
  window_too_short: { window_hours: number; minimum_hours: number };
  first_generation: Generations;
  generation_allowed: Generations;
  reforwarding_not_supported: { generation: number };
  generation_limit: Generations;
}

/** A criterion's outcome with the code and the figures that belong to it. */
export type Finding = {
  [Code in AssessmentCode]: {
    readonly outcome: CriterionOutcome;
    readonly code: Code;
    readonly params: AssessmentParams[Code];
  };
}[AssessmentCode];
