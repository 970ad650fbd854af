import type { Case } from './case.ts';

/** How many open listings an article has at the moment that counts. */
export async function countOpenListings({ unit, work }: Case, sku: string): Promise<number> {
  const { now, effective_at: at } = work.context;
  const isPast = Date.parse(at) < Date.parse(now);
  const classes = await unit.openListings.classes({ sku, at, isPast });
  return classes.reduce((sum, { count }) => sum + count, 0);
}

/** How many closing times a decision knows of those listings that wait for the same orders. */
const KNOWN_CLOSINGS = 64;

/** Puts on the table when an article's open listings close that close first. */
export async function loadClosings({ unit, work }: Case, sku: string): Promise<void> {
  const wanted = { sku, at: work.context.effective_at };
  work.closings.set(sku, await unit.openListings.closings(wanted, KNOWN_CLOSINGS));
}
