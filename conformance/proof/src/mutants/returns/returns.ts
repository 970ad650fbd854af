import type { Mutant } from '../../mutant.ts';
import {
  type Asked,
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  onSentBody,
  type Pass,
  problemAnswer,
  redirected,
  refusedAs,
  together,
} from '../edge.ts';
import { valueAt } from '../json.ts';

const SHOWN = ['createReturn', 'getReturn'];

/** A return that a film came with, as if nobody had looked at it yet. */
function unseen(body: Members, after: number): Members {
  const evidence = Array.isArray(body.evidence) ? body.evidence : [];
  const hasFilm = evidence.some((each) => isMembers(each) && each.kind === 'video');
  if (!hasFilm || body.status !== 'offered') return body;
  const { assessment: _, offer: __, ...rest } = body;
  const decide_by = new Date(Date.parse(String(body.created_at)) + after * 1000).toISOString();
  return { ...rest, status: 'assessing', decide_by, route: { destination: 'undecided' } };
}

/** The return that a request is about, as it is now. */
export async function returnOf(asked: Asked, pass: Pass): Promise<Members> {
  const { body } = await pass(
    redirected({ ...asked, method: 'GET' }, `/v1/returns/${asked.path.return_id ?? ''}`),
  );
  return isMembers(body) ? body : {};
}

/** Shows a later policy's incentive in offers that were made before. */
function termsOfTheNewest() {
  let incentive: unknown;
  return together(
    onSentBody('resetSandbox', (body) => {
      incentive = undefined;
      return body;
    }),
    onSentBody('updatePolicy', (body) => {
      incentive = isMembers(body.refund) ? body.refund.incentive : incentive;
      return body;
    }),
    onBody('getReturn', (body) => {
      if (incentive === undefined || !isMembers(body.offer)) return body;
      return { ...body, offer: { ...body.offer, incentive: { amount: incentive, currency: 'EUR' } } };
    }),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'returns.kept-item-goes-to-the-buyer',
    breaks: ['ORF-RET-024'],
    around: onBody('getReturn', (body) =>
      body.status === 'cancelled' ? { ...body, route: { destination: 'buyer' } } : body,
    ),
  },
  {
    id: 'returns.ineligible-refused',
    breaks: ['ORF-RET-001'],
    around: instead('createReturn', async (_, pass) => {
      const answer = await pass();
      const isIneligible = valueAt(answer.body, '/route/reason_code') === 'ineligible';
      return isIneligible ? problemAnswer('currency_not_configured') : answer;
    }),
  },
  {
    id: 'returns.resolution-overlooked',
    breaks: ['ORF-RET-002'],
    around: onSentBody('createReturn', ({ resolution, ...body }) => {
      const type = isMembers(resolution) ? resolution.type : undefined;
      return type === undefined ? body : { ...body, resolution: { type, value: unitPrice(body) } };
    }),
  },
  {
    id: 'returns.refund-of-a-forwarded-item-at-the-full-price',
    breaks: ['ORF-RET-002', 'ORF-RFW-003'],
    around: onSentBody('createReturn', ({ forwarded_from, ...body }) => {
      const isUnspecified = body.resolution === undefined && forwarded_from !== undefined;
      if (forwarded_from === undefined) return body;
      return isUnspecified
        ? { ...body, forwarded_from, resolution: { type: 'refund', value: unitPrice(body) } }
        : { ...body, forwarded_from };
    }),
  },
  {
    id: 'returns.to-warehouse-in-spite-of-a-refund',
    breaks: ['ORF-RET-003', 'ORF-GEN-003'],
    around: onBody('getReturn', (body) => {
      const refund = isMembers(body.refund) ? body.refund : {};
      const isUndeliverable =
        body.status === 'completed' && refund.trigger === 'handed_in' && refund.status === 'requested';
      const route = { destination: 'warehouse', reason_code: 'not_handed_in' };
      return isUndeliverable ? { ...body, status: 'to_warehouse', route } : body;
    }),
  },
  { id: 'returns.terms-of-the-newest-policy', breaks: ['ORF-RET-004'], around: afresh(termsOfTheNewest) },
  {
    id: 'returns.decided-later-than-allowed',
    breaks: ['ORF-RET-005'],
    around: onBody('createReturn', (body) => unseen(body, 90 * 86_400)),
  },
  {
    id: 'returns.never-decided',
    breaks: ['ORF-RET-006'],
    around: onBody(SHOWN, (body) => unseen(body, 0)),
  },
  {
    id: 'returns.listed-before-the-choice',
    breaks: ['ORF-RET-008'],
    around: onBody('getReturn', (body) =>
      body.status === 'offered' ? { ...body, listing_id: 'lst-early' } : body,
    ),
  },
  {
    id: 'returns.expired-offer-under-another-code',
    breaks: ['ORF-RET-009'],
    around: refusedAs('offer_expired', 'illegal_transition', 'chooseRoute'),
  },
  {
    id: 'returns.expired-offer-taken',
    breaks: ['ORF-RET-009', 'ORF-GEN-006'],
    around: instead('chooseRoute', async (asked, pass) => {
      const answer = await pass();
      const isExpired = isMembers(answer.body) && answer.body.code === 'offer_expired';
      return isExpired
        ? { ...answer, status: 200, headers: json(answer.headers), body: await returnOf(asked, pass) }
        : answer;
    }),
  },
  {
    id: 'returns.never-offered-under-another-code',
    breaks: ['ORF-RET-010'],
    around: refusedAs('route_not_offered', 'illegal_transition', 'chooseRoute'),
  },
  {
    id: 'returns.nineteen-pieces-of-evidence',
    breaks: ['ORF-RET-011'],
    around: instead('addEvidence', async (asked, pass) => {
      const { evidence } = await returnOf(asked, pass);
      const isFull = Array.isArray(evidence) && evidence.length >= 19;
      return isFull ? problemAnswer('too_much_evidence') : pass();
    }),
  },
  {
    id: 'returns.too-much-evidence-under-another-code',
    breaks: ['ORF-RET-011'],
    around: refusedAs('too_much_evidence', 'illegal_transition'),
  },
  {
    id: 'returns.cancel-after-hand-in-under-another-code',
    breaks: ['ORF-RET-012'],
    around: refusedAs('already_handed_in', 'illegal_transition', 'cancelReturn'),
  },
  {
    id: 'returns.report-counts-losses-twice',
    breaks: ['ORF-RET-023'],
    around: onBody('getReport', (body) => ({ ...body, hand_in_losses: 2 * Number(body.hand_in_losses) })),
  },
  {
    id: 'returns.report-rounds-up',
    breaks: ['ORF-RET-023'],
    around: onBody('getReport', (body) =>
      body.match_share_bp === undefined || Number(body.match_share_bp) % 100 === 0
        ? body
        : { ...body, match_share_bp: Number(body.match_share_bp) + 1 },
    ),
  },
  {
    id: 'returns.report-takes-the-lower-middle',
    breaks: ['ORF-RET-023'],
    around: onBody('getReport', (body) => {
      const hours = isMembers(body.stage_hours) ? body.stage_hours : {};
      const listing_to_match = Math.floor(Number(hours.listing_to_match ?? 0));
      return hours.listing_to_match === undefined
        ? body
        : { ...body, stage_hours: { ...hours, listing_to_match } };
    }),
  },
];

function unitPrice(body: Members): Members {
  const price =
    isMembers(body.order_line) && isMembers(body.order_line.unit_price) ? body.order_line.unit_price : {};
  return { amount: price.amount, currency: price.currency };
}

/** Headers of a good answer. */
export function json(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...headers, 'content-type': 'application/json' };
}
