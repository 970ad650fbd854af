import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { discountRules } from './discount.ts';
import { discountWindowRules } from './discount-window.ts';
import { eligibilityRules } from './eligibility.ts';
import type { PolicyEnvironment } from './finding.ts';
import { matchingRules } from './matching.ts';
import { placeRules } from './places.ts';
import { refundRules } from './refund.ts';
import { shippingRules } from './shipping.ts';
import { statutoryRules } from './statutory.ts';
import { wordingRules } from './wording.ts';

const rules = [
  ...placeRules,
  ...eligibilityRules,
  ...matchingRules,
  ...statutoryRules,
  ...discountRules,
  ...discountWindowRules,
  ...shippingRules,
  ...refundRules,
  ...wordingRules,
];

const sections: readonly string[] = [
  'currency',
  'eligibility',
  'rollout',
  'offer',
  'matching',
  'discount',
  'shipping',
  'refund',
  'fees',
  'reforwarding',
  'wording',
  'retention',
  'tax',
] satisfies (keyof PolicySettings)[];

/**
 * Every conflict between the parts of a policy of the right shape, and with what the server can do: errors first, then
 * in the order of the policy. Without an error it may be put in force.
 */
export function validatePolicySettings(
  settings: PolicySettings,
  environment: PolicyEnvironment,
): PolicyFinding[] {
  return inOrder(conflictsBeside(settings, environment, []));
}

/** The conflicts that can be told of a policy that is malformed at `faults`: rules that would read there are left out. */
export function conflictsBeside(
  settings: PolicySettings,
  environment: PolicyEnvironment,
  faults: readonly string[],
): PolicyFinding[] {
  return rules
    .filter(({ reads }) => !reads.some((read) => faults.some((fault) => meet(read, fault))))
    .flatMap((rule) => rule.find(settings, environment));
}

/** Whether one place is the other or inside it. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

export function inOrder(findings: readonly PolicyFinding[]): PolicyFinding[] {
  const rank = ({ severity, pointer }: PolicyFinding) =>
    (severity === 'error' ? 0 : sections.length + 1) + sections.indexOf(pointer.split('/')[1] ?? '');
  return findings.toSorted((left, right) => rank(left) - rank(right));
}
