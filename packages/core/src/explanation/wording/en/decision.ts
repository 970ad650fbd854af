import type { DecisionWording } from '../decision.ts';

const codes: DecisionWording['codes'] = {
  value_below_warehouse: 'the warehouse route is worth more',
  below_waiting_threshold: 'waiting on is worth more',
  grade_not_accepted: 'the buyer does not accept this condition',
  not_accepting: 'the buyer accepts no forwarded items',
  own_item: 'the buyer is the sender',
  earlier_holder: 'the buyer has had this item before',
  currency_mismatch: 'a price is in another currency',
  cross_border_not_permitted: 'no parcel may cross this border',
  country_not_served: 'a country is not served',
  other_listing_named: 'the order names another listing',
};

export const decision: DecisionWording = {
  codes,
  lines: {
    forwarded: ({ value, waiting }, say) =>
      `Forwarded: worth ${say.money(value)} more than the warehouse; waiting was worth at most ${say.money(waiting)}.`,
    forwarded_at_once: ({ value }, say) =>
      `Forwarded: worth ${say.money(value)} more than the warehouse; it had no bar to reach.`,
    not_forwarded_yet: ({ value, waiting }, say) =>
      `Not forwarded: worth ${say.money(value)} more than the warehouse, but waiting on is worth ${say.money(waiting)}.`,
    not_worth_it: ({ loss }, say) =>
      `Not forwarded: the warehouse route is better by ${say.money(loss)} even for the best pair.`,
    no_pair: ({ code }) => `Not forwarded: ${codes[code]}.`,
    nobody: () => 'Not forwarded: there was nothing to match.',
    avoided: (p, say) =>
      `Avoided at the warehouse: ${say.money(p.avoided)} – return parcel ${say.money(p.return_leg)}, handling ${say.money(p.handling)}, new parcel ${say.money(p.outbound)}, value not recovered ${say.money(p.recovery_loss)}, depreciation ${say.money(p.depreciation)}.`,
    costs: (p, say) =>
      `Forwarding costs ${say.money(p.costs)} – parcel ${say.money(p.forward_leg)}, incentive ${say.money(p.incentive)}, fee ${say.money(p.fee)}.`,
    odds: (p, say) =>
      `The sender hands in with a probability of ${say.percent(p.hand_in_bp)}, and the buyer is content with one of ${say.percent(p.acceptable_bp)}.`,
    expected: (p, say) =>
      `Expected: ${say.money(p.gain)} gained, less ${say.money(p.bad_rating)} for bad ratings, ${say.money(p.missed_hand_in)} for missed hand-ins and ${say.money(p.discount)} of discount.`,
    demand: ({ listings, general, naming }) =>
      `Active listings of the article: ${listings}. Orders a day: ${general} in general, ${naming} that name a listing.`,
    considered: ({ considered, rejected }) =>
      `Pairs considered: ${considered}, of which rejected: ${rejected}.`,
  },
};
