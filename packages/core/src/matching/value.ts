import type { CountryCode, DistanceClass, ValueComponents, Zone } from '@open-return-forwarding/protocol';
import { divideHalfEven, proportionOf, shareOf } from '../pricing/rounding.ts';
import { taxOf } from '../pricing/tax.ts';
import { economicsFor, type ResolvedEconomics } from './economics.ts';
import { type ForwardableUnit, type MatchPolicy, type PricedOrder, termsOf } from './facts.ts';
import { acceptableBp, handInBpOf } from './probability.ts';
import { countryOf, distanceBetween } from './zone.ts';

/** The figures that do not depend on where exactly the two ends are. */
export type ValueFigures = Omit<ValueComponents, 'from_zone' | 'to_zone'>;

/** The value of a match and every figure behind it; `forward_value` follows from `components` alone. */
export interface ForwardValue<Figures = ValueComponents> {
  readonly components: Figures;
  /** `X`, whole minor units net of tax. Only above 0 is a forward ever made. */
  readonly forward_value: number;
}

/** How far a unit goes, to which country, and `D`, what is taken off its price because of that, net of tax. */
export interface Trip {
  readonly distance: DistanceClass;
  readonly to: CountryCode;
  readonly discount: number;
}

/** What `X` follows from, with whole basis points for the probabilities and minor units for the rest. */
export interface ExpectedTerms {
  readonly advantage: number;
  readonly discount: number;
  readonly hand_in_probability: number;
  readonly acceptable_probability: number;
  readonly bad_rating_loss: number;
  readonly missed_hand_in_loss: number;
}

/** The expected value of forwarding a unit to an order's buyer, with the two zones on record. See `valueOver`. */
export function forwardValue(policy: MatchPolicy, unit: ForwardableUnit, order: PricedOrder): ForwardValue {
  const { components, forward_value } = valueOver(policy, unit, tripTo(policy, unit, order));
  return { components: { ...components, from_zone: unit.zone, to_zone: order.zone }, forward_value };
}

/** The way from a unit to an order's buyer, and what the match takes off the price. */
export function tripTo(policy: MatchPolicy, unit: Pick<ForwardableUnit, 'zone'>, order: PricedOrder): Trip {
  return tripsTo(policy, order)(unit.zone);
}

/** The ways from many places to one order's buyer. */
export function tripsTo(policy: MatchPolicy, order: PricedOrder): (from: Zone) => Trip {
  const to = countryOf(order.zone);
  const discount = discountOf(policy, order);
  return (from) => ({ distance: distanceBetween(from, order.zone), to, discount });
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
  const { costs, expected } = reckoned(policy, unit, trip);
  const money = expectedMoney(expected);
  // Named one by one: every decision that is kept shows some, and merging objects costs several times as much.
  const components: ValueFigures = {
    distance: trip.distance,
    unit_value: costs.unit_value,
    return_leg: costs.return_leg,
    handling: costs.handling,
    outbound: costs.outbound,
    recovery_loss: costs.recovery_loss,
    depreciation: costs.depreciation,
    avoided: costs.avoided,
    forward_leg: costs.forward_leg,
    cross_border_surcharge: costs.cross_border_surcharge,
    incentive: costs.incentive,
    fee: costs.fee,
    advantage: expected.advantage,
    discount: expected.discount,
    hand_in_probability: expected.hand_in_probability,
    acceptable_probability: expected.acceptable_probability,
    bad_rating_loss: expected.bad_rating_loss,
    missed_hand_in_loss: expected.missed_hand_in_loss,
    expected_advantage: money.expected_advantage,
    expected_bad_rating_loss: money.expected_bad_rating_loss,
    expected_missed_hand_in_loss: money.expected_missed_hand_in_loss,
  };
  return { components, forward_value: expectedValue(expected) };
}

/** What `X` of a forward over a distance follows from. See `valueOver`. */
export function expectedTerms(policy: MatchPolicy, unit: ForwardableUnit, trip: Trip): ExpectedTerms {
  return reckoned(policy, unit, trip).expected;
}

