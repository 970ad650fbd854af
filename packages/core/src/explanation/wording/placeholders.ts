import type { AssessmentParams } from '../../assessment/finding.ts';
import type { ToldCode } from '../audience.ts';
import type { Say } from '../say.ts';
import type { ConsumerLineCode, ConsumerLineParams, RefundTerms } from './consumer.ts';

/** What `{name}` stands for in a sentence. Undefined: there is no such thing to speak of this time. */
export type Placeholders<Params> = Readonly<Record<string, (params: Params, say: Say) => string | undefined>>;

const none = {};
const moment: Placeholders<{ at: string }> = { at: ({ at }, say) => say.moment(at) };
const day: Placeholders<{ at: string }> = { at: ({ at }, say) => say.date(at) };
const days: Placeholders<{ days: number }> = { days: (p, say) => say.count(p.days, say.terms.day) };
const refund: Placeholders<RefundTerms> = {
  refund: ({ resolution, amount }, say) => say.terms.resolutions[resolution](say.money(amount)),
  amount: ({ amount }, say) => say.money(amount),
};
const releasedRefund: Placeholders<RefundTerms> = {
  ...refund,
  trigger: ({ trigger }, say) => say.terms.triggers[trigger],
};

/** The placeholders of each sentence beside the assessment: the figures that the built-in one speaks of. */
export const linePlaceholders: {
  readonly [Code in ConsumerLineCode]: Placeholders<ConsumerLineParams[Code]>;
} = {
  decide_by: moment,
  offer_window: days,
  offer_label: days,
  offer_incentive: { amount: ({ amount }, say) => say.money(amount) },
  offer_until: moment,
  no_buyer: none,
  no_buyer_found: none,
  keep_ready: none,
  listing_until: moment,
  label_follows: none,
  ship_by: moment,
  missed_hand_in: none,
  label_void: none,
  warehouse_as_usual: none,
  refund_if_forwarded: releasedRefund,
  refund_not_due: releasedRefund,
  refund_due: refund,
  refund_requested: refund,
  refund_posted: { ...refund, at: ({ at }, say) => (at === undefined ? undefined : say.date(at)) },
  refund_failed: refund,
  refund_held: { ...refund, until: ({ until }, say) => (until === undefined ? undefined : say.date(until)) },
  refund_denied: none,
  refund_external: none,
  refund_reduced: none,
  statutory_date: day,
  statutory_date_or_hand_in: day,
};

/** The placeholders of each finding that a consumer is told. */
export const criterionPlaceholders: {
  readonly [Code in ToldCode]: Placeholders<AssessmentParams[Code]>;
} = {
  fit_too_low: none,
  category_excluded: none,
  sku_excluded: none,
  attribute_excluded: { attribute: ({ attribute }, { terms }) => terms.attributes[attribute] },
  grade_sufficient: { grade: ({ grade }, { terms }) => terms.grades[grade] },
  grade_too_low: { minimum_grade: ({ minimum_grade }, { terms }) => terms.grades[minimum_grade] },
  check_not_confirmed: { checks: ({ checks }, say) => say.names(checks, say.terms.checks) },
  reason_allowed: none,
  reason_not_allowed: none,
  reason_never_forwardable: none,
  regulated_product: none,
  hygiene_seal: none,
  perishable_product: none,
  season_ending: none,
  evidence_missing: { kinds: ({ kinds }, say) => say.names(kinds, say.terms.evidence) },
  country_not_served: none,
  window_too_short: none,
  reforwarding_not_supported: none,
  generation_limit: none,
};

/** What a sentence may not leave out: the law's date, a deadline, what releases the money. */
export const essentialPlaceholders: Readonly<Partial<Record<ConsumerLineCode, string>>> = {
  offer_until: 'at',
  ship_by: 'at',
  refund_if_forwarded: 'trigger',
  refund_not_due: 'trigger',
  refund_held: 'until',
  statutory_date: 'at',
  statutory_date_or_hand_in: 'at',
};
