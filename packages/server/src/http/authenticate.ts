import { timingSafeEqual } from 'node:crypto';
import { hasPassed } from '@open-return-forwarding/core';
import type { Principal } from '../casework/context.ts';
import type { SystemStore } from '../ports.ts';
import type { Clock } from '../services.ts';

/** What lets callers in. */
export interface Gate {
  readonly system: SystemStore;
  readonly clock: Clock;
  readonly environment: 'live' | 'sandbox';
  /** The secret of the test control and the retailer that it controls; absent in production. */
  readonly testControl?: { readonly secret: string; readonly retailerId: string };
}

/** Who a token belongs to, by the kind of security that the operation asks for; undefined for nobody. */
export async function authenticate(gate: Gate, token: string, kind: string): Promise<Principal | undefined> {
  switch (kind) {
    case 'bearer':
      return byKey(gate, token);
    case 'ratingToken':
      return byRatingLink(gate, token);
    case 'testControl':
      return byTestSecret(gate, token);
    default:
      return undefined;
  }
}

/** A key of the other environment is nobody's: a live server takes no test key. */
async function byKey({ system, environment }: Gate, token: string): Promise<Principal | undefined> {
  if (!token.startsWith(environment === 'live' ? 'orf_live_' : 'orf_test_')) return undefined;
  const key = await system.keys.find(token);
  return key && { retailer_id: key.retailer_id, key_id: key.id, scopes: key.scopes };
}

async function byRatingLink({ system, clock }: Gate, token: string): Promise<Principal | undefined> {
  const link = await system.ratingLinks.find(token);
  if (link === undefined || hasPassed(link.expires_at, clock.now())) return undefined;
  return {
    retailer_id: link.retailer_id,
    key_id: null,
    scopes: [],
    rating: { forward_id: link.forward_id, token },
  };
}

function byTestSecret({ testControl }: Gate, token: string): Principal | undefined {
  if (testControl === undefined || !sameText(token, testControl.secret)) return undefined;
  return { retailer_id: testControl.retailerId, key_id: null, scopes: [] };
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
