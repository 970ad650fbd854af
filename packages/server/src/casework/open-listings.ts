import type { Case } from './case.ts';

/** How many open listings an article has at the moment that counts. */
export async function countOpenListings({ unit, work }: Case, sku: string): Promise<number> {
  const { now, effective_at: at } = work.context;
  const isPast = Date.parse(at) < Date.parse(now);
  const classes = await unit.openListings.classes({ sku, at, isPast });
  return classes.reduce((sum, { count }) => sum + count, 0);
}
