import type { Instant, Policy } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';

/** The policy version in force. A retailer without one cannot be served: that is the operator's fault, not a caller's. */
export async function currentPolicy(view: View, now: Instant): Promise<Policy> {
  const policy = await view.policies.current(now);
  if (policy === undefined) throw new Error(`retailer ${view.retailerId} has no policy in force at ${now}`);
  return policy;
}
