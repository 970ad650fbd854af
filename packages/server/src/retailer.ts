import { isDeepStrictEqual } from 'node:util';
import {
  defaultPolicySettings,
  type Instant,
  type PolicySettings,
  scopes,
} from '@open-return-forwarding/protocol';
import type { Config } from './config.ts';
import { newId } from './ids.ts';
import { addPolicy, settingsOf } from './policy.ts';
import type { Store } from './ports.ts';
import type { Clock } from './services.ts';

/** The one retailer of a self-hosted server. More are made with `orf keys create --retailer`. */
export const SANDBOX_RETAILER = 'rtl_default';

/** Makes the first retailer, its policy and, in a sandbox, its well-known key. */
export async function ensureFirstRetailer(
  store: Store,
  config: Config,
  { clock, policy }: { readonly clock: Clock; readonly policy?: PolicySettings | undefined },
): Promise<void> {
  const now = clock.now();
  await ensureRetailer(store, { id: SANDBOX_RETAILER, now, policy });
  if (config.sandbox === undefined) return;
  const { token } = config.sandbox;
  if ((await store.system.keys.find(token)) !== undefined) return;
  await store.system.keys.create({
    id: newId('key'),
    retailer_id: SANDBOX_RETAILER,
    name: 'sandbox',
    scopes: [...scopes],
    created_at: now,
    token,
  });
}

export interface RetailerStart {
  readonly id: string;
  readonly now: Instant;
  /** Without it, a retailer that has no policy gets the default one. */
  readonly policy?: PolicySettings | undefined;
}

/** Makes sure of a retailer and its policy, which is a new version only where it says something new. */
export async function ensureRetailer(store: Store, { id, now, policy }: RetailerStart): Promise<void> {
  await store.system.retailers.create({ id, name: id, created_at: now });
  const current = await store.query(id, (view) => view.policies.newest());
  if (policy === undefined && current !== undefined) return;
  const settings = policy ?? defaultPolicySettings;
  if (current !== undefined && isDeepStrictEqual(settingsOf(current), settings)) return;
  await addPolicy(store, id, { settings, from: now });
}
