import type { Mutant } from '../../mutant.ts';
import {
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  onProblem,
  problemAnswer,
  queryOf,
  refusedAs,
  sentBody,
  withoutHeader,
} from '../edge.ts';

function items(body: Members, change: (item: Members) => Members): Members {
  return Array.isArray(body.items) ? { ...body, items: body.items.map(change) } : body;
}

/** Lists of returns by `external_id` show another status than the one before `from`. */
function listedAs(from: string, to: Members) {
  return onBody('listReturns', (body, asked) =>
    queryOf(asked).has('external_id')
      ? items(body, (item) => (item.status === from ? { ...item, ...to } : item))
      : body,
  );
}

/** The subject's events of a type are told from the second reading on. */
function late(type: string) {
  return (serve: Parameters<ReturnType<typeof onBody>>[0]) => {
    const read = new Set<string>();
    return onBody('listEvents', (body, asked) => {
      const subject = queryOf(asked).get('subject_id');
      if (subject === null || read.has(subject)) return body;
      read.add(subject);
      const told = (body.items as Members[]).filter((event) => event.type !== type);
      return { ...body, items: told };
    })(serve);
  };
}

export const mutants: readonly Mutant[] = [
  {
    id: 'requests.commands.back-to-offered',
    breaks: ['ORF-GEN-003'],
    around: listedAs('listed', { status: 'offered', route: { destination: 'undecided' } }),
  },
  {
    id: 'requests.commands.cancelled-goes-on',
    breaks: ['ORF-GEN-004'],
    around: listedAs('cancelled', { status: 'lost' }),
  },
  { id: 'requests.commands.events-later', breaks: ['ORF-GEN-005'], around: late('order.forward_matched') },
  {
    id: 'requests.commands.another-refusal',
    breaks: ['ORF-GEN-006', 'ORF-TIM-002'],
    around: refusedAs('illegal_transition', 'already_handed_in', 'cancelReturn'),
  },
  {
    id: 'requests.answers.one-request-id',
    breaks: ['ORF-GEN-018'],
    around: onAnswer('listReturns', (answer) =>
      answer.status < 400
        ? { ...answer, headers: { ...answer.headers, 'orf-request-id': 'req_always_the_same' } }
        : answer,
    ),
  },
  {
    id: 'requests.answers.stored-on-the-way',
    breaks: ['ORF-GEN-019'],
    around: onAnswer('listOrders', (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'cache-control': 'private, max-age=60' },
    })),
  },
  {
    id: 'requests.answers.no-place',
    breaks: ['ORF-GEN-036'],
    around: onAnswer('createOrder', (answer, asked) =>
      sentBody(asked)?.on_unavailable === 'cancel' ? withoutHeader(answer, 'location') : answer,
    ),
  },
  {
    id: 'requests.answers.member-left-out',
    breaks: ['ORF-GEN-036'],
    around: onBody('getRefund', ({ trigger: _, ...body }) => body),
  },
  {
    id: 'requests.answers.null-members',
    breaks: ['ORF-GEN-036'],
    around: onBody('listOrders', (body) => items(body, (item) => ({ category: null, ...item }))),
  },
  {
    id: 'requests.refusals.another-request',
    breaks: ['ORF-GEN-026'],
    around: onProblem('not_found', (answer) => ({
      ...answer,
      body: { ...(answer.body as Members), request_id: 'req_somebody_elses' },
    })),
  },
  {
    id: 'requests.refusals.another-status',
    breaks: ['ORF-GEN-026'],
    around: onProblem('not_found', (answer) => ({
      ...answer,
      body: { ...(answer.body as Members), status: 400 },
    })),
  },
  {
    id: 'requests.refusals.tells-what-was-sent',
    breaks: ['ORF-GEN-027'],
    around: onProblem('invalid_parameter', (answer, asked) => ({
      ...answer,
      body: { ...(answer.body as Members), detail: `Not understood: ${decodeURIComponent(asked.target)}` },
    })),
  },
  {
    id: 'requests.refusals.own-code',
    breaks: ['ORF-GEN-028', 'ORF-GEN-038'],
    around: onProblem('not_acceptable', (answer) => ({
      ...answer,
      body: { ...(answer.body as Members), code: 'no_such_media' },
    })),
  },
  {
    id: 'requests.quota.no-time-to-wait',
    breaks: ['ORF-GEN-035'],
    around: instead('createReturn', async (asked, pass) =>
      isOfQuota(sentBody(asked), asked.body.length) ? problemAnswer('rate_limited') : pass(),
    ),
  },
  {
    id: 'requests.quota.done-all-the-same',
    breaks: ['ORF-GEN-035'],
    around: instead('createReturn', async (asked, pass) => {
      const answer = await pass();
      const isBeyond = isOfQuota(sentBody(asked), asked.body.length);
      return isBeyond ? problemAnswer('rate_limited', { 'retry-after': '1' }) : answer;
    }),
  },
];

/** Some of the requests with which the suite looks for a quota. */
function isOfQuota(body: Members | undefined, size: number): boolean {
  const product = body?.product;
  return isMembers(product) && product.sku === 'QUOTA-1' && size % 2 === 0;
}
