import { addDays, see } from '@open-return-forwarding/core';
import type { EventType, Forward, Order, Policy, Return } from '@open-return-forwarding/protocol';
import type { Instant } from '../stored.ts';
import type { Case } from './case.ts';

/** When the evidence, and when the addresses of a record that is over are erased. */
export const EVIDENCE_DEADLINE = 'evidence_retention';
export const ADDRESS_DEADLINE = 'address_retention';

const overReturn: readonly Return['status'][] = ['to_warehouse', 'cancelled', 'completed', 'lost'];
const overOrder: readonly Order['status'][] = ['cancelled', 'fulfilled', 'refunded'];

/** Whether nothing can happen to a return any more, as far as its own status tells. */
export function isOverReturn({ status }: Pick<Return, 'status'>): boolean {
  return overReturn.includes(status);
}
export function isOverOrder({ status }: Pick<Order, 'status'>): boolean {
  return overOrder.includes(status);
}

const ends: ReadonlySet<EventType> = new Set([
  'return.routed_to_warehouse',
  'return.completed',
  'return.cancelled',
  'return.lost',
  'order.cancelled',
  'order.fulfilled',
  'order.refunded',
]);

/** Sets the deadlines of retention for what is over with this command: records that ended, and forwards whose books closed. */
export async function followRetention(theCase: Case): Promise<void> {
  const { changes } = theCase.work;
  for (const { type, kind, id, effective_at } of changes.events) {
    if (!ends.has(type)) continue;
    if (kind === 'return') await keepReturn(theCase, id, effective_at);
    if (kind === 'order') await keepOrder(theCase, id, effective_at);
  }
  for (const id of changes.changed.settlement) {
    const { forward_id, settled_at } = see(theCase.work, 'settlement', id);
    if (settled_at === undefined) continue;
    const { return_id, order_id } = see(theCase.work, 'forward', forward_id);
    await keepReturn(theCase, return_id, settled_at);
    await keepOrder(theCase, order_id, settled_at);
  }
}

async function keepReturn(theCase: Case, id: string, since: Instant): Promise<void> {
  const source = see(theCase.work, 'return', id);
  if (!isOverReturn(source) || !isDone(theCase, source.forward_id)) return;
  const { evidence_days, address_days } = retentionOf(theCase, source);
  const subject = { kind: 'return', id };
  await theCase.unit.deadlines.set(EVIDENCE_DEADLINE, subject, addDays(since, evidence_days));
  await theCase.unit.deadlines.set(ADDRESS_DEADLINE, subject, addDays(since, address_days));
}

async function keepOrder(theCase: Case, id: string, since: Instant): Promise<void> {
  const order = see(theCase.work, 'order', id);
  if (!isOverOrder(order) || !isDone(theCase, order.forward_id)) return;
  const { address_days } = retentionOf(theCase, order);
  await theCase.unit.deadlines.set(ADDRESS_DEADLINE, { kind: 'order', id }, addDays(since, address_days));
}

function retentionOf({ work }: Case, document: { policy_version: number }): Policy['retention'] {
  return work.context.policyOf(document.policy_version).retention;
}

/** Whether the forward of a record, if it has one, has ended and its books are closed. */
function isDone({ work }: Case, forwardId: string | undefined): boolean {
  if (forwardId === undefined) return true;
  const forward: Forward | undefined = work.shelf.forward.get(forwardId);
  if (forward === undefined) return false;
  if (forward.status === 'reverted' || forward.status === 'settled') return true;
  const books = work.shelf.settlement.get(forward.settlement_id ?? '');
  return books?.status === 'settled';
}
