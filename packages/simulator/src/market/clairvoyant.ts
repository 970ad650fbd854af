import { heaviestMatching, type Row } from './assignment.ts';
import type { Arrival, Market, OpenWindow, Outcome } from './market.ts';

/**
 * The best that anybody could have done who knew every order in advance: the heaviest matching of listings with the orders
 * that come while they are open. An order at the moment of closing comes too late.
 */
export function clairvoyantOutcome<L extends OpenWindow, O extends Arrival>(market: Market<L, O>): Outcome {
  const moments = Float64Array.from(market.orders, ({ at }) => at);
  const rows = market.listings.map((listing) => rowOf(market, listing, moments));
  const { total, columnOf } = heaviestMatching(rows, moments.length);
  const listingOf = new Int32Array(moments.length).fill(-1);
  columnOf.forEach((order, listing) => {
    if (order !== -1) listingOf[order] = listing;
  });
  return { value: total, listingOf };
}

function rowOf<L extends OpenWindow, O extends Arrival>(
  market: Market<L, O>,
  listing: L,
  moments: Float64Array,
): Row {
  const columns: number[] = [];
  const weights: number[] = [];
  for (
    let i = firstFrom(moments, listing.opens);
    (moments[i] ?? Number.POSITIVE_INFINITY) < listing.closes;
    i += 1
  ) {
    const order = market.orders[i];
    const value = order === undefined ? 0 : market.value(listing, order);
    if (value <= 0) continue;
    columns.push(i);
    weights.push(value);
  }
  return { columns, weights };
}

/** Index of the first moment not before `from`, in an ascending list. */
function firstFrom(moments: Float64Array, from: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
