import type { Mutant } from '../../mutant.ts';
import {
  type Asked,
  instead,
  isMembers,
  type Members,
  onBody,
  onSentBody,
  type Pass,
  problemAnswer,
  redirected,
  refusedAs,
  sentBody,
} from '../edge.ts';
import { valueAt, withValue } from '../json.ts';

const SHOWN = ['createOrder', 'getOrder', 'cancelOrder', 'closeOrder'];

async function orderOf(asked: Asked, pass: Pass): Promise<Members> {
  const target = `/v1/orders/${asked.path.order_id ?? ''}`;
  const { body } = await pass(redirected({ ...asked, method: 'GET' }, target));
  return isMembers(body) ? body : {};
}

function reasonOf(body: Members): unknown {
  return valueAt(body, '/fulfilment/reason_code');
}

export const mutants: readonly Mutant[] = [
  {
    id: 'orders.stock-for-a-cancelled-order',
    breaks: ['ORF-ORD-010'],
    around: onBody('getOrder', (body) =>
      body.status === 'cancelled' && reasonOf(body) === 'cancelled'
        ? withValue(body, '/fulfilment/source', 'warehouse')
        : body,
    ),
  },
  {
    id: 'orders.not-accepting-refused',
    breaks: ['ORF-ORD-001'],
    around: instead('createOrder', async (_, pass) => {
      const answer = await pass();
      const isIdle = isMembers(answer.body) && reasonOf(answer.body) === 'not_accepting';
      return isIdle ? problemAnswer('currency_not_configured') : answer;
    }),
  },
  {
    id: 'orders.full-price-after-a-revert',
    breaks: ['ORF-ORD-002'],
    around: onBody(SHOWN, (body) =>
      body.status === 'warehouse' && reasonOf(body) === 'not_handed_in'
        ? { ...body, price_due: body.full_price }
        : body,
    ),
  },
  {
    id: 'orders.full-price-where-the-listing-is-gone',
    breaks: ['ORF-ORD-002'],
    around: onBody(SHOWN, (body) =>
      body.status === 'warehouse' && body.listing_id !== undefined
        ? { ...body, price_due: body.full_price }
        : body,
    ),
  },
  {
    id: 'orders.unknown-listing-under-another-code',
    breaks: ['ORF-ORD-003'],
    around: refusedAs('unknown_listing', 'price_not_shown', 'createOrder'),
  },
  {
    id: 'orders.closed-listing-under-another-reason',
    breaks: ['ORF-ORD-004', 'ORF-TIM-002'],
    around: onBody(SHOWN, (body) =>
      reasonOf(body) === 'listing_closed' ? withValue(body, '/fulfilment/reason_code', 'no_listing') : body,
    ),
  },
  {
    id: 'orders.never-cancelled-for-want-of-a-listing',
    breaks: ['ORF-ORD-004'],
    around: onSentBody('createOrder', (body) =>
      body.on_unavailable === undefined ? body : { ...body, on_unavailable: 'fulfil_new' },
    ),
  },
  {
    id: 'orders.hold-overlooked-in-decide-by',
    breaks: ['ORF-ORD-005'],
    around: onBody('createOrder', (body) =>
      body.hold_until === undefined ? body : { ...body, decide_by: body.created_at },
    ),
  },
  {
    id: 'orders.waiting-for-ever',
    breaks: ['ORF-ORD-006', 'ORF-TIM-004'],
    around: onBody('getOrder', (body) =>
      body.hold_until !== undefined && body.buyer_ref !== undefined && body.status === 'warehouse'
        ? { ...body, status: 'pending', fulfilment: { source: 'undecided' } }
        : body,
    ),
  },
  {
    id: 'orders.cancel-after-hand-in-under-another-code',
    breaks: ['ORF-ORD-008'],
    around: refusedAs('already_handed_in', 'illegal_transition', 'cancelOrder'),
  },
  {
    id: 'orders.fulfilled-while-a-refund-is-due',
    breaks: ['ORF-ORD-009'],
    around: instead('closeOrder', async (asked, pass) => {
      const order = await orderOf(asked, pass);
      const isWrong = order.buyer_refund_due !== undefined && sentBody(asked)?.outcome === 'fulfilled';
      const answer = await pass();
      const headers = { ...answer.headers, 'content-type': 'application/json' };
      return isWrong ? { status: 200, headers, body: { ...order, status: 'fulfilled' } } : answer;
    }),
  },
];
