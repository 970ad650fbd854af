import type { Criterion, ExplanationLine, Instant, Return } from '@open-return-forwarding/protocol';
import { type Told, tellConsumer } from './consumer.ts';
import { decisionHeadline } from './decision.ts';
import type { ExplainedReturn } from './facts.ts';
import type { Say } from './say.ts';
import type { SupportLineCode, SupportLineParams } from './wording/support.ts';
import type { Wording } from './wording/wording.ts';

type Tell = <Code extends SupportLineCode>(code: Code, params: SupportLineParams[Code]) => ExplanationLine;

/** The retailer's own people. Support hears why and what to say; finance hears the amounts. */
export type StaffAudience = 'support' | 'finance';

/** Why, with every criterion and the dates that run; then what the audience needs. */
export function tellStaff(facts: ExplainedReturn, wording: Wording, audience: StaffAudience): Told {
  const tell: Tell = (code, params) => ({ code, text: wording.support.lines[code](params, wording.say) });
  const explained = facts.return;
  const own =
    audience === 'finance' ? financeLines(facts, wording, tell) : consumerScript(facts, wording, tell);
  const lines = [
    ...routeLines(explained, wording),
    ...criterionLines(explained, wording, audience),
    ...dateLines(facts, tell),
    tell('refund', { status: explained.refund.status, amount: explained.refund.amount }),
    ...own,
  ];
  return { headline: wording.support.headlines[explained.status], lines };
}

function routeLines({ route }: Return, { support }: Wording): ExplanationLine[] {
  const reason = route.reason_code;
  return reason === undefined ? [] : [{ code: reason, text: support.routes[reason] }];
}

/** Every criterion, failed ones first. */
function criterionLines(explained: Return, wording: Wording, audience: StaffAudience): ExplanationLine[] {
  const criteria = explained.assessment?.criteria ?? [];
  const failed = criteria.filter(({ outcome }) => outcome === 'fail');
  const others = criteria.filter(({ outcome }) => outcome !== 'fail');
  const { support, say } = wording;
  return [...failed, ...others].map((criterion) => {
    const text = audience === 'finance' ? financeText(criterion, wording) : criterionText(criterion, wording);
    const name = say.terms.criteria[criterion.criterion];
    return {
      code: criterion.criterion,
      text: support.finding(name, say.terms.outcomes[criterion.outcome], text),
    };
  });
}

function criterionText({ code, params }: Criterion, { support, say }: Wording): string {
  // The assessment wrote code and params together, by the same table that types these templates.
  const template = support.criteria[code] as (params: Criterion['params'], say: Say) => string;
  return template(params, say);
}

/** Finance reads the amount behind a value; everybody else the finding alone. */
function financeText(criterion: Criterion, wording: Wording): string {
  const { code, params } = criterion;
  if (code !== 'value_positive' && code !== 'value_below_warehouse') return criterionText(criterion, wording);
  const { best_value, currency } = params;
  return wording.support.values[code](
    { amount: Number(best_value), currency: String(currency) },
    wording.say,
  );
}

/** The deadlines that run now. */
function dateLines({ return: explained, listing, forward }: ExplainedReturn, tell: Tell): ExplanationLine[] {
  const { status, refund } = explained;
  const lines: ExplanationLine[] = [];
  const add = (
    code: 'decide_by' | 'offer_until' | 'listing_until' | 'review_by' | 'statutory_date',
    at?: Instant,
  ) => {
    if (at !== undefined) lines.push(tell(code, { at }));
  };
  if (status === 'assessing') add('decide_by', explained.decide_by);
  if (status === 'offered') add('offer_until', explained.offer?.expires_at);
  if (status === 'listed') add('listing_until', listing?.closes_at);
  if (status === 'matched' && forward !== undefined) {
    lines.push(tell('ship_by', { at: forward.ship_by, closes: forward.hand_in_closes_at }));
  }
  if (refund.status === 'held') add('review_by', forward?.hold?.review_by);
  if (refund.status === 'held' || refund.status === 'not_due') add('statutory_date', refund.statutory_due_at);
  return lines;
}

function consumerScript(facts: ExplainedReturn, wording: Wording, tell: Tell): ExplanationLine[] {
  const { headline, lines } = tellConsumer(facts, wording);
  const text = [headline, lines[0]?.text].filter((each) => each !== undefined).join(' ');
  return [tell('tell_consumer', { text }), tell('keep_to_yourself', {})];
}

function financeLines(
  { return: explained, settlement, decision }: ExplainedReturn,
  wording: Wording,
  tell: Tell,
): ExplanationLine[] {
  const { order_line, offer } = explained;
  const lines = [tell('unit_price', { amount: order_line.unit_price })];
  if (offer !== undefined) {
    const { listing_price: price, discount } = offer;
    const given = { amount: discount.amount, currency: price.currency };
    lines.push(tell('listing_price', { price, discount: given, share_bp: discount.share_bp }));
  }
  if (decision !== undefined) lines.push({ code: 'decision', text: decisionHeadline(decision, wording) });
  if (settlement !== undefined) {
    lines.push(tell('net_effect', { net: settlement.net, status: settlement.status }));
  }
  return lines;
}
