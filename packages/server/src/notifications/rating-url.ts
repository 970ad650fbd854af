import { randomBytes } from 'node:crypto';
import type { StoredNotification } from '../notification-ports.ts';
import type { Unit } from '../ports.ts';
import type { Instant } from '../stored.ts';
import { forwardIn } from './draft.ts';
import { mayBeRated } from './paragraphs.ts';

interface SealedToken {
  readonly token: string;
}

/**
 * Where this buyer rates: the operator's page with a single-use token. The token stays sealed until the message is out,
 * so that every attempt carries the same one. Undefined where there is nothing to rate any more.
 */
export async function ratingUrlFor(
  unit: Unit,
  { id, event_id }: Pick<StoredNotification, 'id' | 'event_id'>,
  { template, now }: { readonly template: string; readonly now: Instant },
): Promise<string | undefined> {
  const event = await unit.events.get(event_id);
  const forward = event && (await unit.forwards.get(forwardIn(event) ?? ''))?.doc;
  if (forward?.rating_closes_at === undefined || !mayBeRated(forward, now)) return undefined;
  const sealed = await unit.vault.get<SealedToken>(id);
  const token = sealed?.token ?? `orf_rating_${randomBytes(32).toString('base64url')}`;
  if (sealed === undefined) {
    const expires_at = forward.rating_closes_at;
    await unit.ratingLinks.create(token, { forward_id: forward.id, expires_at });
    await unit.vault.put(id, { token } satisfies SealedToken);
  }
  return template.replaceAll('{token}', encodeURIComponent(token));
}
