import {
  dayAfterMatch,
  demandKind,
  type EventDraft,
  observeOrder,
  observeShelf,
  see,
  type Work,
} from '@open-return-forwarding/core';
import type { Forward, RevertReason } from '@open-return-forwarding/protocol';
import type { CohortKey } from '../statistics-ports.ts';
import type { Case } from './case.ts';
import { halfLifeOf } from './learning.ts';

/** Ends of a forward that say nothing about its sender. */
const notTheSenders: ReadonlySet<RevertReason> = new Set([
  'order_cancelled',
  'label_failed',
  'superseded',
  'recalled',
]);

/**
 * Adds what a command shows to what is known of the trade, in the command's own transaction: once for each order, match,
 * hand-in and rating, since a command that is repeated under its key does not run again.
 */
export async function learn(theCase: Case): Promise<void> {
  const { changes } = theCase.work;
  const ordered = new Set<string>();
  for (const { kind, id } of changes.created) {
    if (kind !== 'order') continue;
    await learnDemand(theCase, id);
    ordered.add(see(theCase.work, 'order', id).sku);
  }
  const opened = changes.created.filter(({ kind }) => kind === 'listing').map(({ id }) => id);
  const listings = [...opened, ...changes.changed.listing];
  const skus = listings.map((id) => see(theCase.work, 'listing', id).sku);
  for (const sku of new Set(skus)) if (!ordered.has(sku)) await learnShelf(theCase, sku);
  for (const event of changes.events) if (event.kind === 'forward') await learnFrom(theCase, event);
}

async function learnDemand(theCase: Case, orderId: string): Promise<void> {
  const { unit, work } = theCase;
  const order = see(work, 'order', orderId);
  const { demand } = await unit.statistics.ofArticle(order.sku, order.category);
  const kind = demandKind(order);
  // Nothing is counted, and the clock runs already.
  if (kind === 'none' && demand !== undefined) return;
  const at = order.created_at;
  const listed = await isListed(theCase, order.sku, at);
  const seen = observeOrder(demand, { kind, at, listed }, halfLifeOf(work.context.policy));
  await unit.statistics.putDemand({
    ...seen,
    naming_days: seen.naming_days ?? 0,
    listed,
    sku: order.sku,
    category: order.category ?? demand?.category ?? null,
    orders: demand === undefined ? 0 : demand.orders + 1,
  });
}

/** An article's first listing lets orders name one, and its last one ends that. */
async function learnShelf(theCase: Case, sku: string): Promise<void> {
  const { unit, work } = theCase;
  const { demand } = await unit.statistics.ofArticle(sku, undefined);
  if (demand === undefined) return;
  const at = work.context.effective_at;
  const listed = await isListed(theCase, sku, at);
  if (listed === demand.listed) return;
  const seen = observeShelf(demand, { at, listed }, halfLifeOf(work.context.policy));
  await unit.statistics.putDemand({ ...demand, ...seen, naming_days: seen.naming_days ?? 0, listed });
}

async function isListed({ unit }: Case, sku: string, at: string): Promise<boolean> {
  return (await unit.openListings.closings({ sku, at }, 1)).length > 0;
}

async function learnFrom({ unit, work }: Case, { type, id, effective_at }: EventDraft): Promise<void> {
  const forward = see(work, 'forward', id);
  const cohort = cohortOf(work, forward);
  const dayOf = (at: string) => dayAfterMatch(forward.created_at, at);
  switch (type) {
    case 'forward.matched':
      return unit.statistics.countMatch(cohort);
    case 'forward.handed_in':
    case 'forward.late': {
      if (isNotTheSenders(forward)) return;
      const day = dayOf(forward.tracking.handed_in_at ?? effective_at);
      if (day <= cohort.limit_days) await unit.statistics.countOutcome(cohort, 'handed_in', day);
      return;
    }
    case 'forward.reverted': {
      if (!isNotTheSenders(forward)) return;
      return unit.statistics.countOutcome(cohort, 'withdrawn', dayOf(effective_at));
    }
    case 'forward.rated': {
      const counts = forward.rating?.verdict === 'negative' ? 'unacceptable' : 'acceptable';
      return unit.statistics.countRating(cohort.category, counts);
    }
    default:
      // Nothing else that a forward goes through is learned from.
      return;
  }
}

/** Whether a forward ended for another's reasons: it was taken out, whatever its sender did since. */
function isNotTheSenders({ revert_reason }: Forward): boolean {
  return revert_reason !== undefined && notTheSenders.has(revert_reason);
}

/** The matches that a forward is counted with: those of its category and day that have the same time. */
function cohortOf(work: Work, { listing_id, created_at, policy_version }: Forward): CohortKey {
  return {
    category: see(work, 'listing', listing_id).category,
    matched_on: created_at.slice(0, 10),
    limit_days: work.context.policyOf(policy_version).shipping.ship_by_days,
  };
}
