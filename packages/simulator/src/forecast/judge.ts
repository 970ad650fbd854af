import {
  checkEligibility,
  type DemandEvidence,
  demandEstimates,
  forwardValue,
  type ListingFacts,
  priceListing,
} from '@open-return-forwarding/core';
import {
  type ConditionGrade,
  conditionGradeValues,
  type Instant,
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
  private readonly verdicts = new Map<string, Verdict>();
  private readonly prices = new Map<string, Price | undefined>();
  private readonly costs = new Map<string, number>();
  private readonly points = new Map<string, number>();

  constructor(scenario: Scenario, { currency }: Pick<Season, 'currency'>) {
    this.scenario = scenario;
    this.currency = currency;
    const { eligibility, discount, matching } = scenario.policy;
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
    const key = `${this.keyOf(subject)}|${subject.reason}|${subject.grade}|${this.rateOf(subject, demand)}`;
    const found = remembered(this.verdicts, key, () => this.judge(subject, now, demand));
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

  private judge(subject: ReturnSubject, now: Instant, demand: DemandEvidence | undefined): Verdict {
    const { policy } = this.scenario;
    const { required_checks, required_evidence } = policy.eligibility;
    const { assessment, offer } = checkEligibility(
      { policy, now, ...(demand === undefined ? {} : { known: { evidence: { demand } } }) },
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
      return { eligible: true, window_days: offer.window_days, price: offer.listing_price };
    }
    const failed = assessment.criteria.find(({ outcome }) => outcome === 'fail');
    return { eligible: false, code: failed?.code ?? 'unknown' };
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

  /** Evidence counts by the rates that it comes to. */
  private rateOf(subject: Subject, demand: DemandEvidence | undefined): string {
    if (demand === undefined) return '';
    const { general, naming } = demandEstimates(this.scenario.policy, { ...subject, evidence: { demand } });
    return `${general.per_day} ${naming.per_day}`;
  }
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
