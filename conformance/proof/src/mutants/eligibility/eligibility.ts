import type { Mutant } from '../../mutant.ts';
import { instead, isMembers, type Members, onBody, onSentBody, redirected, sentBody } from '../edge.ts';
import { valueAt, withValue } from '../json.ts';

const ASKED = ['checkEligibility', 'createReturn'];
const SHOWN = ['checkEligibility', 'createReturn', 'getReturn', 'listReturns'];

/** Changes the criteria of every assessment of an item that is not eligible. */
function onCriteria(change: (criteria: Members[], body: Members) => Members[]) {
  return onBody(SHOWN, (body) => {
    const { assessment } = body;
    if (!isMembers(assessment) || !Array.isArray(assessment.criteria)) return body;
    if (assessment.eligible !== false) return body;
    return { ...body, assessment: { ...assessment, criteria: change(assessment.criteria, body) } };
  });
}

function onAssessment(change: (assessment: Members) => Members) {
  return onBody(SHOWN, (body) =>
    isMembers(body.assessment) ? { ...body, assessment: change(body.assessment) } : body,
  );
}

/** Members of the product of a message, without some. */
function productWithout(body: Members, name: string): Members {
  const { [name]: _, ...product } = isMembers(body.product) ? body.product : {};
  return { ...body, product };
}

/** The day after a day of the calendar; anything else as it is. */
function dayAfter(day: unknown): unknown {
  const begun = new Date(`${String(day)}T00:00:00Z`);
  const isDay = !Number.isNaN(begun.getTime()) && begun.toISOString().slice(0, 10) === day;
  return isDay ? new Date(begun.getTime() + 86_400_000).toISOString().slice(0, 10) : day;
}

export const mutants: readonly Mutant[] = [
  {
    id: 'eligibility.criterion-left-out',
    breaks: ['ORF-ELI-001'],
    around: onCriteria((criteria) => criteria.filter(({ code }) => code !== 'no_season')),
  },
  {
    id: 'eligibility.criteria-out-of-order',
    breaks: ['ORF-ELI-001'],
    around: onCriteria((criteria) => criteria.toReversed()),
  },
  {
    id: 'eligibility.params-left-out',
    breaks: ['ORF-ELI-001'],
    around: onCriteria((criteria) =>
      criteria.map((each) => (each.code === 'market_served' ? { ...each, params: {} } : each)),
    ),
  },
  {
    id: 'eligibility.flags-overlooked',
    breaks: ['ORF-ELI-002'],
    around: onSentBody('checkEligibility', (body) => {
      const { consumer } = body;
      if (!isMembers(consumer) || !Array.isArray(consumer.flags)) return body;
      const flags = consumer.flags.filter((flag) => flag !== 'fraud_suspected');
      return { ...body, consumer: { ...consumer, flags } };
    }),
  },
  {
    id: 'eligibility.season-a-day-too-long',
    breaks: ['ORF-ELI-002'],
    around: onSentBody(ASKED, (body) => {
      const { product } = body;
      if (!isMembers(product) || product.season_ends_on === undefined) return body;
      return { ...body, product: { ...product, season_ends_on: dayAfter(product.season_ends_on) } };
    }),
  },
  {
    id: 'eligibility.share-of-one-bucket-more',
    breaks: ['ORF-ELI-002'],
    around: onSentBody('resetSandbox', (body) => {
      const { policy } = body;
      if (!isMembers(policy) || !isMembers(policy.rollout)) return body;
      const share = Number(policy.rollout.share_bp);
      const rollout = { ...policy.rollout, share_bp: share > 0 && share < 10_000 ? share + 1 : share };
      return { ...body, policy: { ...policy, rollout } };
    }),
  },
  {
    id: 'eligibility.eligible-in-spite-of-a-failure',
    breaks: ['ORF-ELI-003', 'ORF-RFW-006'],
    around: onAssessment((assessment) => ({ ...assessment, eligible: true })),
  },
  {
    id: 'eligibility.one-route-reason-for-all',
    breaks: ['ORF-ELI-004'],
    around: onAssessment((assessment) =>
      assessment.route_reason === undefined ? assessment : { ...assessment, route_reason: 'ineligible' },
    ),
  },
  {
    id: 'eligibility.route-reason-of-an-eligible-return',
    breaks: ['ORF-ELI-004'],
    around: onBody('checkEligibility', (body) =>
      valueAt(body, '/assessment/eligible') === true
        ? withValue(body, '/assessment/route_reason', 'ineligible')
        : body,
    ),
  },
  {
    id: 'eligibility.damaged-item-forwarded',
    breaks: ['ORF-ELI-005'],
    around: onSentBody('createReturn', (body) => {
      const { reason } = body;
      const isDamaged = isMembers(reason) && reason.code === 'damaged_in_transit';
      return isDamaged ? { ...body, reason: { code: 'style' } } : body;
    }),
  },
  {
    id: 'eligibility.perishable-goods-forwarded',
    breaks: ['ORF-ELI-006'],
    around: onSentBody('createReturn', (body) => productWithout(body, 'perishable')),
  },
  {
    id: 'eligibility.flag-named',
    breaks: ['ORF-ELI-007'],
    around: onCriteria((criteria, { consumer }) =>
      criteria.map((each) => {
        const flags = isMembers(consumer) && Array.isArray(consumer.flags) ? consumer.flags : [];
        return each.code === 'flag_refused'
          ? { ...each, params: { ...(isMembers(each.params) ? each.params : {}), flags: flags.join(' ') } }
          : each;
      }),
    ),
  },
  {
    id: 'eligibility.preview-kept',
    breaks: ['ORF-ELI-008'],
    around: instead('checkEligibility', async (asked, pass) => {
      const answer = await pass();
      const { unit_price, reason_code, ship_from_country: country, ...rest } = sentBody(asked) ?? {};
      const body = {
        consumer: { ref: 'nobody' },
        withdrawal: { notified_at: '2027-03-01T09:00:00Z', basis: 'voluntary' },
        ...rest,
        external_id: `preview-${String(Math.random())}`,
        order_line: { order_ref: '1', line_ref: '1', unit_price, purchased_at: '2027-02-01T09:00:00Z' },
        reason: { code: reason_code },
        ship_from: {
          name: 'Nobody',
          street: 'Nowhere 1',
          postal_code: '1015 CJ',
          city: 'Amsterdam',
          country,
        },
      };
      const key = { 'idempotency-key': `preview-${String(Math.random())}` };
      await pass({
        ...redirected(asked, '/v1/returns'),
        headers: { ...asked.headers, ...key },
        body: Buffer.from(JSON.stringify(body)),
      });
      return answer;
    }),
  },
];
