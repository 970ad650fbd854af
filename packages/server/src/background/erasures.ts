import { resumeErasure } from '../casework/erasure.ts';
import { reseal } from '../casework/forget.ts';
import type { OrderPersonal, ReturnPersonal } from '../casework/personal.ts';
import { ADDRESS_DEADLINE, isOverOrder, isOverReturn } from '../casework/retention.ts';
import type { Unit } from '../ports.ts';
import type { Lease } from '../stored.ts';
import type { Desk } from './desk.ts';

/** Goes on with an erasure that waited for a forward. */
export async function goOnErasing({ store, services }: Desk, lease: Lease): Promise<void> {
  await store.command(lease.retailer_id, async (unit) => {
    if (await unit.deadlines.take(lease.name, lease.subject.id, lease.fence))
      await resumeErasure(services, unit, lease.subject.id);
  });
}

/** Erases the evidence or the address of a record that has been over for as long as its policy says. */
export async function endRetention(
  { store }: Desk,
  { retailer_id, name, subject, fence }: Lease,
): Promise<void> {
  await store.command(retailer_id, async (unit) => {
    if (!(await unit.deadlines.take(name, subject.id, fence))) return;
    if (subject.kind === 'order') await dropRecipient(unit, subject.id);
    else await dropOfReturn(unit, subject.id, name === ADDRESS_DEADLINE ? 'ship_from' : 'evidence');
  });
}

async function dropRecipient(unit: Unit, id: string): Promise<void> {
  const record = await unit.orders.get(id);
  const personal = await unit.vault.get<OrderPersonal>(id);
  if (record !== undefined && isOverOrder(record.doc) && personal !== undefined) await unit.vault.shred(id);
}

/** A late hand-in may have brought it back to life: its end sets the deadline anew. */
async function dropOfReturn(unit: Unit, id: string, what: 'ship_from' | 'evidence'): Promise<void> {
  const record = await unit.returns.get(id);
  const personal = await unit.vault.get<ReturnPersonal>(id);
  if (record === undefined || !isOverReturn(record.doc) || personal === undefined) return;
  const { ship_from: _, ...elsewhere } = personal;
  await reseal(unit, id, what === 'evidence' ? { ...personal, evidence: [] } : elsewhere);
}
