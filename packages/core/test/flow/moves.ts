import type { TrackingStatus } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import type { Action } from './script.ts';
import type { Stage } from './stage.ts';

/** Something that may be tried some hours later; `which` picks one of the orders or forwards that there are. */
export interface Move {
  readonly kind: keyof typeof makers;
  readonly hours: number;
  readonly timers: 'on_time' | 'late';
  readonly which: number;
  readonly option: number;
}

type Make = (stage: Stage, move: Move) => Action | undefined;

const scans: readonly TrackingStatus[] = [
  'picked_up',
  'in_transit',
  'delivered',
  'return_to_sender',
  'delivery_failed',
  'out_for_delivery',
];

function pick<T>(all: readonly T[], which: number): T | undefined {
  return all[which % Math.max(1, all.length)];
}

function forwardOf(stage: Stage, { which }: Move): string | undefined {
  return pick(stage.all('forward'), which)?.id;
}

function orderOf(stage: Stage, { which }: Move): string | undefined {
  return pick(stage.all('order'), which)?.id;
}

function nameListing(stage: Stage, { option }: Move): Action | undefined {
  const listing = stage.all('listing').at(-1);
  if (listing === undefined) return undefined;
  const on_unavailable = option % 3 === 0 ? 'cancel' : 'fulfil_new';
  const token = option % 2 === 0 ? { reservation_token: listing.id } : {};
  return {
    do: 'createOrder',
    with: { listing_id: listing.id, offered_price: listing.price, on_unavailable, ...token },
  };
}

const makers = {
  choose: (_stage, { option }) => ({
    do: 'chooseRoute',
    of: 'return_1',
    with: { route: option % 2 === 0 ? 'forward' : 'warehouse' },
  }),
  cancel: () => ({ do: 'cancelReturn', of: 'return_1' }),
  order: () => ({ do: 'createOrder', with: {} }),
  order_named: nameListing,
  order_on_hold: (stage, { option }) => ({
    do: 'createOrder',
    with: { hold_until: new Date(Date.parse(stage.now) + (option + 1) * 12 * 3_600_000).toISOString() },
  }),
  cancel_order: (stage, move) => {
    const of = orderOf(stage, move);
    return of === undefined ? undefined : { do: 'cancelOrder', of };
  },
  close_order: (stage, move) => {
    const of = orderOf(stage, move);
    const outcome = move.option % 2 === 0 ? 'fulfilled' : 'refunded';
    return of === undefined ? undefined : { do: 'closeOrder', of, with: { outcome } };
  },
  withdraw: (stage) => {
    const listing = stage.all('listing').at(-1);
    return listing === undefined ? undefined : { do: 'withdrawListing', of: listing.id };
  },
  reserve: (stage, { option }) => {
    const listing = stage.all('listing').at(-1);
    if (listing === undefined) return undefined;
    return { do: 'reserveListing', of: listing.id, with: { minutes: 5 + option * 5 } };
  },
  release: (stage) => {
    const listing = stage.all('listing').at(-1);
    return listing === undefined ? undefined : { do: 'releaseReservation', of: listing.id };
  },
  recall: () => ({ do: 'issueRecall', of: 'return_1' }),
  label: (stage, move) => {
    const of = forwardOf(stage, move);
    return of === undefined ? undefined : { do: 'carrier_label', of };
  },
  void_confirmed: (stage, move) => {
    const of = forwardOf(stage, move);
    return of === undefined ? undefined : { do: 'carrier_void', of };
  },
  scan: (stage, move) => {
    const of = forwardOf(stage, move);
    if (of === undefined) return undefined;
    const hoursAgo = [0, 0, 0, 1, 30, 100][move.option % 6] ?? 0;
    const occurred_at = new Date(Date.parse(stage.now) - hoursAgo * 3_600_000).toISOString();
    const status = scans[Math.floor(move.option / 2) % scans.length] ?? 'in_transit';
    return { do: 'reportTrackingEvent', of, with: { status, occurred_at } };
  },
  rate: (stage, move) => {
    const of = forwardOf(stage, move);
    const verdict = (['positive', 'neutral', 'negative', 'negative'] as const)[move.option % 4] ?? 'neutral';
    return of === undefined ? undefined : { do: 'rateForward', of, with: { verdict } };
  },
  lost: (stage, move) => {
    const of = forwardOf(stage, move);
    return of === undefined ? undefined : { do: 'reportLost', of };
  },
  resolve: (stage, move) => {
    const of = forwardOf(stage, move);
    if (of === undefined) return undefined;
    const outcome = (['release', 'reduce', 'deny'] as const)[move.option % 3] ?? 'release';
    const amount = outcome === 'reduce' ? { amount: { amount: 4000, currency: 'EUR' } } : {};
    return { do: 'resolveHold', of, with: { outcome, ...amount } };
  },
  confirm: (_stage, { option }) => ({
    do: 'confirmRefund',
    of: 'return_1',
    with: option % 3 === 0 ? { outcome: 'failed' } : { outcome: 'posted', external_ref: `PSP-${option}` },
  }),
  dispose: () => ({ do: 'recordDisposition', of: 'return_1', with: { kind: 'restock' } }),
  wait: () => ({ do: 'wait' }),
} satisfies Record<string, Make>;

/** What is tried, more often what leads somewhere. */
const weights: Readonly<Record<keyof typeof makers, number>> = {
  choose: 1,
  cancel: 1,
  order: 2,
  order_named: 5,
  order_on_hold: 2,
  cancel_order: 2,
  close_order: 1,
  withdraw: 1,
  reserve: 3,
  recall: 1,
  release: 1,
  label: 9,
  void_confirmed: 2,
  scan: 12,
  rate: 5,
  lost: 1,
  resolve: 4,
  confirm: 3,
  dispose: 1,
  wait: 4,
};

export const moves: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    ...(Object.keys(makers) as (keyof typeof makers)[]).map((kind) => ({
      arbitrary: fc.constant(kind),
      weight: weights[kind],
    })),
  ),
  hours: fc.constantFrom(0, 0, 0, 0, 0, 0.25, 0.4, 1, 1, 6, 6, 12, 24, 48, 100, 200),
  timers: fc.constantFrom('on_time', 'on_time', 'late'),
  which: fc.nat(5),
  option: fc.nat(11),
});

/** The action that a move comes to on this stage, if there is anything to try it on. */
export function toAction(stage: Stage, move: Move): Action | undefined {
  const make: Make = makers[move.kind];
  return make(stage, move);
}
