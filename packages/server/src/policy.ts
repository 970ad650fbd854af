import type { Instant, Policy, PolicySettings } from '@open-return-forwarding/protocol';
import type { Store } from './ports.ts';

/** Adds a policy version that holds from an instant on, and answers it. */
export function addPolicy(
  store: Store,
  retailerId: string,
  { settings, from }: { readonly settings: PolicySettings; readonly from: Instant },
): Promise<Policy> {
  return store.command(retailerId, async (unit) => {
    const newest = await unit.policies.newest();
    const policy: Policy = { ...settings, version: (newest?.version ?? 0) + 1, effective_from: from };
    await unit.policies.add(policy);
    return policy;
  });
}
