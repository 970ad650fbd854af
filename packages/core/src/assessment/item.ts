import type {
  ConditionGrade,
  Fit,
  ForwardableReason,
  ReturnReasonCode,
} from '@open-return-forwarding/protocol';
import { type AssessedReturn, type AssessmentContext, type AssessmentPolicy, wasForwarded } from './facts.ts';
import type { Finding } from './finding.ts';

const fitRank: Record<Fit, number> = { low: 0, medium: 1, high: 2 };
const gradeRank: Record<ConditionGrade, number> = { open_box: 0, like_new: 1 };

/** Reasons that tell of a failure, or of nothing. No policy can allow them. */
const neverForwardable: Record<Exclude<ReturnReasonCode, ForwardableReason>, true> = {
  not_as_described: true,
  wrong_item: true,
  defective: true,
  damaged_in_transit: true,
  unknown: true,
};

/** The article and its category: not excluded, nor recalled, and suited well enough. */
export function judgeProduct({ product }: AssessedReturn, { policy, recalled }: AssessmentContext): Finding {
  const rules = policy.eligibility;
  const { sku, category } = product;
  if (recalled === true || rules.excluded_skus.includes(sku))
    return { outcome: 'fail', code: 'sku_excluded', params: { sku } };
  if (rules.excluded_categories.includes(category)) {
    return { outcome: 'fail', code: 'category_excluded', params: { category } };
  }
  for (const attribute of ['fragile', 'custom_made'] as const) {
    if (product[attribute] === true && rules.excluded_attributes.includes(attribute)) {
      return { outcome: 'fail', code: 'attribute_excluded', params: { attribute } };
    }
  }
  const { fit, fit_from } = fitOf(product, rules);
  const params = { fit, minimum_fit: rules.minimum_fit, fit_from };
  return fitRank[fit] >= fitRank[rules.minimum_fit]
    ? { outcome: 'pass', code: 'fit_sufficient', params }
    : { outcome: 'fail', code: 'fit_too_low', params };
}

function fitOf(product: AssessedReturn['product'], rules: AssessmentPolicy['eligibility']) {
  if (product.fit !== undefined) return { fit: product.fit, fit_from: 'product' } as const;
  const { category } = product;
  const fit = Object.hasOwn(rules.category_fits, category) ? rules.category_fits[category] : undefined;
  if (fit !== undefined) return { fit, fit_from: 'category' } as const;
  return { fit: rules.default_fit, fit_from: 'default' } as const;
}

/** The declared condition: good enough, and every required statement confirmed. */
export function judgeCondition(subject: AssessedReturn, { policy }: AssessmentContext): Finding {
  const { grade, checklist } = subject.condition;
  const minimum = minimumGrade(policy, wasForwarded(subject));
  const params = { grade, minimum_grade: minimum };
  if (gradeRank[grade] < gradeRank[minimum]) return { outcome: 'fail', code: 'grade_too_low', params };
  const missing = policy.eligibility.required_checks.filter((check) => checklist?.[check] !== true);
  if (missing.length > 0) {
    return { outcome: 'fail', code: 'check_not_confirmed', params: { checks: missing.join(' ') } };
  }
  return { outcome: 'pass', code: 'grade_sufficient', params };
}

/** An item that was forwarded before has to meet the stricter of two grades. */
function minimumGrade({ eligibility, reforwarding }: AssessmentPolicy, again: boolean): ConditionGrade {
  if (!again) return eligibility.minimum_grade;
  const isStricter = gradeRank[reforwarding.minimum_grade] > gradeRank[eligibility.minimum_grade];
  return isStricter ? reforwarding.minimum_grade : eligibility.minimum_grade;
}

/** The return reason: a preference that the policy allows, never a failure. */
export function judgeReason({ reason_code: reason }: AssessedReturn, { policy }: AssessmentContext): Finding {
  if (!isForwardable(reason))
    return { outcome: 'fail', code: 'reason_never_forwardable', params: { reason } };
  return policy.eligibility.allowed_reasons.includes(reason)
    ? { outcome: 'pass', code: 'reason_allowed', params: { reason } }
    : { outcome: 'fail', code: 'reason_not_allowed', params: { reason } };
}

/** Whether a policy may allow a reason at all. */
export function isForwardable(reason: ReturnReasonCode): reason is ForwardableReason {
  return !Object.hasOwn(neverForwardable, reason);
}

/** Whether a buyer within the window is likely enough. A minimum of 0 asks nothing, the figure is told all the same. */
export function judgeDemand(_subject: AssessedReturn, { policy, forecast }: AssessmentContext): Finding {
  const match_probability_bp = basisPointsOf(forecast.match_probability);
  const minimum_bp = policy.eligibility.minimum_match_probability_bp;
  const params = { match_probability_bp, minimum_bp };
  return match_probability_bp >= minimum_bp
    ? { outcome: 'pass', code: 'demand_sufficient', params }
    : { outcome: 'fail', code: 'demand_too_low', params };
}

/** A probability in whole basis points, rounded to the nearest: the figure that is shown is the one that decides. */
export function basisPointsOf(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * 10_000);
}

/** What the law keeps from being passed on. These attributes exclude whatever the policy says. */
export function judgeRegulatory({ product }: AssessedReturn): Finding {
  if (product.regulated === true) return { outcome: 'fail', code: 'regulated_product', params: {} };
  if (product.hygiene_sealed === true) return { outcome: 'fail', code: 'hygiene_seal', params: {} };
  if (product.perishable === true) return { outcome: 'fail', code: 'perishable_product', params: {} };
  return { outcome: 'pass', code: 'not_regulated', params: {} };
}
