/** An item that may be forwarded to an order that comes while it is open. Times are days from any common start. */
export interface OpenWindow {
  readonly opens: number;
  readonly closes: number;
}

/** An order, which is decided on the moment that it comes. */
export interface Arrival {
  readonly at: number;
}

/** Listings, orders in the order of their coming, and what each of the pairs is worth. */
export interface Market<Listing extends OpenWindow = OpenWindow, Order extends Arrival = Arrival> {
  readonly listings: readonly Listing[];
  readonly orders: readonly Order[];
  /** `X` in minor units; 0 or less where the pair may not be matched. */
  value(listing: Listing, order: Order): number;
}

/** Plays a market without knowing what is still to come. Listings and orders are named by their index. */
export interface Player {
  opened(listing: number): void;
  /** The listing is no longer open: its window ended, or it was given away. */
  closed(listing: number): void;
  /** The open listing that the order gets, or undefined. */
  choose(order: number): number | undefined;
}

/** What came of a market. */
export interface Outcome {
  /** Sum of the values of all matches, minor units. */
  readonly value: number;
  /** By order: the listing that it got, or -1. */
  readonly listingOf: Int32Array;
}

/** Lets a player decide about every order. Throws where it gives what is not open, or a pair that is worth nothing. */
export function play(market: Market, player: Player): Outcome {
  const open = new Set<number>();
  const byOpening = ordered(market.listings, ({ opens }) => opens);
  const byClosing = ordered(market.listings, ({ closes }) => closes);
  const listingOf = new Int32Array(market.orders.length).fill(-1);
  const close = (listing: number) => {
    if (open.delete(listing)) player.closed(listing);
  };
  const openUntil = (at: number) => {
    for (const listing of byOpening.until((opens) => opens <= at)) {
      if ((market.listings[listing]?.closes ?? 0) <= at) continue;
      open.add(listing);
      player.opened(listing);
    }
    for (const listing of byClosing.until((closes) => closes <= at)) close(listing);
  };
  let value = 0;
  market.orders.forEach((order, index) => {
    openUntil(order.at);
    const listing = player.choose(index);
    if (listing === undefined) return;
    const item = market.listings[listing];
    if (item === undefined || !open.has(listing)) throw new Error(`listing ${listing} is not open`);
    const gain = market.value(item, order);
    if (gain <= 0) throw new Error(`listing ${listing} is worth nothing to order ${index}`);
    value += gain;
    listingOf[index] = listing;
    close(listing);
  });
  return { value, listingOf };
}

/** Indexes of items by a moment of theirs, to be walked through once. */
function ordered<Item>(items: readonly Item[], moment: (item: Item) => number) {
  const moments = items.map(moment);
  const indexes = items.map((_, i) => i).sort((a, b) => (moments[a] ?? 0) - (moments[b] ?? 0) || a - b);
  let next = 0;
  return {
    *until(reached: (moment: number) => boolean): Generator<number> {
      for (; next < indexes.length; next += 1) {
        const index = indexes[next] ?? 0;
        if (!reached(moments[index] ?? 0)) return;
        yield index;
      }
    },
  };
}
