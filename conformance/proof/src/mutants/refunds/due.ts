import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  onProblem,
  onSentBody,
  problemAnswer,
  recoded,
  sentBody,
  together,
} from '../edge.ts';
import { inItems, shifted, valueAt, withValue } from '../json.ts';
import { readWith, takesAll } from '../reading.ts';

/** Changes requests of refunds that repeat an earlier one of the same refund. */
function inReminders(change: (event: Members) => Members): Around {
  return afresh(() => {
    const first = new Map<unknown, unknown>();
    return onBody('listEvents', (page) =>
      inItems(page, (event) => {
        if (event.type !== 'refund.requested') return event;
        const refund = valueAt(event, '/subject/id');
        const known = first.get(refund) ?? event.id;
        first.set(refund, known);
        return known === event.id ? event : change(event);
      }),
    );
  });
}

/** Refuses a payment of a refund that has failed before. */
const givesUpFailed: Around = instead('confirmRefund', async (asked, pass) => {
  const refund = await readWith(pass, asked, `/v1/refunds/${asked.path.refund_id ?? ''}`);
  const hasFailed = valueAt(refund.body, '/status') === 'failed';
  return hasFailed && sentBody(asked)?.outcome === 'posted' ? problemAnswer('illegal_transition') : pass();
});

/** Takes a failure that is reported once it is paid. */
const failsAfterPayment: Around = instead('confirmRefund', async (asked, pass) => {
  const answer = await pass();
  if (answer.status !== 409 || sentBody(asked)?.outcome !== 'failed') return answer;
  const refund = await readWith(pass, asked, `/v1/refunds/${asked.path.refund_id ?? ''}`);
  return valueAt(refund.body, '/status') === 'posted' ? refund : answer;
});

/** Releases what is to be denied, where the law does not forbid to deny it. */
const paysDenied: Around = instead('resolveHold', async (asked, pass) => {
  const finding = sentBody(asked);
  const forward = await readWith(pass, asked, `/v1/forwards/${asked.path.forward_id ?? ''}`);
  const isProtected = valueAt(forward.body, '/refund/statutory_due_at') !== undefined;
  if (finding?.outcome !== 'deny' || finding.amount !== undefined || isProtected) return pass();
  return pass({ ...asked, body: Buffer.from(JSON.stringify({ outcome: 'release' })) });
});

/** Takes money off a refund whose dispute the buyer has won. */
function judgesTheRefund(): Around {
  const upheld = new Set<unknown>();
  const close = onBody('closeDispute', (body) => {
    if (body.outcome === 'upheld') upheld.add(body.forward_id);
    return body;
  });
  const show = onBody('getForward', (body) =>
    upheld.has(body.id) ? withValue(body, '/refund/amount/amount', 1) : body,
  );
  return together(close, show);
}

