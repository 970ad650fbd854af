import type { CreateOrder, FulfilmentReasonCode, Order } from '@open-return-forwarding/protocol';
import type { NoMatchCode } from '../../matching/choose.ts';
import { isPriceHeld } from '../../pricing/shown-price.ts';
import { Refusal } from '../../refusal.ts';
import { addSeconds, hasPassed, latest } from '../../time.ts';
import { begin } from '../deadlines.ts';
import { isReservedFor, weighOrder } from '../weigh.ts';
import { announce, create, see, type Work } from '../work.ts';
import { requireTaxWithin, withoutOwnMembers } from './request.ts';

/**
 * Takes an order in and decides it, or lets it wait until `hold_until`. The named listing, the active listings of the
 * article and their returns have to be on the shelf, the buyer's zone under `id`, and there as well the reserved listing
 * whose token the order carries. Refused: `unknown_listing`,
 * `price_not_shown`, `currency_not_configured`.
 */
export function placeOrder(work: Work, id: string, request: CreateOrder): Order {
  const { policy } = work.context;
  if (request.full_price.currency !== policy.currency) {
    throw new Refusal(
      'currency_not_configured',
      `the policy is in ${policy.currency}`,
      '/full_price/currency',
    );
  }
  requireTaxWithin(request.full_price, '/full_price');
  requirePrice(request);
  requireShownPrice(work, request);
  const order = orderOf(work, id, request);
  create(work, 'order', order);
  announce(work, 'order.accepted', { kind: 'order', id });
  begin(work, 'order', id);
  const { chosen, code } = weighOrder(work, order, 'order_arrived');
  if (chosen === undefined) wait(work, order, code);
  return order;
}

/** Decides an order whose time to wait is over. */
export function endHold(work: Work, orderId: string): void {
  const order = see(work, 'order', orderId);
  const { chosen, code } = weighOrder(work, order, 'hold_ended');
  if (chosen === undefined) giveUp(work, order, { code, trigger: 'order_decision' });
}

function orderOf(work: Work, id: string, request: CreateOrder): Order {
  const now = work.context.effective_at;
  const { ship_to, reservation_token: _, on_unavailable = 'fulfil_new', ...said } = request;
  const limit = addSeconds(now, work.context.orderDecisionMaxSeconds);
  const named = request.listing_id !== undefined;
  return {
    ...withoutOwnMembers(said),
    id,
    on_unavailable,
    ship_to_region: { country: ship_to.country },
    price_due: named && request.offered_price !== undefined ? request.offered_price : request.full_price,
    status: 'pending',
    fulfilment: { source: 'undecided' },
    decide_by: mayWait(request) ? latest(request.hold_until ?? limit, limit) : limit,
    policy_version: work.context.policy.version,
    created_at: now,
    updated_at: now,
  };
}

function requirePrice(request: CreateOrder): void {
  const { listing_id, accepts, offered_price, full_price } = request;
  if (offered_price !== undefined) requireTaxWithin(offered_price, '/offered_price');
  if (listing_id === undefined && accepts.length === 0) return;
  if (offered_price === undefined) {
    throw new Refusal('invalid_body', 'an order that may be served by a forward says what is then due', {
      pointer: '/offered_price',
      code: 'missing_member',
    });
  }
  if (offered_price.currency !== full_price.currency) {
    throw new Refusal('invalid_body', 'both prices are in one currency', '/offered_price/currency');
  }
}

/** A price binds while the listing shows it, and as long afterwards as the policy holds prices. */
function requireShownPrice(work: Work, { listing_id, offered_price }: CreateOrder): void {
  if (listing_id === undefined || offered_price === undefined) return;
  const listing = work.shelf.listing.get(listing_id);
  if (listing === undefined)
    throw new Refusal('unknown_listing', 'there is no listing with this id', '/listing_id');
  const { price_hold_minutes } = work.context.policy.matching;
  const moment = { now: work.context.now, holdMinutes: price_hold_minutes };
  if (!isPriceHeld(listing, offered_price, moment)) {
    throw new Refusal(
      'price_not_shown',
      `the listing did not show this price in the last ${price_hold_minutes} minutes`,
      '/offered_price',
    );
  }
}

function wait(work: Work, order: Order, code: NoMatchCode | undefined): void {
  const holds = order.hold_until !== undefined && !hasPassed(order.hold_until, work.context.effective_at);
  if (!holds || !mayWait(order)) giveUp(work, order, { code, trigger: 'release' });
}

/** Whether a better listing may come up for an order: for one that names its listing, or accepts none, it cannot. */
function mayWait({ accepts, listing_id }: Pick<CreateOrder, 'accepts' | 'listing_id'>): boolean {
  return accepts.length > 0 && listing_id === undefined;
}

interface Release {
  readonly code: NoMatchCode | undefined;
  readonly trigger: 'release' | 'order_decision';
}

function giveUp(work: Work, order: Order, { code, trigger }: Release): void {
  const reason = reasonFor(work, order, code ?? 'no_candidate');
  if (order.listing_id !== undefined && order.on_unavailable === 'cancel') {
    work.fire('order', order.id, { on: 'unavailable', reason });
  } else {
    work.fire('order', order.id, { on: trigger, reason });
  }
}

/** Why an order is served from the warehouse. */
function reasonFor(work: Work, order: Order, code: NoMatchCode): FulfilmentReasonCode {
  if (order.listing_id !== undefined) {
    const listing = see(work, 'listing', order.listing_id);
    const { status, closes_at } = listing;
    const isKept = status === 'reserved' && !isReservedFor(work, listing, order);
    if (status === 'matched' || isKept) return 'listing_taken';
    const open = status === 'active' || status === 'reserved';
    if (!open || hasPassed(closes_at, work.context.effective_at)) return 'listing_closed';
  }
  switch (code) {
    case 'no_candidate':
    case 'other_listing_named':
      return order.accepts.length === 0 && order.listing_id === undefined ? 'not_accepting' : 'no_listing';
    case 'earlier_holder':
      return 'own_item';
    default:
      return code;
  }
}
