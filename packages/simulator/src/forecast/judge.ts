import {
  checkEligibility,
  type DemandEvidence,
  demandEstimates,
  forwardValue,
  type ListingFacts,
  matchProbability,
  priceListing,
  type WaitingProblem,
  waitingProblem,
} from '@open-return-forwarding/core';
import {
  type ConditionGrade,
  conditionGradeValues,
  type Instant,
  type Policy,
  type Price,
  type ReturnReasonCode,
  returnReasonCodeValues,
} from '@open-return-forwarding/protocol';
import type { Scenario } from './scenario.ts';
import type { Season } from './season.ts';

/** What the rules say of a return. */
export type Verdict =
  | { readonly eligible: false; readonly code: string }
  | { readonly eligible: true; readonly window_days: number; readonly price: Price };

/** A return or an order as the rules are asked about it. */
export interface Subject {
  readonly sku: string;
  readonly category: string;
  /** Gross, minor units. */
  readonly price: number;
  readonly country: string;
}

/** A return, with what the sender says of it. */
export interface ReturnSubject extends Subject {
  readonly reason: string;
  readonly grade: string;
  readonly bucket: number;
}

const MOST_KEPT = 50_000;
const noRatings = { acceptable: 0, unacceptable: 0 };

/** Asks the rules of one scenario, and remembers what depends on nothing else. */
export class Judge {
  readonly learns: boolean;
  private readonly scenario: Scenario;
  private readonly currency: string;
  private readonly ownSkus: ReadonlySet<string>;
  /** The scenario's policy, but that any demand will do: demand changes with every order, nothing else does. */
  private readonly withoutDemand: Policy;
  private readonly verdicts = new Map<string, { verdict: Verdict; demand_matters: boolean }>();
  private readonly waiting = new Map<string, WaitingProblem>();
  private readonly prices = new Map<string, Price | undefined>();
  private readonly costs = new Map<string, number>();
  private readonly points = new Map<string, number>();

  constructor(scenario: Scenario, { currency }: Pick<Season, 'currency'>) {
    this.scenario = scenario;
    this.currency = currency;
    const { eligibility, discount, matching } = scenario.policy;
    this.withoutDemand = {
      ...scenario.policy,
      eligibility: { ...eligibility, minimum_match_probability_bp: 0 },
    };
    this.learns = matching.demand.learning !== undefined && eligibility.minimum_match_probability_bp > 0;
    this.ownSkus = new Set([
      ...eligibility.excluded_skus,
      ...discount.excluded_skus,
      ...scenario.anchor.excluded_skus,
      ...Object.keys(matching.demand.by_sku),
    ]);
  }

  /** Whether a return may be offered forwarding, as a server of that policy would say. */
  verdict(subject: ReturnSubject, now: Instant, demand: DemandEvidence | undefined): Verdict {
    const { rollout } = this.scenario.policy;
    if (!isGrade(subject.grade)) return { eligible: false, code: 'grade_unknown' };
    const key = `${this.keyOf(subject)}|${subject.reason}|${subject.grade}`;
    const { verdict: found, demand_matters } = remembered(this.verdicts, key, () => this.judge(subject, now));
    if (demand_matters && !this.hasDemand(subject, found, demand)) {
      return { eligible: false, code: 'demand_too_low' };
    }
    if (!found.eligible) return found;
    // No file tells a consumer's segment.
    if (rollout.segments.length > 0) return { eligible: false, code: 'rollout_segment' };
    return subject.bucket < rollout.share_bp ? found : { eligible: false, code: 'rollout_share' };
  }

  /** What an order would pay for a forwarded item; undefined where no discount applies. */
  offeredPrice(subject: Subject): Price | undefined {
    return remembered(this.prices, this.keyOf(subject), () => {
      const pricing = priceListing(this.scenario.policy.discount, this.priceOf(subject), subject);
      return pricing.priced ? pricing.price : undefined;
    });
  }

  /** Share of orders that accept a forwarded item at the discount that they are offered. */
  acceptance(subject: Subject): number {
    const { buyers_accept, response } = this.scenario.assumptions;
    const more = remembered(this.points, this.keyOf(subject), () => this.pointsAbove(subject));
    return Math.min(1, Math.max(0, buyers_accept * (1 + response * more)));
  }

  /** What the warehouse route of a return costs, with the next buyer's new unit, minor units. */
  warehouseCost(subject: Subject): number {
    return remembered(this.costs, this.keyOf(subject), () => {
      const price = this.priceOf(subject);
      const unit = {
        ...subject,
        reference_price: price,
        price,
        zone: subject.country,
        ratings: { sender: noRatings, category: noRatings },
      };
      const order = { full_price: price, zone: subject.country };
      return forwardValue(this.scenario.policy, unit, order).components.avoided;
    });
  }

