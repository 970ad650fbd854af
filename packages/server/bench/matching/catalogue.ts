import type { ListingFacts, OrderFacts } from '@open-return-forwarding/core';
import type { ConditionGrade, Zone } from '@open-return-forwarding/protocol';
import { instantAt, type RandomSource, wholeBetween } from '@open-return-forwarding/simulator';
import { dress, euros, generalOrder, WINDOW_DAYS } from './boutique.ts';

/** Areas from which senders send and to which buyers order: the Netherlands mostly, its neighbours too. */
const zones: readonly Zone[] = [
  ...Array.from({ length: 40 }, (_, i) => `NL-${10 + 2 * i}`),
  ...Array.from({ length: 9 }, (_, i) => `BE-${1 + i}`),
  ...Array.from({ length: 20 }, (_, i) => `DE-${10 + 4 * i}`),
];
const grades: readonly ConditionGrade[] = ['like_new', 'like_new', 'like_new', 'open_box'];
/** Forwards that senders were rated for before, most of them none. */
const records = [
  { acceptable: 0, unacceptable: 0 },
  { acceptable: 0, unacceptable: 0 },
  { acceptable: 1, unacceptable: 0 },
  { acceptable: 4, unacceptable: 0 },
  { acceptable: 1, unacceptable: 1 },
];

/** Moment of every decision: the middle of the windows that listings are drawn with. */
export const NOW = instantAt(WINDOW_DAYS);

/** A listing as they come: any place, grade, price and sender, with any part of its window left. */
export function drawListing(random: RandomSource, { id, sku }: { id: string; sku: string }): ListingFacts {
  const reference = 2_499 + 500 * wholeBetween(random, 0, 4);
  return {
    ...dress(pick(random, zones)),
    listing_id: id,
    sku,
    reference_price: euros(reference),
    price: euros(Math.round(reference * (0.9 + 0.05 * wholeBetween(random, 0, 2)))),
    grade: pick(random, grades),
    ratings: { sender: pick(random, records), category: { acceptable: 0, unacceptable: 0 } },
    sender_ref: `sender-${id}`,
    closes_at: instantAt(WINDOW_DAYS * (1 + random.next())),
  };
}

/** An order as they come: from any place, most of them content with any grade. */
export function drawOrder(random: RandomSource, id: string): OrderFacts {
  return {
    ...generalOrder(pick(random, zones)),
    order_id: id,
    buyer_ref: `buyer-${id}`,
    accepts: random.next() < 0.8 ? ['like_new', 'open_box'] : ['like_new'],
  };
}

function pick<Item>(random: RandomSource, items: readonly [Item, ...Item[]] | readonly Item[]): Item {
  const item = items[wholeBetween(random, 0, items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}
