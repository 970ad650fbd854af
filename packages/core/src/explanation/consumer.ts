import type {
  Criterion,
  CriterionOutcome,
  ExplanationLine,
  Instant,
  Return,
  RouteReasonCode,
} from '@open-return-forwarding/protocol';
import { STATUTORY_REFUND_DAYS } from '../assessment/window.ts';
import { addDays, earliest } from '../time.ts';
import type { ToldCode } from './audience.ts';
import type { ExplainedReturn } from './facts.ts';
import type { Say } from './say.ts';
import type {
  ConsumerHeadline,
  ConsumerLineCode,
  ConsumerLineParams,
  RefundTerms,
} from './wording/consumer.ts';
import type { Wording } from './wording/wording.ts';

/** A headline and its lines, the deciding one first. */
export interface Told {
  readonly headline: string;
  readonly lines: readonly ExplanationLine[];
}

type Tell = <Code extends ConsumerLineCode>(code: Code, params: ConsumerLineParams[Code]) => ExplanationLine;

/** What the sender may read as it is. It has no words for flags, figures of value, the rollout or the other party. */
export function tellConsumer(facts: ExplainedReturn, wording: Wording): Told {
  const tell: Tell = (code, params) => ({ code, text: wording.consumer.lines[code](params, wording.say) });
  return { headline: wording.consumer.headlines[headlineOf(facts)], lines: linesOf(facts, wording, tell) };
}

function headlineOf({ return: { status }, forward }: ExplainedReturn): ConsumerHeadline {
  if (status !== 'in_forward') return status;
  return forward?.status === 'delivered' || forward?.status === 'rated' ? 'arrived' : 'in_forward';
}

function linesOf(facts: ExplainedReturn, wording: Wording, tell: Tell): ExplanationLine[] {
  const { status, decide_by } = facts.return;
  switch (status) {
    case 'assessing':
      return decide_by === undefined ? [] : [tell('decide_by', { at: decide_by })];
    case 'offered':
      return [...offerLines(facts, tell), ...criterionLines(facts.return, 'pass', wording)];
    case 'listed':
      return [...listingLines(facts, tell), ...conditionalRefundLines(facts, tell)];
    case 'matched':
      return [...handInLines(facts, tell), ...refundLines(facts, tell)];
    case 'in_forward':
    case 'completed':
    case 'lost':
      return refundLines(facts, tell);
    case 'to_warehouse':
      return [...warehouseLines(facts.return, wording, tell), ...refundLines(facts, tell)];
    case 'cancelled':
      return cancelledLines(facts, tell);
    default:
      return status satisfies never;
  }
}

function offerLines(facts: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const { offer } = facts.return;
  if (offer === undefined) return conditionalRefundLines(facts, tell);
  const incentive = offer.incentive.amount > 0 ? [tell('offer_incentive', { amount: offer.incentive })] : [];
  return [
    tell('offer_window', { days: offer.window_days }),
    tell('offer_label', { days: offer.ship_by_days }),
    ...conditionalRefundLines(facts, tell),
    ...incentive,
    tell('no_buyer', {}),
    tell('offer_until', { at: offer.expires_at }),
  ];
}

function listingLines({ listing }: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const until = listing === undefined ? [] : [tell('listing_until', { at: listing.closes_at })];
  return [...until, tell('keep_ready', {}), tell('no_buyer', {})];
}

function handInLines({ forward }: ExplainedReturn, tell: Tell): ExplanationLine[] {
  if (forward === undefined) return [tell('keep_ready', {})];
  const label = forward.label === undefined ? [tell('label_follows', {})] : [];
  return [...label, tell('ship_by', { at: forward.ship_by }), tell('missed_hand_in', {})];
}

/** Why it goes to the warehouse. Whatever is not told reads the same, so that the sameness gives nothing away. */
function warehouseLines(explained: Return, wording: Wording, tell: Tell): ExplanationLine[] {
  return [...routeLines(explained, wording, tell), ...voidLabelLines(explained, tell)];
}

