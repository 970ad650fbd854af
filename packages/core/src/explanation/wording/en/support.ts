import type { SupportWording } from '../support.ts';

const aboveWarehouse = 'Forwarding is expected to bring more than the warehouse route';
const belowWarehouse = 'Forwarding is not expected to bring more than the warehouse route';

export const support: SupportWording = {
  headlines: {
    assessing: 'The return is being assessed.',
    offered: 'The return qualifies; the sender can choose forwarding beside the warehouse return.',
    listed: 'The sender chose forwarding; the item is listed and waits for a buyer.',
    matched: 'The item is matched with an order; the sender has to hand in the parcel.',
    in_forward: 'The parcel was handed in and goes to the buyer.',
    completed: 'The return is complete.',
    to_warehouse: 'The return goes to the warehouse.',
    cancelled: 'The return was cancelled; the consumer keeps the item.',
    lost: 'The parcel was lost after hand-in.',
  },
  routes: {
    ineligible: 'It does not qualify for forwarding; the criteria that are not met follow.',
    not_assessed: 'The verdict was not there in time.',
    declined: 'The sender chose the warehouse return.',
    offer_expired: 'The sender did not choose before the offer expired.',
    window_expired: 'No order matched before the window closed.',
    not_worth_waiting: 'No order was waiting, and waiting for one would cost more than it can bring.',
    withdrawn: 'An operator took the listing back.',
    not_handed_in: 'No hand-in was scanned by ship-by and its grace.',
    label_failed: 'The carrier gave no label in time.',
    recalled: 'The product is recalled.',
    order_cancelled: 'The buyer cancelled and nothing is left of the window.',
    rollout: 'It qualifies, but the rollout does not include it yet.',
    value_below_warehouse: 'It qualifies, but a forward would not bring more than the warehouse route.',
    reforwarding_not_supported: 'The item was forwarded before and is not forwarded again.',
  },
  finding: (criterion, outcome, text) => `${criterion} – ${outcome}. ${text}`,
  criteria: {
    fit_sufficient: (p, { terms }) =>
      `The fit ${terms.fitSources[p.fit_from]} is ${terms.fits[p.fit]}; at least ${terms.fits[p.minimum_fit]} is asked.`,
    fit_too_low: (p, { terms }) =>
      `The fit ${terms.fitSources[p.fit_from]} is ${terms.fits[p.fit]}; at least ${terms.fits[p.minimum_fit]} is asked.`,
    category_excluded: ({ category }) => `The policy excludes the category ${category}.`,
    sku_excluded: ({ sku }) => `The policy excludes the article ${sku}.`,
    attribute_excluded: ({ attribute }, { terms }) =>
      `The policy excludes items that are ${terms.attributes[attribute]}.`,
    grade_sufficient: (p, { terms }) =>
      `Declared as ${terms.grades[p.grade]}; at least ${terms.grades[p.minimum_grade]} is asked.`,
    grade_too_low: (p, { terms }) =>
      `Declared as ${terms.grades[p.grade]}; at least ${terms.grades[p.minimum_grade]} is asked.`,
    check_not_confirmed: ({ checks }, say) =>
      `The sender did not confirm that the item is ${say.names(checks, say.terms.checks)}.`,
    reason_allowed: ({ reason }, { terms }) => `The reason “${terms.reasons[reason]}” is allowed.`,
    reason_not_allowed: ({ reason }, { terms }) =>
      `The policy does not allow the reason “${terms.reasons[reason]}”.`,
    reason_never_forwardable: ({ reason }, { terms }) =>
      `The reason “${terms.reasons[reason]}” is never forwarded, whatever the policy says.`,
    demand_sufficient: (p, say) =>
      `A buyer within the window is ${say.percent(p.match_probability_bp)} likely; ${say.percent(p.minimum_bp)} is asked.`,
    demand_too_low: (p, say) =>
      `A buyer within the window is only ${say.percent(p.match_probability_bp)} likely; ${say.percent(p.minimum_bp)} is asked.`,
    not_regulated: () => 'No legal exclusion is known.',
    regulated_product: () => 'The product is regulated; it is never forwarded.',
    hygiene_seal: () => 'The product has or had a hygiene seal; it is never forwarded.',
    perishable_product: () => 'The product is perishable; it is never forwarded.',
    no_refusing_flag: () => 'No flag stands against it.',
    flag_refused: (p, say) =>
      `The policy sends consumers with such a flag to the warehouse (${say.count(p.refusing_flags, say.terms.flag)}).`,
    discount_applies: () => 'The policy has a discount for this price.',
    discount_excluded: () => 'The policy gives no discount on this article or category.',
    no_discount_bracket: (p, say) => `No discount bracket holds for ${say.money(p)}.`,
    season_open: (p, say) =>
      `The window ends on ${say.date(p.window_ends_at)}, at least ${say.count(p.margin_days, say.terms.day)} before the season does on ${say.date(p.season_ends_on)}.`,
    season_ending: (p, say) =>
      `The window would end on ${say.date(p.window_ends_at)}, less than ${say.count(p.margin_days, say.terms.day)} before the season does on ${say.date(p.season_ends_on)}.`,
    no_season: () => 'The product has no season.',
    value_positive: () => `${aboveWarehouse}.`,
    value_below_warehouse: () => `${belowWarehouse}.`,
    rollout_included: () => 'The rollout includes this return.',
    rollout_category: ({ category }) => `The rollout does not include the category ${category}.`,
    rollout_reason: ({ reason }, { terms }) =>
      `The rollout does not include the reason “${terms.reasons[reason]}”.`,
    rollout_segment: () => 'The rollout includes certain segments of consumers only.',
    rollout_share: (p, say) =>
      `The rollout includes ${say.percent(p.share_bp)} of consumers; one consumer always gets the same answer.`,
    evidence_sufficient: () => 'All evidence that the policy asks for is there.',
    evidence_missing: ({ kinds }, say) => `Evidence is missing: ${say.names(kinds, say.terms.evidence)}.`,
    market_served: (p, say) =>
      `${p.country} and ${p.currency} are served; a listing could stay open for ${say.count(p.window_hours, say.terms.hour)}.`,
    country_not_served: ({ country }) => `The policy does not serve ${country}.`,
    currency_not_served: (p) => `The price is in ${p.currency}; the policy is in ${p.policy_currency}.`,
    window_too_short: (p, say) =>
      `The statutory refund date leaves ${say.count(p.window_hours, say.terms.hour)} for a listing; ${say.count(p.minimum_hours, say.terms.hour)} is the least.`,
    first_generation: () => 'The item was not forwarded before.',
    generation_allowed: (p) => `This would be forward ${p.generation} of ${p.maximum_generations}.`,
    reforwarding_not_supported: () => 'The item was forwarded before; forwarding it again is not set up.',
    generation_limit: (p) => `This would be forward ${p.generation}; ${p.maximum_generations} is the most.`,
  },
  values: {
    value_positive: (amount, say) => `${aboveWarehouse}, by up to ${say.money(amount)}.`,
    value_below_warehouse: (amount, say) =>
      `${belowWarehouse}; the best destination comes to ${say.money(amount)}.`,
  },
  lines: {
    decide_by: ({ at }, say) => `The verdict is due by ${say.moment(at)}.`,
    offer_until: ({ at }, say) => `The offer expires at ${say.moment(at)}.`,
    listing_until: ({ at }, say) => `The listing closes at ${say.moment(at)} at the latest.`,
    ship_by: ({ at, closes }, say) =>
      `Ship-by is ${say.moment(at)}; without a scan it reverts at ${say.moment(closes)}.`,
    refund: ({ status, amount }, say) =>
      `Refund of ${say.money(amount)}: ${say.terms.refundStatuses[status]}.`,
    review_by: ({ at }, say) => `The hold is released by itself at ${say.moment(at)}.`,
    statutory_date: ({ at }, say) => `By law the refund is due at ${say.moment(at)} at the latest.`,
    tell_consumer: ({ text }) => `Tell the consumer: “${text}”`,
    keep_to_yourself: () => 'Do not mention flags, values or anything about the other party.',
    unit_price: ({ amount }, say) => `The unit was sold for ${say.money(amount)}.`,
    listing_price: ({ price, discount, share_bp }, say) =>
      `Listed at ${say.money(price)}, a discount of ${say.money(discount)} (${say.percent(share_bp)}).`,
    net_effect: ({ net, status }, say) =>
      status === 'settled'
        ? `Net effect of the forward: ${say.money(net)}.`
        : `Net effect of the forward so far: ${say.money(net)}; the books are open.`,
  },
};
