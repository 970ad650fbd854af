import type { DiscountPolicy, Policy } from '@open-return-forwarding/protocol';
import type { Assumptions } from './assumptions.ts';

/** Everything that a run depends on beside the events and its seed. */
export interface Scenario {
  readonly policy: Policy;
  readonly assumptions: Assumptions;
  /** The discount at which `buyers_accept` was assumed: policy A's. */
  readonly anchor: DiscountPolicy;
}

/** What a what-if changes. What is left out stays as the policy has it. */
export interface Change {
  readonly window_days?: number | undefined;
  readonly ship_by_days?: number | undefined;
  /** One discount on everything, per cent. */
  readonly discount_percent?: number | undefined;
  readonly adoption?: number | undefined;
}

/** The scenario with a change. */
export function changed({ policy, assumptions, anchor }: Scenario, change: Change): Scenario {
  const { window_days, ship_by_days, discount_percent, adoption } = change;
  return {
    anchor,
    assumptions: adoption === undefined ? assumptions : { ...assumptions, adoption },
    policy: {
      ...policy,
      matching:
        window_days === undefined
          ? policy.matching
          : { ...policy.matching, window_days, window_days_by_category: {} },
      shipping: ship_by_days === undefined ? policy.shipping : { ...policy.shipping, ship_by_days },
      discount: discount_percent === undefined ? policy.discount : flat(policy.discount, discount_percent),
    },
  };
}

function flat({ excluded_categories, excluded_skus }: DiscountPolicy, percent: number): DiscountPolicy {
  const bound = { kind: 'share_bp' as const, value: Math.round(percent * 100) };
  const brackets = [{ from: 0, minimum: bound, maximum: bound }];
  return { strategy: 'constant', brackets, excluded_categories, excluded_skus };
}
