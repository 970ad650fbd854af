import type { ReturningConsumer, RolloutPolicy } from '@open-return-forwarding/protocol';
import { inRollout, type RolloutCode } from '../rollout/rollout.ts';
import { type AssessedReturn, type AssessmentContext, wasForwarded } from './facts.ts';
import type { Finding } from './finding.ts';
import { MINIMUM_WINDOW_HOURS, windowEnd } from './window.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Flags on the consumer. The finding counts the refusing ones and names none. */
export function judgeConsumer({ consumer }: AssessedReturn, { policy }: AssessmentContext): Finding {
  if (consumer === undefined) return { outcome: 'not_applicable', code: 'no_refusing_flag', params: {} };
  const refusing = refusingFlags(consumer, policy.eligibility.consumer_flags);
  return refusing === 0
    ? { outcome: 'pass', code: 'no_refusing_flag', params: {} }
    : { outcome: 'fail', code: 'flag_refused', params: { refusing_flags: refusing } };
}

function refusingFlags({ flags }: ReturningConsumer, handling: Readonly<Record<string, string>>): number {
  return flags?.filter((flag) => Object.hasOwn(handling, flag) && handling[flag] === 'refuse').length ?? 0;
}

/** Whether a discount applies. Brackets are in the policy's currency; a price in another one falls into none. */
export function judgeDiscount(subject: AssessedReturn, context: AssessmentContext): Finding {
  const { category, sku } = subject.product;
  const { amount, currency } = subject.product.reference_price ?? subject.unit_price;
  const refusal = context.pricing_refusal;
  if (refusal === 'discount_excluded') return { outcome: 'fail', code: refusal, params: { category, sku } };
  if (refusal === 'no_discount_bracket' || currency !== context.policy.currency) {
    return { outcome: 'fail', code: 'no_discount_bracket', params: { amount, currency } };
  }
  return { outcome: 'pass', code: 'discount_applies', params: {} };
}

/** The window must end, by whole UTC days, the margin before the season's last day is over. */
export function judgeSeason(subject: AssessedReturn, { policy, now }: AssessmentContext): Finding {
  const { season_ends_on, category } = subject.product;
  if (season_ends_on === undefined) return { outcome: 'not_applicable', code: 'no_season', params: {} };
  const margin_days = policy.eligibility.season_margin_days;
  const window_ends_at = windowEnd(policy, { category, withdrawal: subject.withdrawal }, now);
  const latestEnd = Date.parse(season_ends_on) + (1 - margin_days) * DAY;
  const params = { season_ends_on, window_ends_at, margin_days };
  return Date.parse(window_ends_at) <= latestEnd
    ? { outcome: 'pass', code: 'season_open', params }
    : { outcome: 'fail', code: 'season_ending', params };
}

/** Never at a loss: the best destination in reach must be worth more than the warehouse route. */
export function judgeValue(_subject: AssessedReturn, { policy, forecast }: AssessmentContext): Finding {
  const params = { best_value: forecast.best_value, currency: policy.currency };
  return forecast.best_value > 0
    ? { outcome: 'pass', code: 'value_positive', params }
    : { outcome: 'fail', code: 'value_below_warehouse', params };
}

/** Whether the rollout includes the return. Without a consumer, what depends on the consumer is not applicable. */
export function judgeRollout(subject: AssessedReturn, { policy }: AssessmentContext): Finding {
  const { consumer } = subject;
  if (consumer === undefined) return rolloutOfAnybody(subject, policy.rollout);
  const asked = { ...askedOf(subject), segment: consumer.segment, consumer_ref: consumer.ref };
  const verdict = inRollout(policy.rollout, asked);
  return rolloutFinding(verdict.in ? 'pass' : 'fail', verdict.code, { subject, policy: policy.rollout });
}

