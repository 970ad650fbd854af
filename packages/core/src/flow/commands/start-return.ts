import type {
  CheckEligibility,
  CreateReturn,
  EligibilityResult,
  Instant,
  Money,
  OfferPreview,
  Policy,
  Return,
} from '@open-return-forwarding/protocol';
import { assess } from '../../assessment/assess.ts';
import type { AssessedReturn } from '../../assessment/facts.ts';
import { MINIMUM_WINDOW_HOURS, windowEnd } from '../../assessment/window.ts';
import { priceListing } from '../../pricing/listing-price.ts';
import { Refusal } from '../../refusal.ts';
import { addHours, addSeconds, daysUntil, earliest } from '../../time.ts';
import { begin } from '../deadlines.ts';
import { type ArticleKnowledge, forecast } from '../forecast.ts';
import { referencePriceOf } from '../listing.ts';
import { announce, create, edit, see, type Work, zoneOf } from '../work.ts';
import { requireTaxWithin, withoutOwnMembers } from './request.ts';
import { requireBuyer, takeReturnAsVerdict } from './returned-by-buyer.ts';

type JudgingContext = Pick<Work['context'], 'now' | 'policy' | 'reforwards'>;

/** The ids of a return and of the refund that belongs to it. */
export interface ReturnIds {
  readonly id: string;
  readonly refundId: string;
}

/**
 * A consumer starts a return: it is judged at once and offered forwarding, or goes to the warehouse. The sender's zone
 * has to be known under the id. The document carries no personal data. Refused: `currency_not_configured`,
 * `invalid_body` for a `forwarded_from` that did not go to this consumer; that forward has to be on the shelf if it exists.
 */
export function startReturn(work: Work, ids: ReturnIds, request: CreateReturn): Return {
  const { policy } = work.context;
  requireCurrency(policy, request.order_line.unit_price.currency, '/order_line/unit_price/currency');
  requireTaxWithin(request.order_line.unit_price, '/order_line/unit_price');
  if (request.resolution !== undefined)
    requireCurrency(policy, request.resolution.value.currency, '/resolution/value/currency');
  if (request.forwarded_from !== undefined) requireBuyer(work, request.forwarded_from, request.consumer.ref);
  const started = returnOf(work, ids, request);
  create(work, 'return', started);
  announce(work, 'return.created', { kind: 'return', id: ids.id });
  begin(work, 'return', ids.id);
  judge(work, ids.id, request);
  if (request.forwarded_from !== undefined)
    takeReturnAsVerdict(work, request.forwarded_from, request.reason.code);
  return started;
}

/**
 * What a return would be, from what is known before it starts and of its article. Nothing is changed. Refused:
 * `currency_not_configured`.
 */
export function checkEligibility(
  context: JudgingContext & {
    readonly known?: ArticleKnowledge;
    /** Whether the article is recalled. */
    readonly recalled?: boolean;
  },
  request: CheckEligibility,
): EligibilityResult {
  const { policy } = context;
  requireCurrency(policy, request.unit_price.currency, '/unit_price/currency');
  requireTaxWithin(request.unit_price, '/unit_price');
  const subject = {
    ...request,
    evidence_kinds: request.evidence_kinds ?? [],
    generation: 1,
  };
  const assessment = verdict(context, subject, {
    zone: request.ship_from_country,
    known: context.known ?? {},
    recalled: context.recalled === true,
  });
  return assessment.eligible ? { assessment, offer: previewOffer(context, subject) } : { assessment };
}

function judge(work: Work, returnId: string, request: CreateReturn): void {
  const subject: AssessedReturn = {
    product: request.product,
    unit_price: request.order_line.unit_price,
    reason_code: request.reason.code,
    condition: request.condition,
    evidence_kinds: (request.evidence ?? []).map(({ kind }) => kind),
    consumer: request.consumer,
    ship_from_country: request.ship_from.country,
    withdrawal: request.withdrawal,
    generation: see(work, 'return', returnId).generation,
    forwarded: request.forwarded_from !== undefined,
  };
  const found = edit(work, 'return', returnId);
  found.assessment = verdict(work.context, subject, {
    zone: zoneOf(work, returnId),
    known: knownOf(work, subject.product),
    recalled: work.recalled.get(subject.product.sku) === true,
  });
  if (found.assessment.eligible) {
    makeOffer(work, returnId, subject);
    work.fire('return', returnId, 'assessed_eligible');
  } else {
    work.fire('return', returnId, { on: 'assessed_ineligible', reason: found.assessment.route_reason });
  }
}

/** What the server has learned of an article, as far as it was loaded. */
function knownOf(work: Work, { sku, category }: AssessedReturn['product']): ArticleKnowledge {
  const { demand, handIn } = work.evidence;
  return {
    evidence: { demand: demand.get(sku), hand_in: handIn.get(category) },
    ratings: work.ratings.category.get(category),
  };
}

