import type { Unit } from '../ports.ts';
import type { ForwardPersonal, ReturnPersonal } from './personal.ts';
import { forgotten } from './redact.ts';

/** Everything about the person, or what no open forward needs: evidence, notes, flags, remarks. */
export type Extent = 'all' | 'unneeded';

/** Erases the sender from a return, its events, the stored answers that show it and the records of its decisions. */
export async function forgetReturn(unit: Unit, id: string, extent: Extent): Promise<void> {
  const record = await unit.returns.get(id);
  if (record === undefined) return;
  await forgetRemarks(unit, [id, record.doc.refund.id]);
  await unit.idempotency.forget(id, fromAnswer(extent));
  if (extent === 'unneeded') {
    const personal = await unit.vault.get<ReturnPersonal>(id);
    if (personal !== undefined) await reseal(unit, id, { ...onlyAddress(personal), flags: [], evidence: [] });
    return;
  }
  await unit.vault.shred(id);
  await unit.returns.update({ ...record, doc: forgotten('all', 'Return', record.doc) });
  await unit.events.forget(id, (data) => forgotten('all', 'Return', data));
  const listings = await unit.listings.find({ return_id: id });
  const ids = listings.map(({ doc }) => doc.id);
  await forgetRemarks(unit, ids);
  await forgetNonces(unit, ids);
}

/** Erases the buyer from an order, its events, the stored answers that show it and the records of its decisions. */
export async function forgetOrder(unit: Unit, id: string, extent: Extent): Promise<void> {
  const record = await unit.orders.get(id);
  if (record === undefined) return;
  await forgetRemarks(unit, [id]);
  if (extent === 'unneeded') return;
  await unit.vault.shred(id);
  await unit.idempotency.forget(id, fromAnswer(extent));
  await unit.orders.update({ ...record, doc: forgotten('all', 'Order', record.doc) });
  await unit.events.forget(id, (data) => forgotten('all', 'Order', data));
  await forgetNonces(unit, [id]);
}

/** Erases from a forward the numbers of its parcel, its label's documents and the buyer's words. */
export async function forgetForward(unit: Unit, id: string, extent: Extent): Promise<void> {
  const record = await unit.forwards.get(id);
  if (record === undefined) return;
  const disputes = await unit.disputes.find({ forward_id: id });
  await forgetRemarks(unit, [id, ...disputes.map(({ doc }) => doc.id)]);
  await unit.idempotency.forget(id, fromAnswer(extent));
  if (extent === 'unneeded') {
    const personal = await unit.vault.get<ForwardPersonal>(id);
    if (personal?.rating_note !== undefined) await reseal(unit, id, withoutNote(personal));
    return;
  }
  await unit.vault.shred(id);
  await unit.ratingLinks.drop(id);
  await unit.vault.shred(record.doc.decision_id);
  const { label } = record.doc;
  if (label === undefined || label.documents.length === 0) return;
  await unit.forwards.update({ ...record, doc: { ...record.doc, label: { ...label, documents: [] } } });
}

/** Keeps less of a record than before, under a new key: the old one, which opens older copies, is destroyed. */
export async function reseal(unit: Unit, id: string, left: object): Promise<void> {
  await unit.vault.shred(id);
  await unit.vault.put(id, left);
}

function onlyAddress({ ship_from }: ReturnPersonal): Pick<ReturnPersonal, 'ship_from'> {
  return ship_from === undefined ? {} : { ship_from };
}

function withoutNote({ rating_note: _, ...kept }: ForwardPersonal): ForwardPersonal {
  return kept;
}

/** The remarks of commands about these records. */
async function forgetRemarks(unit: Unit, ids: readonly string[]): Promise<void> {
  for (const id of ids) await unit.vault.shredUnder(`${id}/`);
}

/** Without its nonce the digest of a decision can be traced back to nothing. */
async function forgetNonces(unit: Unit, subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) {
    for (const { doc } of await unit.decisions.find({ subject })) await unit.vault.shred(doc.id);
  }
}

function fromAnswer(extent: Extent) {
  return (stored: unknown, schema: string | undefined): unknown => {
    const answer = stored as { readonly body: unknown };
    return { ...answer, body: forgotten(extent, schema ?? '', answer.body) };
  };
}