function rolloutOfAnybody(subject: AssessedReturn, policy: RolloutPolicy): Finding {
  const open = { ...policy, segments: [], share_bp: 10_000 };
  const verdict = inRollout(open, { ...askedOf(subject), consumer_ref: '' });
  const at = { subject, policy };
  if (!verdict.in) return rolloutFinding('fail', verdict.code, at);
  if (policy.share_bp === 0) return rolloutFinding('fail', 'rollout_share', at);
  if (policy.segments.length > 0) return rolloutFinding('not_applicable', 'rollout_segment', at);
  if (policy.share_bp < 10_000) return rolloutFinding('not_applicable', 'rollout_share', at);
  return rolloutFinding('pass', 'rollout_included', at);
}

function askedOf({ product, reason_code }: AssessedReturn) {
  return { category: product.category, reason: reason_code };
}

function rolloutFinding(
  outcome: Finding['outcome'],
  code: RolloutCode,
  { subject, policy }: { readonly subject: AssessedReturn; readonly policy: RolloutPolicy },
): Finding {
  switch (code) {
    case 'rollout_included':
    case 'rollout_share':
      return { outcome, code, params: { share_bp: policy.share_bp } };
    case 'rollout_category':
      return { outcome, code, params: { category: subject.product.category } };
    case 'rollout_reason':
      return { outcome, code, params: { reason: subject.reason_code } };
    case 'rollout_segment':
      return { outcome, code, params: {} };
    default:
      return code satisfies never;
  }
}

/** Every required kind of evidence must be there. */
export function judgeEvidence({ evidence_kinds }: AssessedReturn, { policy }: AssessmentContext): Finding {
  const required = policy.eligibility.required_evidence;
  const missing = required.filter((kind) => !evidence_kinds.includes(kind));
  return missing.length === 0
    ? { outcome: 'pass', code: 'evidence_sufficient', params: { required: required.length } }
    : { outcome: 'fail', code: 'evidence_missing', params: { kinds: missing.join(' ') } };
}

/** Country, currency, and enough time before the law wants the refund paid. */
export function judgeMarket(subject: AssessedReturn, { policy, now }: AssessmentContext): Finding {
  const { ship_from_country: country, withdrawal, product } = subject;
  if (!policy.matching.countries.includes(country)) {
    return { outcome: 'fail', code: 'country_not_served', params: { country } };
  }
  const foreign = foreignCurrency(subject, policy.currency);
  if (foreign !== undefined) {
    const params = { currency: foreign, policy_currency: policy.currency };
    return { outcome: 'fail', code: 'currency_not_served', params };
  }
  const end = windowEnd(policy, { category: product.category, withdrawal }, now);
  const window_hours = Math.max(0, Math.floor((Date.parse(end) - Date.parse(now)) / HOUR));
  return window_hours >= MINIMUM_WINDOW_HOURS
    ? { outcome: 'pass', code: 'market_served', params: { country, currency: policy.currency, window_hours } }
    : {
        outcome: 'fail',
        code: 'window_too_short',
        params: { window_hours, minimum_hours: MINIMUM_WINDOW_HOURS },
      };
}

function foreignCurrency({ unit_price, product }: AssessedReturn, currency: string): string | undefined {
  if (unit_price.currency !== currency) return unit_price.currency;
  const reference = product.reference_price?.currency ?? currency;
  return reference === currency ? undefined : reference;
}

/** Whether the item may be forwarded this many times. */
export function judgeGeneration(subject: AssessedReturn, context: AssessmentContext): Finding {
  const { allowed, maximum_generations } = context.policy.reforwarding;
  const { generation } = subject;
  const params = { generation, maximum_generations };
  if (!wasForwarded(subject)) return { outcome: 'pass', code: 'first_generation', params };
  if (!context.reforwarding_supported || !allowed) {
    return { outcome: 'fail', code: 'reforwarding_not_supported', params: { generation } };
  }
  return generation <= maximum_generations
    ? { outcome: 'pass', code: 'generation_allowed', params }
    : { outcome: 'fail', code: 'generation_limit', params };
}
