import type {
  Custodian,
  DisputeStatus,
  ForwardStatus,
  FulfilmentReasonCode,
  FulfilmentSource,
  Lifecycle,
  ListingCloseReason,
  ListingStatus,
  OrderStatus,
  Refund,
  RefundStatus,
  ReturnStatus,
  RevertReason,
  RouteDestination,
  RouteReasonCode,
} from '@open-return-forwarding/protocol';
import { isTerminal } from '../lifecycle/table.ts';
import { edit, see, type Work } from './work.ts';

/** The status of whatever a life cycle is about. A refund is found by its return. */
export function statusOf(work: Work, lifecycle: Lifecycle, id: string): string {
  return lifecycle === 'refund' ? see(work, 'return', id).refund.status : see(work, lifecycle, id).status;
}

export interface Step {
  readonly to: string;
  readonly reason: string | undefined;
}

type Enter = (work: Work, id: string, step: Step) => void;

/** Writes a new status and whatever follows from the status alone. */
export function enterStatus(
  work: Work,
  { lifecycle, id }: { lifecycle: Lifecycle; id: string },
  step: Step,
): void {
  enter[lifecycle](work, id, step);
}

/** The refund of a return, to change; the return's latest forward shows the same one. */
export function editRefund(work: Work, returnId: string): Refund {
  const { refund, forward_id } = edit(work, 'return', returnId);
  if (forward_id !== undefined) edit(work, 'forward', forward_id).refund = refund;
  return refund;
}

const destinations: Record<ReturnStatus, RouteDestination> = {
  assessing: 'undecided',
  offered: 'undecided',
  listed: 'buyer',
  matched: 'buyer',
  in_forward: 'buyer',
  completed: 'buyer',
  to_warehouse: 'warehouse',
  cancelled: 'none',
  lost: 'none',
};

function enterReturn(work: Work, id: string, { to, reason }: Step): void {
  const found = edit(work, 'return', id);
  found.status = to as ReturnStatus;
  found.route = { destination: destinations[found.status] };
  if (reason !== undefined) found.route.reason_code = reason as RouteReasonCode;
  delete found.decide_by;
}

function enterListing(work: Work, id: string, { to, reason }: Step): void {
  const listing = edit(work, 'listing', id);
  listing.status = to as ListingStatus;
  if (to !== 'reserved') delete listing.reserved_until;
  if (!isTerminal('listing', to)) return;
  listing.closed_at = work.context.effective_at;
  if (reason !== undefined) listing.closed_reason = reason as ListingCloseReason;
}

const sources: Record<OrderStatus, FulfilmentSource | 'as_before'> = {
  pending: 'undecided',
  forward: 'forward',
  warehouse: 'warehouse',
  cancelled: 'none',
  fulfilled: 'as_before',
  refunded: 'none',
};

function enterOrder(work: Work, id: string, { to, reason }: Step): void {
  const order = edit(work, 'order', id);
  order.status = to as OrderStatus;
  const source = sources[order.status];
  if (source !== 'as_before') order.fulfilment = { ...order.fulfilment, source };
  if (reason !== undefined) order.fulfilment.reason_code = reason as FulfilmentReasonCode;
}

const custodians: Record<ForwardStatus, Custodian> = {
  label_pending: 'sender',
  label_issued: 'sender',
  handed_in: 'carrier',
  in_transit: 'carrier',
  delivered: 'buyer',
  rated: 'buyer',
  settled: 'buyer',
  reverted: 'sender',
  late: 'carrier',
  lost: 'carrier',
  undeliverable: 'retailer',
};

function enterForward(work: Work, id: string, { to, reason }: Step): void {
  const forward = edit(work, 'forward', id);
  forward.status = to as ForwardStatus;
  forward.custodian = custodians[forward.status];
  if (reason !== undefined) forward.revert_reason = reason as RevertReason;
}

const enter: Record<Lifecycle, Enter> = {
  return: enterReturn,
  listing: enterListing,
  order: enterOrder,
  forward: enterForward,
  refund: (work, id, { to }) => {
    editRefund(work, id).status = to as RefundStatus;
  },
  dispute: (work, id, { to }) => {
    edit(work, 'dispute', id).status = to as DisputeStatus;
  },
};
