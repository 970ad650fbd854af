import type { Refund, ResolveHold } from '@open-return-forwarding/client';
import { hoursAfter } from './agenda.ts';
import { isFirstWith, type Reactions, storyOf, type World } from './world.ts';

/** What the retailer's systems do: the refund system pays, the review finds, the warehouse sends. */
export const retailer: Reactions = {
  'listing.opened': ({ agenda, orf, rows }, { data: { id, return_id }, occurred_at }) => {
    if (rows.get(return_id)?.story !== 'withdrawn') return;
    agenda.at(hoursAfter(occurred_at, 26), async () => {
      await orf.withdrawListing({ path: { listing_id: id }, body: {} });
    });
  },
  'order.released_to_warehouse': ({ toSend }, { data }) => {
    toSend.add(data.id);
  },
  'order.forward_matched': ({ toSend }, { data }) => {
    toSend.delete(data.id);
  },
  'order.cancelled': ({ toSend }, { data }) => {
    toSend.delete(data.id);
  },
  'forward.lost': (world, { data, recorded_at }) => payBack(world, data.order_id, recorded_at),
  'forward.undeliverable': (world, { data, recorded_at }) => payBack(world, data.order_id, recorded_at),
  // The bank refuses the first payment of its kind, once.
  'refund.requested': (world, { data: refund, sequence, recorded_at }) => {
    const fails = isFirstWith(world, 'positive', refund.return_id) && refund.failure_code === undefined;
    confirm(world, refund.id, { at: hoursAfter(recorded_at, 2 + (sequence % 3)), fails });
  },
  'refund.held': (world, { data: refund, recorded_at }) => {
    const { agenda, orf } = world;
    const { forward_id } = refund;
    const finding = findingOn(world, refund);
    if (forward_id === undefined || finding === undefined) return;
    agenda.at(hoursAfter(recorded_at, 30), async () => {
      await orf.resolveHold({ path: { forward_id }, body: finding });
    });
  },
};

/** The warehouse sends what it was left with; a forward that comes to light afterwards is a parcel too many. */
export async function sendFromWarehouse({ orf, toSend, tell }: World): Promise<void> {
  const orders = [...toSend];
  toSend.clear();
  for (const order_id of orders) await orf.closeOrder({ path: { order_id }, body: { outcome: 'fulfilled' } });
  if (orders.length > 0)
    tell('warehouse', `sends ${orders.length} new ${orders.length === 1 ? 'unit' : 'units'}`);
}

/** The policy gives the buyer of a lost parcel the money back. */
function payBack({ agenda, orf }: World, order_id: string, since: string): void {
  agenda.at(hoursAfter(since, 5), async () => {
    const { buyer_refund_due } = await orf.getOrder({ path: { order_id } });
    if (buyer_refund_due !== undefined)
      await orf.closeOrder({ path: { order_id }, body: { outcome: 'refunded' } });
  });
}

function confirm(
  { agenda, orf }: World,
  refund_id: string,
  { at, fails }: { readonly at: string; readonly fails: boolean },
): void {
  agenda.at(at, async () => {
    const body = fails
      ? ({ outcome: 'failed', failure_code: 'account_closed' } as const)
      : ({ outcome: 'posted', external_ref: `PSP-${refund_id}` } as const);
    await orf.confirmRefund({ path: { refund_id }, body });
  });
}

/** What the review finds; one complaint nobody looks into in time. */
function findingOn(world: World, refund: Refund): ResolveHold | undefined {
  const { amount, currency } = refund.amount;
  switch (storyOf(world, refund.return_id)) {
    case 'negative_reduced':
      return { outcome: 'reduce', amount: { amount: Math.round(amount * 0.6), currency } };
    case 'negative_denied':
      return { outcome: 'deny' };
    default:
      return isFirstWith(world, 'negative_released', refund.return_id) ? { outcome: 'release' } : undefined;
  }
}
