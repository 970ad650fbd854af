import type { Discovery, Instant } from '@open-return-forwarding/protocol';
import type { Store } from './ports.ts';

/** Countries and currencies that the policies in force name, over all retailers. */
export async function marketsOf(
  store: Store,
  now: Instant,
): Promise<Pick<Discovery, 'countries' | 'currencies'>> {
  const countries = new Set<string>();
  const currencies = new Set<string>();
  for (const { id } of await store.system.retailers.list()) {
    const policy = await store.query(id, (view) => view.policies.current(now));
    if (policy === undefined) continue;
    for (const country of policy.matching.countries) countries.add(country);
    currencies.add(policy.currency);
  }
  return { countries: [...countries].toSorted(), currencies: [...currencies].toSorted() };
}
