import type { Lease } from '../stored.ts';
import type { EndpointSecrets } from '../webhook-schedule.ts';
import type { Desk } from './desk.ts';

/** Destroys the secret that was rotated away: the vault forgets what it held before. */
export async function dropOldSecret(
  { store }: Desk,
  { retailer_id, name, subject, fence }: Lease,
): Promise<void> {
  await store.command(retailer_id, async (unit) => {
    if (!(await unit.deadlines.take(name, subject.id, fence))) return;
    const secrets = await unit.vault.get<EndpointSecrets>(subject.id);
    if (secrets === undefined) return;
    await unit.vault.shred(subject.id);
    await unit.vault.put(subject.id, { current: secrets.current } satisfies EndpointSecrets);
  });
}