  /** A listing that opens with a verdict. */
  listing(
    subject: ReturnSubject & { readonly id: string; readonly sender: string; readonly zone: string },
    verdict: Extract<Verdict, { eligible: true }>,
    closes_at: Instant,
  ): ListingFacts {
    const { sku, category, zone, id, sender, grade } = subject;
    return {
      ...{ listing_id: id, sku, category, zone, closes_at },
      grade: grade as ConditionGrade,
      reference_price: this.priceOf(subject),
      price: verdict.price,
      ratings: { sender: noRatings, category: noRatings },
      sender_ref: sender,
      earlier_holders: [],
    };
  }

  priceOf({ price }: Pick<Subject, 'price'>): Price {
    return { amount: price, currency: this.currency };
  }

  private judge(subject: ReturnSubject, now: Instant): { verdict: Verdict; demand_matters: boolean } {
    const { required_checks, required_evidence } = this.withoutDemand.eligibility;
    const { assessment, offer } = checkEligibility(
      { policy: this.withoutDemand, now },
      {
        product: { sku: subject.sku, category: subject.category },
        unit_price: this.priceOf(subject),
        reason_code: isReason(subject.reason) ? subject.reason : 'unknown',
        // Senders are taken to confirm what they are asked, and to show what they have to.
        condition: {
          grade: subject.grade as ConditionGrade,
          checklist: Object.fromEntries(required_checks.map((check) => [check, true])),
        },
        evidence_kinds: [...required_evidence],
        ship_from_country: subject.country,
        withdrawal: { notified_at: now, basis: 'statutory' },
      },
    );
    if (offer !== undefined) {
      const verdict = { eligible: true as const, window_days: offer.window_days, price: offer.listing_price };
      return { verdict, demand_matters: true };
    }
    // Criteria have an order, and demand has its place in it.
    const codes = assessment.criteria.filter(
      ({ outcome, criterion }) => outcome === 'fail' || criterion === 'demand',
    );
    const [first] = codes;
    const failed = assessment.criteria.find(({ outcome }) => outcome === 'fail');
    const verdict = { eligible: false as const, code: failed?.code ?? 'unknown' };
    return { verdict, demand_matters: first?.criterion === 'demand' };
  }

  /** The criterion of demand, as the rules judge it: in whole basis points, by what was seen of the article. */
  private hasDemand(subject: ReturnSubject, found: Verdict, demand: DemandEvidence | undefined): boolean {
    const { policy } = this.scenario;
    const minimum = policy.eligibility.minimum_match_probability_bp;
    if (minimum === 0) return true;
    const key = this.keyOf(subject);
    const price = this.priceOf(subject);
    const unit = {
      ...subject,
      reference_price: price,
      price: this.offeredPrice(subject) ?? price,
      zone: subject.country,
      ratings: { sender: noRatings, category: noRatings },
    };
    const problem = remembered(this.waiting, key, () => waitingProblem(policy, unit));
    const { general, naming } = demandEstimates(policy, {
      ...subject,
      evidence: demand === undefined ? undefined : { demand },
    });
    const learned = {
      ...problem,
      general: { ...problem.general, per_day: general.per_day },
      naming: { ...problem.naming, per_day: naming.per_day },
    };
    const days = found.eligible ? found.window_days : windowOf(policy, subject.category);
    return Math.round(10_000 * matchProbability(learned, days)) >= minimum;
  }

  /** Percentage points of discount above what the assumption on acceptance was made for. */
  private pointsAbove(subject: Subject): number {
    const { policy, anchor } = this.scenario;
    const [own, base] = [policy.discount, anchor].map((discount) => {
      const pricing = priceListing(discount, this.priceOf(subject), subject);
      return pricing.priced ? subject.price - pricing.price.amount : 0;
    });
    return subject.price === 0 ? 0 : (100 * ((own ?? 0) - (base ?? 0))) / subject.price;
  }

  private keyOf({ sku, category, price, country }: Subject): string {
    return `${this.ownSkus.has(sku) ? sku : ''}|${category}|${price}|${country}`;
  }
}

function windowOf({ matching }: Policy, category: string): number {
  const { window_days_by_category: own, window_days } = matching;
  return Object.hasOwn(own, category) ? (own[category] ?? window_days) : window_days;
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as Value;
  if (known.size >= MOST_KEPT) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

function isGrade(text: string): text is ConditionGrade {
  return (conditionGradeValues as readonly string[]).includes(text);
}

function isReason(text: string): text is ReturnReasonCode {
  return (returnReasonCodeValues as readonly string[]).includes(text);
}
