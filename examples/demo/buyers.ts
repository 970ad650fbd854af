import type { CreateOrder, Forward, Listing, RateForward } from '@open-return-forwarding/client';
import { hoursAfter } from './agenda.ts';
import type { OrderRow } from './data.ts';
import { numberOf, type Reactions, storyOf, type World } from './world.ts';

/** A buyer orders. Every second one who takes a forwarded item picks it from the product's page, if it is there. */
export async function placeOrder(world: World, row: OrderRow, position: number): Promise<void> {
  const picks = row.body.accepts.length > 0 && row.body.hold_until === undefined && position % 2 === 0;
  const listing = picks ? await listingOnPage(world, row.body) : undefined;
  const body = listing === undefined ? row.body : naming(row.body, listing);
  await world.orf.createOrder({ body });
}

/** The first listing of an article that the shop shows to a country. */
async function listingOnPage({ orf }: World, { sku, ship_to }: CreateOrder): Promise<Listing | undefined> {
  for await (const listing of orf.all.listListings({ query: { sku, country: ship_to.country } }))
    return listing;
  return undefined;
}

function naming(order: CreateOrder, { id, price }: Listing): CreateOrder {
  const { hold_until: _, ...rest } = order;
  return { ...rest, listing_id: id, offered_price: price };
}

/** What buyers do about a match and a parcel. */
export const buyers: Reactions = {
  'forward.matched': async (world, { data: forward, occurred_at }) => {
    const { agenda, orf } = world;
    const { return_id, order_id, listing_id } = forward;
    const stepBack = (at: string) =>
      agenda.at(at, async () => {
        await orf.cancelOrder({ path: { order_id }, body: {} });
      });
    switch (storyOf(world, return_id)) {
      case 'buyer_cancels':
        return (await isFirst(world, forward)) ? stepBack(hoursAfter(occurred_at, 5)) : undefined;
      case 'buyer_cancels_late': {
        const { closes_at } = await orf.getListing({ path: { listing_id } });
        return stepBack(hoursAfter(closes_at, 1));
      }
      default:
        return;
    }
  },
  'forward.delivered': (world, { data: forward, occurred_at }) => {
    const rating = ratings[storyOf(world, forward.return_id)];
    if (rating === undefined || forward.intercept === true) return;
    rate(world, forward, { rating, at: hoursAfter(occurred_at, 11) });
  },
};

const negative = (issue: 'worn' | 'dirty' | 'damaged'): RateForward => ({
  verdict: 'negative',
  issues: [issue],
});

/** What the buyer of each story says; the others keep silent. */
const ratings: Readonly<Record<string, RateForward>> = {
  positive: { verdict: 'positive' },
  buyer_cancels: { verdict: 'positive' },
  late: { verdict: 'positive' },
  neutral: { verdict: 'neutral' },
  negative_released: negative('dirty'),
  negative_reduced: negative('worn'),
  negative_denied: negative('damaged'),
};

async function isFirst({ orf }: World, forward: Forward): Promise<boolean> {
  for await (const other of orf.all.listForwards({ query: { return_id: forward.return_id } })) {
    if (other.id !== forward.id) return false;
  }
  return true;
}

/** Half of the buyers are logged in; the others use the link of a mail. */
function rate(world: World, forward: Forward, { rating, at }: { rating: RateForward; at: string }): void {
  const { agenda, orf } = world;
  const path = { forward_id: forward.id };
  agenda.at(at, async () => {
    if (numberOf(world, forward.return_id) % 2 === 0) {
      await orf.rateForward({ path, body: rating });
      return;
    }
    const { token } = await orf.createRatingLink({ path, body: {} });
    await orf.redeemRating({ token, body: rating });
  });
}
