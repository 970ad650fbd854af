import { randomBytes } from 'node:crypto';
import type { Scope } from '@open-return-forwarding/protocol';
import type { Environment } from './config.ts';
import { newId } from './ids.ts';
import type { Store } from './ports.ts';
import { ensureRetailer } from './retailer.ts';

/** Whose key, and what for. */
export interface WantedKey {
  readonly environment: Environment;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Made, with the default policy, if it is not there. */
  readonly retailer: string;
}

/** Makes an API key. Only a hash of the token is kept: this is the one time that it can be read. */
export async function issueKey(
  store: Store,
  { environment, name, scopes, retailer }: WantedKey,
): Promise<{ readonly id: string; readonly token: string }> {
  const now = new Date().toISOString();
  const token = `orf_${environment === 'live' ? 'live' : 'test'}_${randomBytes(32).toString('base64url')}`;
  const id = newId('key');
  await ensureRetailer(store, { id: retailer, now });
  await store.system.keys.create({
    id,
    retailer_id: retailer,
    name,
    scopes: [...scopes],
    created_at: now,
    token,
  });
  return { id, token };
}
