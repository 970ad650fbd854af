import { fileURLToPath } from 'node:url';
import type { PolicySettings } from '@open-return-forwarding/client';
import { readPolicyFile } from '@open-return-forwarding/server';
import { UsageError } from './options.ts';

/** What a warehouse return costs where value is to be ignored: more than any discount could take back. */
const BEYOND_ANY_DISCOUNT = 100_000_000;

/**
 * The policy to try: the given file, else the example that fits the currency. Throws `ConfigError` for a file that is no
 * policy, `UsageError` for one in another currency.
 */
export async function choosePolicy(choice: {
  file: string | undefined;
  currency: string;
  ignoreValue: boolean;
}): Promise<PolicySettings> {
  const file = choice.file ?? examplePolicy(choice.currency);
  const policy = await readPolicyFile(file);
  if (policy.currency !== choice.currency) {
    throw new UsageError(
      `The policy is in ${policy.currency}, the mapping in ${choice.currency}; give a --policy in ${choice.currency}.`,
    );
  }
  return choice.ignoreValue ? withoutValue(policy) : policy;
}

function examplePolicy(currency: string): string {
  const name = currency === 'GBP' ? 'uk-gbp' : 'default';
  return fileURLToPath(new URL(`../../spec/policies/${name}.yaml`, import.meta.url));
}

/** The same policy for somebody to whom every pair is worth a forward at once, and waiting costs nothing. */
export function withoutValue(policy: PolicySettings): PolicySettings {
  const { matching, eligibility } = policy;
  const free = { same_zone: 0, same_country: 0, cross_border: 0 };
  const nobody = { general_per_day: 0, naming_per_day: 0 };
  return {
    ...policy,
    eligibility: { ...eligibility, minimum_match_probability_bp: 0 },
    matching: {
      ...matching,
      economics: {
        ...matching.economics,
        ...{ handling: BEYOND_ANY_DISCOUNT, forward_leg: free, cross_border_surcharge: 0 },
        ...{ bad_rating_loss: 0, missed_hand_in_loss: 0, waiting_cost_per_day: 0 },
      },
      // Whoever expects no further order has no reason to pass one by.
      demand: { ...matching.demand, default: nobody, by_category: {}, by_sku: {} },
    },
  };
}
