import { isIP } from 'node:net';
import { AddressRefused, type GuardRules, refuseAddresses, targetOf } from './guard.ts';
import type { Network } from './network.ts';

const LOOKUP_MS = 2_000;

/**
 * Why a URL may not be an endpoint's; undefined if it may. Connects to nothing. A name that does not resolve now may do
 * so later, and is looked at again with every message.
 */
export async function reasonAgainst(
  url: string,
  { rules, network }: { readonly rules: GuardRules; readonly network: Pick<Network, 'resolve'> },
): Promise<string | undefined> {
  try {
    const target = targetOf(rules, url);
    if (isIP(target.host) !== 0 || rules.allow.names.has(target.host)) return undefined;
    const addresses = await soon(network.resolve(target.host));
    if (addresses !== undefined) refuseAddresses(rules, target, addresses);
    return undefined;
  } catch (error) {
    if (error instanceof AddressRefused) return error.message;
    throw error;
  }
}

/** Undefined if the name cannot be resolved, or not in time. */
function soon(found: Promise<string[]>): Promise<string[] | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), LOOKUP_MS);
    const settle = (addresses: string[] | undefined) => {
      clearTimeout(timer);
      resolve(addresses);
    };
    found.then(settle, () => settle(undefined));
  });
}
