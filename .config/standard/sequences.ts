/** Who takes part in a sequence. */
export type Party = 'sender' | 'buyer' | 'retailer' | 'provider' | 'carrier';

/**
 * One message, and what it moves: `life-cycle trigger [guard]` for a row of the table, `life-cycle = state` for what
 * comes into being in that state, with the events that say so.
 */
export interface Step {
  readonly from: Party;
  readonly to: Party;
  readonly says: string;
  readonly moves: readonly string[];
  readonly born?: readonly string[];
}

const offered: Step = {
  from: 'retailer',
  to: 'provider',
  says: 'createReturn',
  moves: ['return = offered', 'refund = not_due'],
  born: ['return.created', 'return.offered'],
};
const chosen: Step = {
  from: 'sender',
  to: 'provider',
  says: 'chooseRoute: forward',
  moves: ['return choose_forward', 'listing = active'],
  born: ['listing.opened'],
};
const matched: Step = {
  from: 'buyer',
  to: 'provider',
  says: 'createOrder',
  moves: ['order = pending', 'order match', 'listing match', 'return match', 'forward = label_pending'],
  born: ['order.accepted', 'forward.matched'],
};
const labelled: Step = {
  from: 'carrier',
  to: 'provider',
  says: 'label',
  moves: ['forward label_created'],
};
const handedIn: Step = {
  from: 'carrier',
  to: 'provider',
  says: 'scan: picked_up',
  moves: ['forward scan_hand_in', 'return hand_in'],
};
const inTransit: Step = {
  from: 'carrier',
  to: 'provider',
  says: 'scan: in_transit',
  moves: ['forward scan_transit'],
};
const delivered: Step = {
  from: 'carrier',
  to: 'provider',
  says: 'scan: delivered',
  moves: ['forward scan_delivered'],
};
const accepted: Step = {
  from: 'buyer',
  to: 'provider',
  says: 'rateForward: positive',
  moves: ['forward rate verdict_accepts', 'refund trigger', 'refund request'],
};
const paid: Step = {
  from: 'retailer',
  to: 'provider',
  says: 'confirmRefund: posted',
  moves: ['refund confirm_posted', 'forward settle', 'return settle', 'order fulfil'],
};
const missed: Step = {
  from: 'provider',
  to: 'provider',
  says: 'ship-by and the grace for the scan are over',
  moves: ['forward hand_in', 'order revert', 'return hand_in_missed', 'refund route_external'],
};
const untilLabel = [offered, chosen, matched, labelled];

/** The main sequences, with the refund due on the rating. What the moves mean is read from the table. */
export const sequences: Readonly<Record<string, readonly Step[]>> = {
  forward: [...untilLabel, handedIn, inTransit, delivered, accepted, paid],
  revert: [
    ...untilLabel,
    missed,
    { from: 'carrier', to: 'provider', says: 'void confirmed', moves: ['forward label_voided'] },
  ],
  late_hand_in: [
    ...untilLabel,
    missed,
    {
      from: 'carrier',
      to: 'provider',
      says: 'scan: picked_up, dated before the void',
      moves: [
        'forward scan_hand_in hand_in_credible',
        'return late_hand_in',
        'refund resume',
        'order recover',
      ],
    },
    delivered,
    accepted,
    paid,
  ],
  hold: [
    ...untilLabel,
    handedIn,
    inTransit,
    delivered,
    { from: 'buyer', to: 'provider', says: 'rateForward: negative', moves: ['forward rate', 'refund hold'] },
    {
      from: 'retailer',
      to: 'provider',
      says: 'resolveHold: release',
      moves: ['refund release', 'refund request'],
    },
    paid,
  ],
};
