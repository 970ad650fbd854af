import type { Policy } from '@open-return-forwarding/protocol';

/** For a policy that learns nothing: what is observed is kept all the same, for the operator and for a later version. */
const HALF_LIFE_DAYS = 30;

/** After how many days an observed order weighs half. */
export function halfLifeOf(policy: Policy): number {
  return policy.matching.demand.learning?.half_life_days ?? HALF_LIFE_DAYS;
}
