import type { DistanceClass, Economics, ValueComponents } from '@open-return-forwarding/protocol';
import { divideHalfEven, roundHalfEven, shareOf } from '../pricing/rounding.ts';
import { taxOf } from '../pricing/tax.ts';
import type { ForwardableUnit, MatchPolicy, PricedOrder, RatingCounts } from './facts.ts';
import { countryOf, distanceBetween } from './zone.ts';

/** The figures that do not depend on where exactly the two ends are. */
export type ValueFigures = Omit<ValueComponents, 'from_zone' | 'to_zone'>;

/** The value of a match and every figure behind it; `forward_value` follows from `components` alone. */
export interface ForwardValue<Figures = ValueComponents> {
  readonly components: Figures;
  /** `X`, whole minor units net of tax. Only above 0 is a forward ever made. */
  readonly forward_value: number;
}

/** How far a unit goes and `D`, what is taken off its price because of that, in minor units net of tax. */
export interface Trip {
  readonly distance: DistanceClass;
  readonly discount: number;
}

/** The expected value of forwarding a unit to an order's buyer, with the two zones on record. See `valueOver`. */
export function forwardValue(policy: MatchPolicy, unit: ForwardableUnit, order: PricedOrder): ForwardValue {
  const trip = { distance: distanceBetween(unit.zone, order.zone), discount: discountOf(policy, order) };
  const { components, forward_value } = valueOver(policy, unit, trip);
  const { distance, ...figures } = components;
  return { components: { distance, from_zone: unit.zone, to_zone: order.zone, ...figures }, forward_value };
}

/**
 * The expected value of a forward over a distance, against sending the unit to the warehouse and the buyer a new one.
 * Whole minor units net of tax, probabilities to four decimals, `X` rounded once, half to even.
 */
export function valueOver(
  policy: MatchPolicy,
  unit: ForwardableUnit,
  trip: Trip,
): ForwardValue<ValueFigures> {
  const { economics } = policy.matching;
  const unitValue = unitValueOf(policy, unit);
  const avoided = avoidedCost(economics, unitValue);
  const forwardLeg = forwardLegCost(economics, trip.distance);
  const incentive = policy.refund.incentive;
  const fee = policy.fees.per_forward;
  const components: ValueFigures = {
    distance: trip.distance,
    unit_value: unitValue,
    avoided,
    forward_leg: forwardLeg,
    incentive,
    fee,
    advantage: avoided - forwardLeg - incentive - fee,
    discount: trip.discount,
    hand_in_probability: handInBp(economics, policy.shipping.ship_by_days) / 10_000,
    acceptable_probability: acceptableBp(economics, unit.ratings) / 10_000,
    bad_rating_loss: economics.bad_rating_loss,
    missed_hand_in_loss: economics.missed_hand_in_loss,
  };
  return { components, forward_value: expectedValue(components) };
}

/**
 * `D` of an order: what it pays less because of the match, net of the tax of the buyer's country. 0 where it names a
 * listing, since it then pays the offered price throughout. Never below 0.
 */
export function discountOf(policy: MatchPolicy, order: PricedOrder): number {
  if (order.listing_id !== undefined || order.offered_price === undefined) return 0;
  const country = countryOf(order.zone);
  const full = taxOf(order.full_price, policy.tax, country);
  const offered = taxOf(order.offered_price, policy.tax, country);
  return Math.max(0, full.net - offered.net);
}

/** `X = q (rho A - (1 - rho) C_bad) - (1 - q) C_late - D` in whole numbers, since `q` and `rho` are basis points. */
export function expectedValue(components: ValueFigures): number {
  const q = basisPoints(components.hand_in_probability);
  const rho = basisPoints(components.acceptable_probability);
  const whole = 10_000n;
  const handedIn = rho * BigInt(components.advantage) - (whole - rho) * BigInt(components.bad_rating_loss);
  const missed = (whole - q) * BigInt(components.missed_hand_in_loss);
  const dividend = q * handedIn - whole * missed - whole * whole * BigInt(components.discount);
  return divideHalfEven(dividend, whole * whole);
}

/** Net replacement cost of a unit: a share of its net reference price, taxed where the sender is. */
function unitValueOf(policy: MatchPolicy, unit: ForwardableUnit): number {
  const { net } = taxOf(unit.reference_price, policy.tax, countryOf(unit.zone));
  return shareOf(net, policy.matching.economics.unit_cost_bp);
}

/** What the warehouse route costs. A unit never loses more than it is worth. */
function avoidedCost(economics: Economics, unitValue: number): number {
  const notRecovered = shareOf(unitValue, 10_000 - economics.recovery_bp);
  const depreciation = shareOf(unitValue, economics.depreciation_bp_per_day * economics.days_saved);
  const loss = Math.min(unitValue, notRecovered + depreciation);
  return economics.return_leg + economics.handling + economics.outbound + loss;
}

function forwardLegCost(economics: Economics, distance: DistanceClass): number {
  const surcharge = distance === 'cross_border' ? economics.cross_border_surcharge : 0;
  return economics.forward_leg[distance] + surcharge;
}

/** `q`: the share of senders that hand in by the last day allowed. */
function handInBp(economics: Economics, shipByDays: number): number {
  const shares = economics.hand_in_bp_by_day;
  return shares[Math.min(shipByDays, shares.length) - 1] ?? 0;
}

/** `rho`: mean of the Beta prior after the ratings seen, to whole basis points. */
function acceptableBp(economics: Economics, { sender, category }: ForwardableUnit['ratings']): number {
  const prior = economics.acceptable_rating;
  const sum = (of: keyof RatingCounts) => prior[of] + sender[of] + category[of];
  const acceptable = sum('acceptable');
  return roundHalfEven((10_000 * acceptable) / (acceptable + sum('unacceptable')));
}

function basisPoints(probability: number): bigint {
  return BigInt(Math.round(probability * 10_000));
}
