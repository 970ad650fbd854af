import type {
  ConfirmRefund,
  CreateOrder,
  CreateReturn,
  DispositionKind,
  DisputeOutcome,
  OrderOutcome,
  RateForward,
  ResolveHold,
  RouteChoice,
  TrackingStatus,
} from '@open-return-forwarding/protocol';
import { cancelOrder } from '../../src/flow/commands/cancel-order.ts';
import { cancelReturn } from '../../src/flow/commands/cancel-return.ts';
import { chooseRoute } from '../../src/flow/commands/choose-route.ts';
import { closeDispute } from '../../src/flow/commands/close-dispute.ts';
import { closeOrder } from '../../src/flow/commands/close-order.ts';
import { confirmRefund } from '../../src/flow/commands/confirm-refund.ts';
import { placeOrder } from '../../src/flow/commands/place-order.ts';
import { rate } from '../../src/flow/commands/rate.ts';
import { recallReturn } from '../../src/flow/commands/recall.ts';
import { recordDisposition } from '../../src/flow/commands/record-disposition.ts';
import { recordScan } from '../../src/flow/commands/record-scan.ts';
import { reportLost } from '../../src/flow/commands/report-lost.ts';
import { releaseReservation, reserveListing } from '../../src/flow/commands/reserve-listing.ts';
import { resolveHold } from '../../src/flow/commands/resolve-hold.ts';
import { startReturn } from '../../src/flow/commands/start-return.ts';
import { confirmVoid, takeLabel } from '../../src/flow/commands/take-label.ts';
import { withdrawListing } from '../../src/flow/commands/withdraw-listing.ts';
import { addDays } from '../../src/time.ts';
import { anOrder, aReturn } from './given.ts';
import type { Stage } from './stage.ts';

/** What can be said with each action, by operationId; `carrier_*` is what a carrier tells. `wait` only moves the clock. */
interface Said {
  wait: undefined;
  createReturn: Partial<CreateReturn>;
  createOrder: Partial<CreateOrder>;
  chooseRoute: { readonly route: RouteChoice };
  cancelReturn: undefined;
  withdrawListing: undefined;
  reserveListing: { readonly minutes: number };
  releaseReservation: undefined;
  issueRecall: undefined;
  cancelOrder: undefined;
  closeOrder: { readonly outcome: OrderOutcome };
  reportLost: undefined;
  reportTrackingEvent: { readonly status: TrackingStatus; readonly occurred_at?: string };
  carrier_label: undefined;
  carrier_void: undefined;
  rateForward: RateForward;
  resolveHold: ResolveHold;
  confirmRefund: ConfirmRefund;
  closeDispute: { readonly outcome: DisputeOutcome };
  recordDisposition: { readonly kind: DispositionKind };
}

/** An action, what it is about (by id), and what is said with it. */
export type Action = {
  [D in keyof Said]: {
    readonly do: D;
    readonly of?: string;
  } & (undefined extends Said[D] ? { readonly with?: undefined } : { readonly with: Said[D] });
}[keyof Said];

type Carry<D extends keyof Said> = (stage: Stage, of: string, said: Said[D]) => void;

const carry: { readonly [D in keyof Said]: Carry<D> } = {
  wait: () => undefined,
  createReturn: (stage, _of, said) => startOne(stage, said),
  createOrder: (stage, _of, said) => orderOne(stage, said),
  chooseRoute: (stage, of, { route }) => stage.run((work) => chooseRoute(work, of, route)),
  cancelReturn: (stage, of) => stage.run((work) => cancelReturn(work, of)),
  withdrawListing: (stage, of) => stage.run((work) => withdrawListing(work, of)),
  reserveListing: (stage, of, { minutes }) => stage.run((work) => reserveListing(work, of, minutes)),
  releaseReservation: (stage, of) => stage.run((work) => releaseReservation(work, of)),
  issueRecall: (stage, of) => {
    stage.recalled.add(stage.get('return', of).product.sku);
    stage.run((work) => recallReturn(work, of));
  },
  cancelOrder: (stage, of) => stage.run((work) => cancelOrder(work, of)),
  closeOrder: (stage, of, { outcome }) => stage.run((work) => closeOrder(work, of, outcome)),
  reportLost: (stage, of) => stage.run((work) => reportLost(work, of)),
  reportTrackingEvent: (stage, of, { status, occurred_at = stage.now }) => {
    stage.run((work) => recordScan(work, of, { status, occurred_at }), {
      effective_at: stage.now,
      occurred_at,
    });
  },
  carrier_label: (stage, of) => giveLabel(stage, of),
  carrier_void: (stage, of) => {
    stage.run((work) => confirmVoid(work, of));
  },
  rateForward: (stage, of, said) => stage.run((work) => rate(work, of, said)),
  resolveHold: (stage, of, said) => stage.run((work) => resolveHold(work, of, said)),
  confirmRefund: (stage, of, said) => stage.run((work) => confirmRefund(work, of, said)),
  closeDispute: (stage, of, { outcome }) => stage.run((work) => closeDispute(work, of, outcome)),
  recordDisposition: (stage, of, said) => stage.run((work) => recordDisposition(work, of, said)),
};

/** Carries an action out on a stage; a refusal is thrown. A refund goes by the id of its return. */
export function act(stage: Stage, action: Action): void {
  const perform = carry[action.do] as (stage: Stage, of: string, said: unknown) => void;
  perform(stage, action.of ?? '', action.with);
}

function startOne(stage: Stage, changes: Partial<CreateReturn> = {}): void {
  const id = stage.newId('return');
  stage.zones.set(id, 'NL-10');
  stage.run((work) => startReturn(work, { id, refundId: id.replace('return', 'refund') }, aReturn(changes)));
}

function orderOne(stage: Stage, changes: Partial<CreateOrder> = {}): void {
  const id = stage.newId('order');
  stage.zones.set(id, 'NL-25');
  stage.run((work) => {
    // On this stage a token is the id of what it reserves.
    if (changes.reservation_token !== undefined) work.reservations.set(id, changes.reservation_token);
    placeOrder(work, id, anOrder(id, changes));
  });
}

function giveLabel(stage: Stage, forwardId: string): void {
  stage.queue.delete(`label_request ${forwardId}`);
  const expires_at = addDays(stage.get('forward', forwardId).created_at, 14);
  stage.run((work) => {
    takeLabel(work, forwardId, {
      carrier: 'sandbox',
      formats: ['pdf'],
      recipient_exposure: 'none',
      sender_exposure: 'none',
      status: 'valid',
      issued_at: stage.now,
      expires_at,
      documents: [],
    });
  });
}