function routeLines(explained: Return, wording: Wording, tell: Tell): ExplanationLine[] {
  const reason: RouteReasonCode | undefined = explained.route.reason_code;
  switch (reason) {
    case 'ineligible': {
      const told = criterionLines(explained, 'fail', wording);
      return told.length > 0 ? told : [tell('warehouse_as_usual', {})];
    }
    case undefined:
    case 'not_assessed':
    case 'rollout':
    case 'value_below_warehouse':
      return [tell('warehouse_as_usual', {})];
    case 'not_worth_waiting':
      return [tell('no_buyer_found', {})];
    default:
      return [{ code: reason, text: wording.consumer.routes[reason] }];
  }
}

function voidLabelLines({ forward_id, route }: Return, tell: Tell): ExplanationLine[] {
  return forward_id !== undefined && route.reason_code !== 'label_failed' ? [tell('label_void', {})] : [];
}

/** A sender who had handed the parcel in before is paid all the same; else the label that is out must not be used. */
function cancelledLines(facts: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const isOnItsWay = facts.forward?.handed_in_late === true;
  return isOnItsWay ? refundLines(facts, tell) : voidLabelLines(facts.return, tell);
}

/** The told criteria of one outcome. */
function criterionLines(explained: Return, outcome: CriterionOutcome, wording: Wording): ExplanationLine[] {
  return (explained.assessment?.criteria ?? []).flatMap((criterion) => {
    const text = criterion.outcome === outcome ? criterionText(criterion, wording) : undefined;
    return text === undefined ? [] : [{ code: criterion.criterion, text }];
  });
}

function criterionText({ code, params }: Criterion, { consumer, say }: Wording): string | undefined {
  if (!Object.hasOwn(consumer.criteria, code)) return undefined;
  // The assessment wrote code and params together, by the same table that types these templates.
  const template = consumer.criteria[code as ToldCode] as (params: Criterion['params'], say: Say) => string;
  return template(params, say);
}

/** Before there is a buyer, the refund is spoken of as what would be. */
function conditionalRefundLines(facts: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const { refund } = facts.return;
  if (refund.status !== 'not_due') return refundLines(facts, tell);
  return [tell('refund_if_forwarded', refundTerms(facts.return)), ...statutoryLines(facts.return, tell)];
}

function refundLines(facts: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const terms = refundTerms(facts.return);
  const { status, posted_at, cause } = facts.return.refund;
  const reduced = cause === 'hold_reduced' ? [tell('refund_reduced', {})] : [];
  switch (status) {
    case 'not_due':
      return [tell('refund_not_due', terms), ...statutoryLines(facts.return, tell)];
    case 'held':
      return [
        tell('refund_held', { ...terms, until: reviewUntil(facts) }),
        ...statutoryLines(facts.return, tell),
      ];
    case 'due':
      return [tell('refund_due', terms), ...reduced];
    case 'requested':
      return [tell('refund_requested', terms), ...reduced];
    case 'posted':
      return [tell('refund_posted', { ...terms, at: posted_at }), ...reduced];
    case 'failed':
      return [tell('refund_failed', terms), ...reduced];
    case 'denied':
      return [tell('refund_denied', terms)];
    case 'external':
      return [tell('refund_external', {})];
    default:
      return status satisfies never;
  }
}

function refundTerms({ refund }: Return): RefundTerms {
  return { resolution: refund.resolution_type, amount: refund.amount, trigger: refund.trigger };
}

/** A review ends with its own date or the law's, whichever is earlier. */
function reviewUntil({ return: { refund }, forward }: ExplainedReturn): Instant | undefined {
  const reviewBy = forward?.hold?.review_by;
  if (reviewBy === undefined) return refund.statutory_due_at;
  return refund.statutory_due_at === undefined ? reviewBy : earliest(reviewBy, refund.statutory_due_at);
}

function statutoryLines({ refund, withdrawal }: Return, tell: Tell): ExplanationLine[] {
  if (withdrawal.basis !== 'statutory') return [];
  if (refund.statutory_due_at !== undefined) return [tell('statutory_date', { at: refund.statutory_due_at })];
  return [tell('statutory_date_or_hand_in', { at: addDays(withdrawal.notified_at, STATUTORY_REFUND_DAYS) })];
}
