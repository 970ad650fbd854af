import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { type Claim, shown } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';

/** The table of the standard: what each criterion may say, by outcome. */
const ROWS: Readonly<Record<string, Readonly<Partial<Record<string, readonly string[]>>>>> = {
  product: {
    fail: ['sku_excluded', 'category_excluded', 'attribute_excluded', 'fit_too_low'],
    pass: ['fit_sufficient'],
  },
  condition: { fail: ['grade_too_low', 'check_not_confirmed'], pass: ['grade_sufficient'] },
  reason: { fail: ['reason_never_forwardable', 'reason_not_allowed'], pass: ['reason_allowed'] },
  demand: { fail: ['demand_too_low'], pass: ['demand_sufficient'] },
  regulatory: { fail: ['regulated_product', 'hygiene_seal', 'perishable_product'], pass: ['not_regulated'] },
  consumer: { fail: ['flag_refused'], pass: ['no_refusing_flag'], not_applicable: ['no_refusing_flag'] },
  discount: { fail: ['discount_excluded', 'no_discount_bracket'], pass: ['discount_applies'] },
  season: { fail: ['season_ending'], pass: ['season_open'], not_applicable: ['no_season'] },
  value: { fail: ['value_below_warehouse'], pass: ['value_positive'] },
  rollout: {
    fail: ['rollout_category', 'rollout_reason', 'rollout_segment', 'rollout_share'],
    pass: ['rollout_included'],
    not_applicable: ['rollout_segment', 'rollout_share'],
  },
  evidence: { fail: ['evidence_missing'], pass: ['evidence_sufficient'] },
  market: {
    fail: ['country_not_served', 'currency_not_served', 'window_too_short'],
    pass: ['market_served'],
  },
  generation: {
    fail: ['reforwarding_not_supported', 'generation_limit'],
    pass: ['first_generation', 'generation_allowed'],
  },
};

const PARAMS: Readonly<Record<string, readonly string[]>> = {
  fit_sufficient: ['fit', 'minimum_fit', 'fit_from'],
  fit_too_low: ['fit', 'minimum_fit', 'fit_from'],
  category_excluded: ['category'],
  rollout_category: ['category'],
  sku_excluded: ['sku'],
  attribute_excluded: ['attribute'],
  grade_sufficient: ['grade', 'minimum_grade'],
  grade_too_low: ['grade', 'minimum_grade'],
  check_not_confirmed: ['checks'],
  reason_allowed: ['reason'],
  reason_not_allowed: ['reason'],
  reason_never_forwardable: ['reason'],
  rollout_reason: ['reason'],
  demand_sufficient: ['match_probability_bp', 'minimum_bp'],
  demand_too_low: ['match_probability_bp', 'minimum_bp'],
  flag_refused: ['refusing_flags'],
  discount_excluded: ['category', 'sku'],
  no_discount_bracket: ['amount', 'currency'],
  season_open: ['season_ends_on', 'window_ends_at', 'margin_days'],
  season_ending: ['season_ends_on', 'window_ends_at', 'margin_days'],
  value_positive: ['best_value', 'currency'],
  value_below_warehouse: ['best_value', 'currency'],
  rollout_included: ['share_bp'],
  rollout_share: ['share_bp'],
  evidence_sufficient: ['required'],
  evidence_missing: ['kinds'],
  market_served: ['country', 'currency', 'window_hours'],
  country_not_served: ['country'],
  currency_not_served: ['currency', 'policy_currency'],
  window_too_short: ['window_hours', 'minimum_hours'],
  first_generation: ['generation', 'maximum_generations'],
  generation_allowed: ['generation', 'maximum_generations'],
  generation_limit: ['generation', 'maximum_generations'],
  reforwarding_not_supported: ['generation'],
};

/** The criteria of an assessment, as they stand. */
export function criteriaOf(assessment: JsonObject): JsonObject[] {
  return Array.isArray(assessment.criteria) ? assessment.criteria.filter(isObject) : [];
}

/** A criterion of an assessment by its name. */
export function criterion(assessment: JsonObject, name: string): JsonObject | undefined {
  return criteriaOf(assessment).find((each) => each.criterion === name);
}

/** The assessment in an answer of `checkEligibility`, or in a return. */
export function assessmentIn(reply: Reply): JsonObject {
  const found = at(reply.json, '/assessment');
  return isObject(found) ? found : {};
}

/** Every criterion once and in order, each with an outcome, a code of its row and the params of that code. */
export function isComplete(assessment: JsonObject, step: number): Claim[] {
  const criteria = criteriaOf(assessment);
  const names = criteria.map((each) => String(each.criterion));
  const strange = criteria.filter((each) => !fitsItsRow(each));
  return [
    {
      holds: names.join() === Object.keys(ROWS).join(),
      expected: `the criteria ${Object.keys(ROWS).join(', ')}`,
      actual: names.join(', '),
      pointer: '/assessment/criteria',
      step,
    },
    {
      holds: strange.length === 0,
      expected: 'codes of their own rows, with the params of the code',
      actual: shown(strange),
      pointer: '/assessment/criteria',
      step,
    },
  ];
}

function fitsItsRow({ criterion: name, outcome, code, params }: JsonObject): boolean {
  const codes = ROWS[String(name)]?.[String(outcome)] ?? [];
  const wanted = PARAMS[String(code)] ?? [];
  return codes.includes(String(code)) && isObject(params) && wanted.every((each) => each in params);
}

/** `eligible` follows from the outcomes. */
export function isConsistent(assessment: JsonObject, step: number): Claim {
  const failed = failuresOf(assessment);
  return {
    holds: assessment.eligible === (failed.length === 0),
    expected: `eligible ${failed.length === 0} where ${failed.length} criteria fail`,
    actual: shown(assessment.eligible),
    pointer: '/assessment/eligible',
    step,
  };
}

/** `route_reason` follows from the codes that the assessment itself has. */
export function isRouted(assessment: JsonObject, step: number): Claim {
  const expected = routeReason(assessment);
  return {
    holds: assessment.route_reason === expected,
    expected: `route_reason ${expected ?? 'missing'}`,
    actual: shown(assessment.route_reason),
    pointer: '/assessment/route_reason',
    step,
  };
}

function routeReason(assessment: JsonObject): string | undefined {
  const failed = failuresOf(assessment);
  if (failed.length === 0) return undefined;
  if (criterion(assessment, 'generation')?.code === 'reforwarding_not_supported')
    return 'reforwarding_not_supported';
  const others = failed.filter((name) => name !== 'demand');
  if (failed.join() === 'rollout') return 'rollout';
  if (others.join() === 'value') return 'value_below_warehouse';
  return 'ineligible';
}

function failuresOf(assessment: JsonObject): string[] {
  return criteriaOf(assessment)
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ criterion: name }) => String(name));
}
