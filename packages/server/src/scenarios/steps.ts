import { ProblemError, type RatingVerdict, type TrackingStatus } from '@open-return-forwarding/protocol';
import type { ScenarioName, SeededScenario } from '@open-return-forwarding/protocol/test-control';
import type { OperationContext } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { currentPolicy } from '../casework/policies.ts';
import { chooseRoute } from '../operations/chooseRoute.ts';
import { confirmRefund } from '../operations/confirmRefund.ts';
import { createOrder } from '../operations/createOrder.ts';
import { createReturn } from '../operations/createReturn.ts';
import { rateForward } from '../operations/rateForward.ts';
import { reportTrackingEvent } from '../operations/reportTrackingEvent.ts';
import { orderFor, returnFor, waitingOrderFor } from './requests.ts';

type Records = Omit<SeededScenario, 'scenario'>;

/** One operation, called as anybody would call it; answers the records that it adds. */
export type Step = (context: OperationContext, records: Records) => Promise<Records>;

/** The steps that lead to a situation. */
export function stepsTo(scenario: ScenarioName): readonly Step[] {
  return steps[scenario];
}

const offered: readonly Step[] = [startReturn];
const listed = [...offered, forward];
const matched = [...listed, order];
const handedIn = [...matched, scan('picked_up')];
const delivered = [...handedIn, scan('delivered')];

const steps: Record<ScenarioName, readonly Step[]> = {
  return_offered: offered,
  return_listed: listed,
  return_matched: matched,
  return_handed_in: handedIn,
  return_delivered: delivered,
  return_rated_negative: [...delivered, rate('negative')],
  return_settled: [...delivered, rate('positive'), pay],
  order_pending: [waitingOrder],
};

const blank = { path: {}, query: {} } as const;

async function startReturn(context: OperationContext): Promise<Records> {
  const policy = await currentPolicy(context.unit, context.clock.now());
  const body = returnFor(policy, { mark: context.newId('seed'), now: context.clock.now() });
  const answer = await createReturn(context, { ...blank, headers: key(context), body });
  if (answer.body.status !== 'offered') throw outOfReach('no return is offered forwarding');
  return { return_id: answer.body.id };
}

async function forward(context: OperationContext, { return_id }: Records): Promise<Records> {
  const path = { return_id: found(return_id, 'return') };
  const { body } = await chooseRoute(context, {
    ...blank,
    path,
    headers: key(context),
    body: { route: 'forward' },
  });
  return { listing_id: found(body.listing_id, 'listing') };
}

async function order(context: OperationContext, { listing_id }: Records): Promise<Records> {
  const { doc: listing } = found(await context.unit.listings.get(found(listing_id, 'listing')), 'listing');
  const body = orderFor(listing, { mark: context.newId('seed'), now: context.clock.now() });
  const answer = await createOrder(context, { ...blank, headers: key(context), body });
  const { id: order_id, forward_id } = answer.body;
  if (forward_id === undefined) throw outOfReach('no order is served by a forward');
  return { order_id, forward_id };
}

async function waitingOrder(context: OperationContext): Promise<Records> {
  const policy = await currentPolicy(context.unit, context.clock.now());
  const body = waitingOrderFor(policy, { mark: context.newId('seed'), now: context.clock.now() });
  const answer = await createOrder(context, { ...blank, headers: key(context), body });
  if (answer.body.status !== 'pending') throw outOfReach('no order waits');
  return { order_id: answer.body.id };
}

/** What was promised cannot be had; nothing is answered that is not in the situation. */
function outOfReach(why: string): ProblemError {
  return new ProblemError('illegal_transition', { detail: `under the policy in force ${why}` });
}

function scan(status: TrackingStatus): Step {
  return async (context, { forward_id }) => {
    const path = { forward_id: found(forward_id, 'forward') };
    const body = { status, occurred_at: context.clock.now() };
    await reportTrackingEvent(context, { ...blank, path, headers: key(context), body });
    return {};
  };
}

function rate(verdict: RatingVerdict): Step {
  return async (context, { forward_id }) => {
    const path = { forward_id: found(forward_id, 'forward') };
    await rateForward(context, { ...blank, path, headers: key(context), body: { verdict } });
    return {};
  };
}

async function pay(context: OperationContext, { return_id }: Records): Promise<Records> {
  const { doc } = found(await context.unit.returns.get(found(return_id, 'return')), 'return');
  const body = { outcome: 'posted', external_ref: 'sandbox' } as const;
  await confirmRefund(context, { ...blank, path: { refund_id: doc.refund.id }, headers: key(context), body });
  return {};
}

function key({ newId }: OperationContext): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': newId('idk') };
}