/** What an article is judged by beside the policy. */
interface Surroundings {
  readonly zone: string;
  readonly known: ArticleKnowledge;
  readonly recalled: boolean;
}

function verdict(context: JudgingContext, subject: AssessedReturn, { zone, known, recalled }: Surroundings) {
  const { policy, now } = context;
  const { sku, category } = subject.product;
  const article = { sku, category, reference_price: priceToMeasure(subject), zone, known };
  const { price_refusal, ...expected } = forecast(policy, article, daysOpen(context, subject));
  return assess(subject, {
    policy,
    now,
    forecast: expected,
    pricing_refusal: price_refusal,
    reforwarding_supported: context.reforwards === true,
    recalled,
  });
}

function makeOffer(work: Work, returnId: string, subject: AssessedReturn): void {
  const { policy, effective_at: now } = work.context;
  edit(work, 'return', returnId).offer = {
    offered_at: now,
    expires_at: offerEnd(policy, subject, addHours(now, policy.offer.expiry_hours)),
    ...previewOffer(work.context, subject),
  };
}

/** An offer ends early enough that a listing which opens at the last moment still has a window. */
function offerEnd(policy: Policy, subject: AssessedReturn, wanted: Instant): Instant {
  return earliest(wanted, addHours(windowEnd(policy, windowOf(subject), wanted), -MINIMUM_WINDOW_HOURS));
}

function windowOf({ product, withdrawal }: AssessedReturn) {
  return { category: product.category, withdrawal };
}

/** Days that a listing which opened now would stay open, the law's date taken into account. */
function daysOpen({ policy, now }: JudgingContext, subject: AssessedReturn): number {
  return daysUntil(now, windowEnd(policy, windowOf(subject), now));
}

function previewOffer(context: JudgingContext, subject: AssessedReturn): OfferPreview {
  const { policy } = context;
  const pricing = priceListing(policy.discount, priceToMeasure(subject), subject.product);
  if (!pricing.priced) throw new Error(`an eligible item has no price: ${pricing.code}`);
  return {
    window_days: Math.floor(daysOpen(context, subject)),
    ship_by_days: policy.shipping.ship_by_days,
    incentive: { amount: policy.refund.incentive, currency: policy.currency },
    listing_price: pricing.price,
    discount: pricing.discount,
  };
}

function priceToMeasure({ product, unit_price }: Pick<AssessedReturn, 'product' | 'unit_price'>) {
  const { amount, currency } = referencePriceOf({ product, order_line: { unit_price, purchased_at: '' } });
  return { amount, currency };
}

function returnOf(work: Work, ids: ReturnIds, request: CreateReturn): Return {
  const { policy, effective_at: now, assessmentMaxSeconds } = work.context;
  const resolution = request.resolution ?? { type: 'refund', value: pricePaid(work, request) };
  return {
    id: ids.id,
    external_id: request.external_id,
    order_line: withoutOwnMembers(request.order_line),
    product: withoutOwnMembers(request.product),
    reason: { code: request.reason.code },
    condition: request.condition,
    consumer: senderOf(request),
    ship_from_region: { country: request.ship_from.country },
    withdrawal: request.withdrawal,
    resolution,
    status: 'assessing',
    decide_by: addSeconds(now, assessmentMaxSeconds),
    route: { destination: 'undecided' },
    refund: {
      id: ids.refundId,
      return_id: ids.id,
      amount: resolution.value,
      resolution_type: resolution.type,
      trigger: policy.refund.trigger,
      status: 'not_due',
    },
    ...(request.forwarded_from === undefined ? {} : { forwarded_from: request.forwarded_from }),
    generation:
      request.forwarded_from === undefined ? 1 : see(work, 'forward', request.forwarded_from).generation + 1,
    policy_version: policy.version,
    created_at: now,
    updated_at: now,
  };
}

/** What the consumer paid for the unit: for a forwarded one, the price due for it. */
function pricePaid(work: Work, { order_line, forwarded_from }: CreateReturn): Money {
  const forward = forwarded_from === undefined ? undefined : see(work, 'forward', forwarded_from);
  const price =
    forward === undefined ? order_line.unit_price : see(work, 'order', forward.order_id).price_due;
  return { amount: price.amount, currency: price.currency };
}

/** Flags are personal data: they are judged, and sealed elsewhere. */
function senderOf({ consumer }: CreateReturn): Return['consumer'] {
  return { ref: consumer.ref, ...(consumer.segment === undefined ? {} : { segment: consumer.segment }) };
}

function requireCurrency(policy: Policy, currency: string, pointer: string): void {
  if (currency === policy.currency) return;
  throw new Refusal(
    'currency_not_configured',
    `the policy is in ${policy.currency}, not in ${currency}`,
    pointer,
  );
}