function reckoned(policy: MatchPolicy, unit: ForwardableUnit, { distance, to, discount }: Trip) {
  const economics = economicsFor(policy, { category: unit.category, from: countryOf(unit.zone), to });
  const { ship_by_days, incentive, fee } = unit.terms ?? termsOf(policy);
  const warehouse = warehouseRoute(economics, unitValueOf(policy, unit, economics));
  const leg = forwardLeg(economics, distance);
  const expected: ExpectedTerms = {
    advantage: warehouse.avoided - leg.forward_leg - incentive - fee,
    discount,
    hand_in_probability: handInBpOf(economics, ship_by_days, unit.evidence?.hand_in) / 10_000,
    acceptable_probability: acceptableBp(economics, unit.ratings) / 10_000,
    bad_rating_loss: economics.bad_rating_loss,
    missed_hand_in_loss: economics.missed_hand_in_loss,
  };
  return { costs: { ...warehouse, ...leg, incentive, fee }, expected };
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

const WHOLE = 10_000n;

/** `X = q (rho A - (1 - rho) C_bad) - (1 - q) C_late - D` in whole numbers, since `q` and `rho` are basis points. */
export function expectedValue(terms: ExpectedTerms, discount = terms.discount): number {
  const q = Math.round(terms.hand_in_probability * 10_000);
  const rho = Math.round(terms.acceptable_probability * 10_000);
  const { advantage, bad_rating_loss, missed_hand_in_loss } = terms;
  const size = Math.abs(advantage) + bad_rating_loss + missed_hand_in_loss + Math.abs(discount);
  // Up to here every product and sum below is a whole number that a double holds exactly.
  if (size < 20_000_000) {
    const handedIn = rho * advantage - (10_000 - rho) * bad_rating_loss;
    return hundredMillionths(
      q * handedIn - 10_000 * (10_000 - q) * missed_hand_in_loss - 100_000_000 * discount,
    );
  }
  return expectedLargeValue(terms, discount);
}

function expectedLargeValue(terms: ExpectedTerms, discount: number): number {
  const q = basisPoints(terms.hand_in_probability);
  const rho = basisPoints(terms.acceptable_probability);
  const handedIn = rho * BigInt(terms.advantage) - (WHOLE - rho) * BigInt(terms.bad_rating_loss);
  const missed = (WHOLE - q) * BigInt(terms.missed_hand_in_loss);
  const dividend = q * handedIn - WHOLE * missed - WHOLE * WHOLE * BigInt(discount);
  return divideHalfEven(dividend, WHOLE * WHOLE);
}

/** A whole number divided by 10^8, half to even. */
function hundredMillionths(dividend: number): number {
  const rest = ((dividend % 100_000_000) + 100_000_000) % 100_000_000;
  const floor = (dividend - rest) / 100_000_000;
  const up = rest > 50_000_000 || (rest === 50_000_000 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) + 0;
}

/** The terms of `X` in money, each rounded by itself, half to even: for reading, not for reckoning on. */
export function expectedMoney(terms: ExpectedTerms) {
  const q = Math.round(terms.hand_in_probability * 10_000);
  const rho = Math.round(terms.acceptable_probability * 10_000);
  return {
    expected_advantage: proportionOf(terms.advantage, q * rho, 100_000_000),
    expected_bad_rating_loss: proportionOf(terms.bad_rating_loss, q * (10_000 - rho), 100_000_000),
    expected_missed_hand_in_loss: proportionOf(terms.missed_hand_in_loss, 10_000 - q, 10_000),
  };
}

/** Net replacement cost of a unit: a share of its net reference price, taxed where the sender is. */
function unitValueOf(policy: MatchPolicy, unit: ForwardableUnit, economics: ResolvedEconomics): number {
  const { net } = taxOf(unit.reference_price, policy.tax, countryOf(unit.zone));
  return shareOf(net, economics.unit_cost_bp);
}

/** What the warehouse route costs. A unit never loses more than it is worth. */
function warehouseRoute(economics: ResolvedEconomics, unitValue: number) {
  const { return_leg, handling, outbound } = economics;
  const recoveryLoss = shareOf(unitValue, 10_000 - economics.recovery_bp);
  const depreciation = shareOf(unitValue, economics.depreciation_bp_per_day * economics.days_saved);
  const loss = Math.min(unitValue, recoveryLoss + depreciation);
  return {
    unit_value: unitValue,
    return_leg,
    handling,
    outbound,
    recovery_loss: recoveryLoss,
    depreciation,
    avoided: return_leg + handling + outbound + loss,
  };
}

function forwardLeg(economics: ResolvedEconomics, distance: DistanceClass) {
  const surcharge = distance === 'cross_border' ? economics.cross_border_surcharge : 0;
  return { forward_leg: economics.forward_leg[distance] + surcharge, cross_border_surcharge: surcharge };
}

function basisPoints(probability: number): bigint {
  return BigInt(Math.round(probability * 10_000));
}
