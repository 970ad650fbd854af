import { effectOn, recallReturn } from '@open-return-forwarding/core';
import type { RecallEffects, ReturnStatus } from '@open-return-forwarding/protocol';
import type { ReturnRecord } from '../stored.ts';
import type { Case } from './case.ts';
import { found, loadForListing, loadReturn } from './load.ts';

/** What a recall can still change: a parcel may be on its way of a return that was cancelled. */
const moving: readonly ReturnStatus[] = [
  'assessing',
  'offered',
  'listed',
  'matched',
  'in_forward',
  'cancelled',
];

type Effects = { readonly [K in keyof RecallEffects]: string[] };

/** Stops everything of an article that can be stopped, and tells by id what was found. */
export async function recallArticle(theCase: Case, sku: string, effects: Effects): Promise<void> {
  const { unit, work } = theCase;
  work.recalled.set(sku, true);
  for (const { doc } of await unit.returns.find({ sku, status: moving })) {
    await loadReturn(theCase, doc.id);
    if (doc.status === 'listed') await loadForListing(theCase, doc.id);
    const recalled = recallReturn(work, doc.id);
    if (recalled !== undefined) effects[recalled.effect].push(recalled.id);
  }
  for (const record of await unit.returns.find({ sku, status: 'completed' }))
    await noteArrived(theCase, record, effects);
}

/** Parcels of forwards that are over: those that arrived are with their buyers. */
async function noteArrived({ unit }: Case, { doc }: ReturnRecord, effects: Effects): Promise<void> {
  if (doc.forward_id === undefined) return;
  const forward = found(await unit.forwards.get(doc.forward_id), 'forward');
  const effect = effectOn(forward.doc.status);
  if (effect !== undefined) effects[effect].push(doc.forward_id);
}
