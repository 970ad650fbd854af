import { handInCurve } from '../estimation/hand-in.ts';
import { acceptableShare } from '../estimation/rating.ts';
import { roundHalfEven } from '../pricing/rounding.ts';
import type { ResolvedEconomics } from './economics.ts';
import type { ForwardableUnit, HandInDay } from './facts.ts';

/** What `q` is computed from. */
export interface HandInModel {
  readonly ship_by_days: number;
  /** Cumulative basis points by day 1, 2, 3 …; the last one holds from then on. */
  readonly prior_bp_by_day: readonly number[];
  /** What the prior weighs as much as, in matches. Without it nothing is learned. */
  readonly prior_matches?: number | undefined;
  readonly observed?: readonly HandInDay[] | undefined;
}

/** The hand-in model of a unit under the figures of its category. */
export function handInModel(
  economics: ResolvedEconomics,
  shipByDays: number,
  observed: readonly HandInDay[] | undefined,
): HandInModel {
  const prior = economics.hand_in_bp_by_day;
  return {
    ship_by_days: shipByDays,
    prior_bp_by_day: Array.from({ length: shipByDays }, (_, day) => shareBy(prior, day + 1)),
    prior_matches: economics.hand_in_learning?.prior_matches,
    observed: economics.hand_in_learning === undefined ? undefined : observed?.slice(0, shipByDays),
  };
}

/**
 * `q` in whole basis points: the share of senders that hand in by the last day allowed. Each day's share among those
 * still due is the mean of a Beta distribution: the prior's, weighing as `prior_matches` matches do, and what was seen.
 */
export function handInBp(model: HandInModel): number {
  const { ship_by_days, prior_bp_by_day, prior_matches, observed } = model;
  if (prior_matches === undefined || observed === undefined || observed.length === 0) {
    return shareBy(prior_bp_by_day, ship_by_days);
  }
  const prior = { by_day_bp: prior_bp_by_day, weight: prior_matches };
  const curve = handInCurve(prior, observed, ship_by_days);
  return roundHalfEven(10_000 * (curve.at(-1) ?? 0));
}

/** `q` of a unit under the figures of its category, in whole basis points. */
export function handInBpOf(
  economics: ResolvedEconomics,
  shipByDays: number,
  observed: readonly HandInDay[] | undefined,
): number {
  const isLearned = economics.hand_in_learning !== undefined && observed !== undefined && observed.length > 0;
  if (isLearned) return handInBp(handInModel(economics, shipByDays, observed));
  return shareBy(economics.hand_in_bp_by_day, shipByDays);
}

/** `rho` in whole basis points. */
export function acceptableBp(
  { acceptable_rating }: Pick<ResolvedEconomics, 'acceptable_rating'>,
  ratings: ForwardableUnit['ratings'],
): number {
  return roundHalfEven(10_000 * acceptableShare(acceptable_rating, ratings));
}

function shareBy(shares: readonly number[], day: number): number {
  return day === 0 ? 0 : (shares[Math.min(day, shares.length) - 1] ?? 0);
}
