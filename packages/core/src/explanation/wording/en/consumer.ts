import type { Say } from '../../say.ts';
import type { ConsumerWording, RefundTerms } from '../consumer.ts';

const asUsual = 'This return goes back to the warehouse as usual.';

function what({ resolution, amount }: RefundTerms, say: Say): string {
  return say.terms.resolutions[resolution](say.money(amount));
}

export const consumer: ConsumerWording = {
  headlines: {
    assessing: 'It is being checked how this return can go.',
    offered:
      'You can choose: send the item straight to its next buyer, or return it to the warehouse as usual.',
    listed: 'Your item is on offer to other shoppers.',
    matched: 'There is a buyer for your item. Please hand in the parcel in time.',
    in_forward: 'Your parcel is on its way to its next buyer.',
    arrived: 'Your parcel has arrived.',
    completed: 'This return is complete.',
    to_warehouse: asUsual,
    cancelled: 'This return was cancelled. You keep the item.',
    lost: 'Your parcel was lost on the way. You do not bear that loss.',
  },
  criteria: {
    fit_too_low: () => 'Items of this kind go back to the warehouse.',
    category_excluded: () => 'Items of this kind go back to the warehouse.',
    sku_excluded: () => 'This article goes back to the warehouse.',
    attribute_excluded: ({ attribute }, { terms }) =>
      `Items that are ${terms.attributes[attribute]} go back to the warehouse.`,
    grade_sufficient: ({ grade }, { terms }) =>
      `You describe the condition of the item as “${terms.grades[grade]}”.`,
    grade_too_low: ({ minimum_grade }, { terms }) =>
      `Only items in the condition “${terms.grades[minimum_grade]}” can be sent straight to a next buyer.`,
    check_not_confirmed: ({ checks }, say) =>
      `You did not confirm that the item is ${say.names(checks, say.terms.checks)}.`,
    reason_allowed: () => 'You did not report a fault of the item.',
    reason_not_allowed: () => 'Items that are returned for this reason go back to the warehouse.',
    reason_never_forwardable: () =>
      'Items that are returned for this reason go back to the warehouse, where they can be looked at.',
    regulated_product: () => 'The law does not let this item be passed on directly.',
    hygiene_seal: () => 'Items with a hygiene seal are not passed on directly.',
    perishable_product: () => 'Items that go off are not passed on directly.',
    season_ending: () => 'The season of this item is almost over.',
    evidence_missing: ({ kinds }, say) =>
      `What would have been needed as well: ${say.names(kinds, say.terms.evidence)}.`,
    country_not_served: () => 'Sending an item straight to a next buyer is not possible in your country yet.',
    window_too_short: () => 'There is too little time left to find a buyer.',
    reforwarding_not_supported: () =>
      'An item that was passed on directly before goes back to the warehouse.',
    generation_limit: () => 'An item that was passed on directly before goes back to the warehouse.',
  },
  routes: {
    declined: 'You chose the return to the warehouse.',
    offer_expired: 'The time to choose otherwise is over.',
    window_expired: 'No buyer was found in time.',
    withdrawn: 'The shop no longer offers the item to other shoppers.',
    not_handed_in: 'The parcel was not handed in in time.',
    label_failed: 'No label could be made for the parcel to the buyer.',
    recalled: 'This product is being recalled. Please follow the instructions of the shop.',
    order_cancelled: 'There is no longer a buyer for the item.',
    reforwarding_not_supported: 'An item that was passed on directly before goes back to the warehouse.',
  },
  lines: {
    decide_by: ({ at }, say) => `You will know by ${say.moment(at)} at the latest.`,
    offer_window: ({ days }, say) =>
      `If you choose the next buyer, the item is on offer to other shoppers for up to ${say.count(days, say.terms.day)}. Keep it as it is until then.`,
    offer_label: ({ days }, say) =>
      `Once there is a buyer, you get a prepaid label and have ${say.count(days, say.terms.day)} to hand in the parcel.`,
    offer_incentive: ({ amount }, say) =>
      `If the buyer has no complaint, you get ${say.money(amount)} on top.`,
    offer_until: ({ at }, say) =>
      `You can choose until ${say.moment(at)}. If you do nothing, the item goes to the warehouse as usual.`,
    no_buyer: () => 'If there is no buyer in time, you return the item to the warehouse as usual.',
    no_buyer_found: () => 'There is no buyer for the item.',
    keep_ready: () => 'Please keep the item as it is, ready to be packed.',
    listing_until: ({ at }, say) => `It is on offer until ${say.moment(at)} at the latest.`,
    label_follows: () => 'You get the label for the parcel shortly.',
    ship_by: ({ at }, say) => `Please hand in the parcel with the label by ${say.moment(at)}.`,
    missed_hand_in: () => 'If you do not, you return the item to the warehouse as usual.',
    label_void: () => 'Please do not put the label to the buyer on a parcel any more. It is not valid.',
    warehouse_as_usual: () =>
      'Not every item can be sent straight to a next buyer. Your rights stay the same.',
    refund_if_forwarded: (refund, say) =>
      `If there is a buyer, your ${what(refund, say)} follows once ${say.terms.triggers[refund.trigger]}.`,
    refund_not_due: (refund, say) =>
      `Your ${what(refund, say)} follows once ${say.terms.triggers[refund.trigger]}.`,
    refund_due: (refund, say) => `Your ${what(refund, say)} has been released.`,
    refund_requested: (refund, say) =>
      `Your ${what(refund, say)} has been released and is being carried out.`,
    refund_posted: (refund, say) =>
      `Your ${what(refund, say)} was carried out${refund.at === undefined ? '' : ` on ${say.date(refund.at)}`}.`,
    refund_failed: (refund, say) =>
      `Your ${what(refund, say)} could not be carried out yet. It is tried again.`,
    refund_held: (refund, say) =>
      `There is a question about the condition of the item. Your ${what(refund, say)} is under review${
        refund.until === undefined ? '' : ` until ${say.date(refund.until)} at the latest`
      }.`,
    refund_denied: () => 'After a review of the condition of the item, nothing is paid back.',
    refund_external: () =>
      'What you get back for it is settled in the same way as with any other return to this shop.',
    refund_reduced: () => 'After a review of the condition of the item, this is a part of what you paid.',
    statutory_date: ({ at }, say) => `By law you get this on ${say.date(at)} at the latest.`,
    statutory_date_or_hand_in: ({ at }, say) =>
      `By law you get this on ${say.date(at)} at the latest, or on handing in the parcel if that is later.`,
  },
};
