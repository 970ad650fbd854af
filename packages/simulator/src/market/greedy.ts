import type { Arrival, Market, OpenWindow, Player } from './market.ts';

/** Takes the first gain: each order gets what is worth most with it at once; of equals what closes first. */
export function greedyPlayer<L extends OpenWindow, O extends Arrival>(market: Market<L, O>): Player {
  const open = new Set<number>();
  return {
    opened: (listing) => open.add(listing),
    closed: (listing) => open.delete(listing),
    choose(index) {
      const order = market.orders[index];
      let best: { listing: number; value: number; closes: number } | undefined;
      for (const listing of open) {
        const item = market.listings[listing];
        if (order === undefined || item === undefined) continue;
        const value = market.value(item, order);
        const { closes } = item;
        if (value <= 0) continue;
        if (best === undefined || value > best.value || (value === best.value && closes < best.closes)) {
          best = { listing, value, closes };
        }
      }
      return best?.listing;
    },
  };
}
