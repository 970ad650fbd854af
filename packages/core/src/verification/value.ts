import type {
  DecisionCandidate,
  TaxedPrice,
  ValueBasis,
  ValueComponents,
} from '@open-return-forwarding/protocol';
import { acceptableBp, handInBp } from '../matching/probability.ts';
import { expectedMoney, expectedValue } from '../matching/value.ts';
import { distanceBetween } from '../matching/zone.ts';
import { divideHalfEven, shareOf } from '../pricing/rounding.ts';
import type { Findings } from './finding.ts';

/** A candidate of which `X` is on record with all that it comes from. */
export interface ValuedCandidate extends DecisionCandidate {
  components: ValueComponents;
  basis: ValueBasis;
  forward_value: number;
}

/** Whether a candidate shows what its value comes from. */
export function isValued(candidate: DecisionCandidate): candidate is ValuedCandidate {
  const { components, basis, forward_value } = candidate;
  return components !== undefined && basis !== undefined && forward_value !== undefined;
}

/** Recomputes `X` and every figure on the way to it from the basis. */
export function verifyValue(candidate: ValuedCandidate, at: string, findings: Findings): void {
  const { components, basis } = candidate;
  const check = (name: keyof ValueComponents, computed: unknown) =>
    findings.expect(`${at}/components/${name}`, components[name], computed);
  verifyPrices(basis, `${at}/basis`, findings);
  verifyShares(basis.hand_in, `${at}/basis/hand_in`, findings);
  check('distance', distanceBetween(components.from_zone, components.to_zone));
  for (const [name, computed] of Object.entries(warehouseFigures(candidate))) {
    check(name as keyof ValueComponents, computed);
  }
  const surcharge = components.distance === 'cross_border' ? components.cross_border_surcharge : 0;
  check('cross_border_surcharge', Math.max(0, Math.min(surcharge, components.forward_leg)));
  const { avoided, forward_leg, incentive, fee } = components;
  check('advantage', avoided - forward_leg - incentive - fee);
  check('discount', discountOf(candidate));
  check('hand_in_probability', handInBp(basis.hand_in) / 10_000);
  check(
    'acceptable_probability',
    acceptableBp({ acceptable_rating: basis.ratings.prior }, basis.ratings) / 10_000,
  );
  for (const [name, computed] of Object.entries(expectedMoney(components))) {
    check(name as keyof ValueComponents, computed);
  }
  findings.expect(`${at}/forward_value`, candidate.forward_value, expectedValue(components));
}

/** What a unit loses at the warehouse, never more than it is worth. */
export function lossOf({ unit_value, recovery_loss, depreciation }: ValueComponents): number {
  return Math.min(unit_value, recovery_loss + depreciation);
}

function warehouseFigures({ components, basis }: ValuedCandidate) {
  const { return_leg, handling, outbound, unit_value } = components;
  return {
    unit_value: shareOf(basis.reference_price.net, basis.unit_cost_bp),
    recovery_loss: shareOf(unit_value, 10_000 - basis.recovery_bp),
    depreciation: shareOf(unit_value, basis.depreciation_bp_per_day * basis.days_saved),
    avoided: return_leg + handling + outbound + lossOf(components),
  };
}

function discountOf({ names_listing, basis: { full_price, offered_price } }: ValuedCandidate): number {
  if (names_listing === true || offered_price === undefined) return 0;
  return Math.max(0, full_price.net - offered_price.net);
}

function verifyPrices(basis: ValueBasis, at: string, findings: Findings): void {
  const { reference_price, listing_price, full_price, offered_price } = basis;
  for (const [name, price] of Object.entries({ reference_price, listing_price, full_price, offered_price })) {
    if (price !== undefined) verifyPrice(price, `${at}/${name}`, findings);
  }
}

/** One share for each day that the sender has, and none below the one before. */
function verifyShares(
  { ship_by_days, prior_bp_by_day }: ValueBasis['hand_in'],
  at: string,
  findings: Findings,
): void {
  findings.expect(`${at}/ship_by_days`, ship_by_days, prior_bp_by_day.length);
  const rising = prior_bp_by_day.toSorted((a, b) => a - b);
  for (const [day, share] of prior_bp_by_day.entries()) {
    findings.expect(`${at}/prior_bp_by_day/${day}`, share, rising[day]);
  }
}

function verifyPrice({ gross, tax_rate_bp, tax, net }: TaxedPrice, at: string, findings: Findings): void {
  if (tax_rate_bp !== undefined) {
    const rate = BigInt(tax_rate_bp);
    findings.expect(`${at}/tax`, tax, divideHalfEven(BigInt(gross) * rate, 10_000n + rate));
  }
  findings.expect(`${at}/net`, net, gross - tax);
}
