import type { Assessment, Criterion, CriterionCode, RouteReasonCode } from '@open-return-forwarding/protocol';
import type { AssessedReturn, AssessmentContext } from './facts.ts';
import type { Finding } from './finding.ts';
import {
  judgeConsumer,
  judgeDiscount,
  judgeEvidence,
  judgeGeneration,
  judgeMarket,
  judgeRollout,
  judgeSeason,
  judgeValue,
} from './gates.ts';
import {
  basisPointsOf,
  judgeCondition,
  judgeDemand,
  judgeProduct,
  judgeReason,
  judgeRegulatory,
} from './item.ts';

type Judge = (subject: AssessedReturn, context: AssessmentContext) => Finding;

/** One judge per criterion, in the order in which an assessment lists them. */
const judges: Record<CriterionCode, Judge> = {
  product: judgeProduct,
  condition: judgeCondition,
  reason: judgeReason,
  demand: judgeDemand,
  regulatory: judgeRegulatory,
  consumer: judgeConsumer,
  discount: judgeDiscount,
  season: judgeSeason,
  value: judgeValue,
  rollout: judgeRollout,
  evidence: judgeEvidence,
  market: judgeMarket,
  generation: judgeGeneration,
};

const criteriaInOrder = Object.keys(judges) as CriterionCode[];

/**
 * Whether forwarding may be offered for a return. Every criterion is judged, also after the first failure; the return
 * is eligible where none fails. An ineligible one carries the reason with which it goes to the warehouse.
 */
export function assess(subject: AssessedReturn, context: AssessmentContext): Assessment {
  const criteria = criteriaInOrder.map((criterion): Criterion => {
    const { outcome, code, params } = judges[criterion](subject, context);
    return { criterion, outcome, code, params };
  });
  const failed = criteria.filter(({ outcome }) => outcome === 'fail');
  return {
    eligible: failed.length === 0,
    criteria,
    ...(failed.length > 0 && { route_reason: routeReason(failed, context) }),
    match_probability_bp: basisPointsOf(context.forecast.match_probability),
    policy_version: context.policy.version,
    assessed_at: context.now,
  };
}

/**
 * The one reason that stands for all failed criteria. Where no destination is worth a forward no buyer can come of it
 * either, so demand that fails along with the value is not a reason of its own.
 */
function routeReason(failed: readonly Criterion[], { recalled }: AssessmentContext): RouteReasonCode {
  if (failed.some(({ code }) => code === 'reforwarding_not_supported')) return 'reforwarding_not_supported';
  if (recalled === true) return 'recalled';
  if (failed.every(({ criterion }) => criterion === 'rollout')) return 'rollout';
  const hasValueFailed = failed.some(({ criterion }) => criterion === 'value');
  const onlyWorth = failed.every(({ criterion }) => criterion === 'value' || criterion === 'demand');
  return hasValueFailed && onlyWorth ? 'value_below_warehouse' : 'ineligible';
}
