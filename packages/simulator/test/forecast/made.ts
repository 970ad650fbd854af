import { defaultPolicySettings, type Policy } from '@open-return-forwarding/protocol';
import { type Assumptions, assumptionsOf } from '../../src/forecast/assumptions.ts';
import type { Scenario } from '../../src/forecast/scenario.ts';
import { type Season, SeasonBuilder } from '../../src/forecast/season.ts';

export const policy: Policy = {
  ...defaultPolicySettings,
  version: 1,
  effective_from: '2027-01-01T00:00:00Z',
};

export function scenario(changes: Partial<Assumptions> = {}, own: Policy = policy): Scenario {
  return { policy: own, assumptions: assumptionsOf(changes), anchor: policy.discount };
}

export const START = Date.UTC(2027, 2, 1);
export const HOUR = 3_600_000;

/** An event some hours after the start: `R` a return, `O` an order, of an article named by a letter. */
export interface Happening {
  readonly hours: number;
  readonly what: 'R' | 'O';
  readonly sku: string;
  readonly person?: number;
  readonly price?: number;
  readonly reason?: string;
  readonly grade?: string;
}

/** A season of a few events, in the order of a file. */
export function seasonOf(happenings: readonly Happening[]): Season {
  const builder = new SeasonBuilder('EUR');
  happenings.forEach((each, i) => {
    const { hours, what, sku, person = i + 1, price = 4_999, reason = 'style', grade = 'like_new' } = each;
    builder.add({
      ...{ at: START + hours * HOUR, sku, category: 'dresses', price, zone: 'NL-10', person, bucket: 0 },
      ...(what === 'R' ? { reason, grade } : {}),
    });
  });
  return builder.build();
}