function inForwards(
  pointer: string,
  { from, to }: { readonly from: string; readonly to: string },
  only: (forward: Members) => boolean = () => true,
): Around {
  return onBody('getForward', (body) =>
    valueAt(body, pointer) === from && only(body) ? withValue(body, pointer, to) : body,
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'credits-the-rating-for-a-delivery',
    breaks: ['ORF-REF-001'],
    around: inForwards('/refund/cause', { from: 'delivered', to: 'rated' }),
  },
  {
    id: 'shows-refunds-not-asked-for',
    breaks: ['ORF-REF-002'],
    around: onBody('getRefund', (body) => (body.status === 'posted' ? { ...body, status: 'due' } : body)),
  },
  { id: 'takes-every-payment', breaks: ['ORF-REF-003'], around: takesAll('confirmRefund', (taken) => taken) },
  {
    id: 'reminds-of-another-amount',
    breaks: ['ORF-REF-004'],
    around: inReminders((event) =>
      withValue(event, '/data/amount/amount', Number(valueAt(event, '/data/amount/amount')) - 1),
    ),
  },
  {
    id: 'keeps-refunds-of-the-cancelled',
    breaks: ['ORF-REF-006'],
    around: onBody('getReturn', (body) =>
      body.status === 'cancelled' && valueAt(body, '/refund/status') === 'external'
        ? withValue(body, '/refund/status', 'not_due')
        : body,
    ),
  },
  { id: 'gives-failed-refunds-up', breaks: ['ORF-REF-007'], around: givesUpFailed },
  { id: 'lets-paid-refunds-fail', breaks: ['ORF-REF-008', 'ORF-GEN-006'], around: failsAfterPayment },
  {
    id: 'needs-no-reference-of-a-payment',
    breaks: ['ORF-REF-009'],
    around: onSentBody('confirmRefund', (body) =>
      body.outcome === 'posted' ? { external_ref: 'none', ...body } : body,
    ),
  },
  {
    id: 'reminds-a-second-late',
    breaks: ['ORF-REF-010'],
    around: inReminders((event) => ({
      ...event,
      effective_at: shifted(event.effective_at ?? event.occurred_at, 1),
    })),
  },
  {
    id: 'blames-a-return-for-a-hold',
    breaks: ['ORF-REF-011'],
    around: inForwards('/hold/cause', { from: 'negative_rating', to: 'returned_by_buyer' }),
  },
  {
    id: 'reduces-when-the-review-ends',
    breaks: ['ORF-REF-012'],
    around: inForwards(
      '/hold/status',
      { from: 'released', to: 'reduced' },
      (body) => valueAt(body, '/hold/resolved_by') === 'review_deadline',
    ),
  },
  {
    id: 'pays-denied-refunds',
    breaks: ['ORF-EVT-002', 'ORF-REF-013', 'ORF-REF-023', 'ORF-SET-006'],
    around: paysDenied,
  },
  {
    id: 'calls-too-much-a-wrong-shape',
    breaks: ['ORF-REF-014'],
    around: onProblem('amount_exceeds_refund', (answer) => recoded(answer, 'invalid_body')),
  },
  {
    id: 'blames-the-outcome',
    breaks: ['ORF-REF-015'],
    around: onProblem('invalid_body', (answer, asked) =>
      asked.operation === 'resolveHold' && isMembers(valueAt(answer.body, '/errors/0'))
        ? { ...answer, body: withValue(answer.body, '/errors/0/pointer', '/outcome') }
        : answer,
    ),
  },
  {
    id: 'calls-resolved-holds-protected',
    breaks: ['ORF-REF-016'],
    around: onProblem('illegal_transition', (answer, asked) =>
      asked.operation === 'resolveHold' ? recoded(answer, 'statutory_refund_protected') : answer,
    ),
  },
  {
    id: 'does-not-name-the-law',
    breaks: ['ORF-REF-017'],
    around: inForwards('/refund/cause', { from: 'statutory_floor', to: 'rated' }),
  },
  {
    id: 'reduces-by-law',
    breaks: ['ORF-REF-018'],
    around: inForwards(
      '/hold/status',
      { from: 'released', to: 'reduced' },
      (body) => valueAt(body, '/hold/resolved_by') === 'statutory_floor',
    ),
  },
  {
    id: 'calls-the-law-a-state',
    breaks: ['ORF-REF-019'],
    around: onProblem('statutory_refund_protected', (answer) => recoded(answer, 'illegal_transition')),
  },
  {
    id: 'hears-no-complaint',
    breaks: ['ORF-REF-020'],
    around: onBody('listDisputes', (page) => ({ ...page, items: [] })),
  },
  { id: 'judges-the-refund', breaks: ['ORF-REF-021'], around: afresh(judgesTheRefund) },
  {
    id: 'closes-disputes-again',
    breaks: ['ORF-REF-022'],
    around: instead('closeDispute', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 409) return answer;
      return readWith(pass, asked, `/v1/disputes/${asked.path.dispute_id ?? ''}`);
    }),
  },
  {
    id: 'does-not-settle-complaints',
    breaks: ['ORF-REF-023'],
    around: inForwards(
      '/status',
      { from: 'settled', to: 'rated' },
      (body) => valueAt(body, '/rating/verdict') === 'negative',
    ),
  },
  {
    id: 'owes-the-buyer-the-full-price',
    breaks: ['ORF-RCL-004', 'ORF-REF-024'],
    around: onBody('getOrder', (body) =>
      body.buyer_refund_due === undefined
        ? body
        : withValue(body, '/buyer_refund_due/amount', valueAt(body, '/full_price/amount')),
    ),
  },
];
