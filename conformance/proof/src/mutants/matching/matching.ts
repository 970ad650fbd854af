import type { Mutant } from '../../mutant.ts';
import { afresh, isMembers, type Members, onBody, onSentBody } from '../edge.ts';
import { valueAt, withValue } from '../json.ts';

const ORDERS = ['createOrder', 'getOrder'];

/** Changes the pairs of every record. */
function onCandidates(change: (candidates: Members[], decision: Members) => Members[]) {
  return onBody('getDecision', (body) => {
    const candidates = Array.isArray(body.candidates) ? body.candidates.filter(isMembers) : [];
    return { ...body, candidates: change(candidates, body) };
  });
}

/** Changes the pairs that were valued. */
function onValued(change: (candidate: Members, decision: Members) => Members) {
  return onCandidates((candidates, decision) =>
    candidates.map((each) => (isMembers(each.components) ? change(each, decision) : each)),
  );
}

/** A record that is signed anew when it is read again. */
function signedAnew() {
  const read = new Set<unknown>();
  return onBody('getDecision', (body) => {
    const isAgain = read.has(body.id);
    read.add(body.id);
    return isAgain ? { ...body, digest: String(body.digest).split('').toReversed().join('') } : body;
  });
}

export const mutants: readonly Mutant[] = [
  {
    id: 'matching.own-item',
    breaks: ['ORF-MAT-001'],
    around: onSentBody('createOrder', (body) =>
      String(body.buyer_ref).startsWith('sender-')
        ? { ...body, buyer_ref: `${String(body.buyer_ref)}-2` }
        : body,
    ),
  },
  {
    id: 'matching.grade-not-accepted',
    breaks: ['ORF-MAT-001'],
    around: onSentBody('createOrder', (body) =>
      Array.isArray(body.accepts) && body.accepts.join() === 'open_box'
        ? { ...body, accepts: ['like_new', 'open_box'] }
        : body,
    ),
  },
  {
    id: 'matching.at-a-loss',
    breaks: ['ORF-MAT-002'],
    around: onBody(ORDERS, (body) => {
      const isLoss = valueAt(body, '/fulfilment/reason_code') === 'value_below_warehouse';
      const isPlain = Array.isArray(body.accepts) && body.accepts.length > 0;
      const fulfilment = { source: 'forward', reason_code: 'matched' };
      return isLoss && isPlain
        ? { ...body, status: 'forward', forward_id: 'fwd-at-a-loss', fulfilment }
        : body;
    }),
  },
  {
    id: 'matching.below-its-own-threshold',
    breaks: ['ORF-MAT-003'],
    around: onBody('getDecision', (body) => {
      const candidates = Array.isArray(body.candidates) ? body.candidates.filter(isMembers) : [];
      const raised = candidates.map((each) =>
        each.outcome === 'chosen' && candidates.length === 1
          ? { ...each, threshold: Number(each.forward_value) + 5, margin: -5 }
          : each,
      );
      return { ...body, candidates: raised, algorithm: { name: 'first-come', version: '1' } };
    }),
  },
  {
    id: 'matching.margin-of-another',
    breaks: ['ORF-MAT-004'],
    around: onValued((candidate) =>
      candidate.outcome === 'outscored'
        ? { ...candidate, margin: Number(candidate.margin) + 1000 }
        : candidate,
    ),
  },
  {
    id: 'matching.some-listings-not-weighed',
    breaks: ['ORF-MAT-005'],
    around: onCandidates((candidates) => candidates.filter(({ code }) => code !== 'own_item')),
  },
  {
    id: 'matching.not-weighed-before-the-end',
    breaks: ['ORF-MAT-006'],
    around: onBody('getDecision', (body) =>
      body.kind === 'window_closing' ? { ...body, kind: 'listing_opened' } : body,
    ),
  },
  {
    id: 'matching.algorithm-without-a-version',
    breaks: ['ORF-MAT-007'],
    around: onBody('getDecision', (body) => withValue(body, '/algorithm/version', '')),
  },
  {
    id: 'matching.value-rounded-up',
    breaks: ['ORF-MAT-008'],
    around: onValued(({ forward_value, margin, ...rest }) => ({
      ...rest,
      forward_value: Number(forward_value) + 1,
      margin: Number(margin) + 1,
    })),
  },
  {
    id: 'matching.depreciation-from-nowhere',
    breaks: ['ORF-MAT-008'],
    around: onValued((candidate) =>
      withValue(
        candidate,
        '/components/depreciation',
        Number(valueAt(candidate, '/components/depreciation')) + 100,
      ),
    ),
  },
  { id: 'matching.record-signed-anew', breaks: ['ORF-MAT-009'], around: afresh(signedAnew) },
  {
    id: 'matching.places-too-small',
    breaks: ['ORF-MAT-010', 'ORF-PRV-005'],
    around: onValued((candidate) => {
      const isAway = valueAt(candidate, '/components/distance') === 'same_country';
      return isAway ? withValue(candidate, '/components/from_zone', 'NL-1015') : candidate;
    }),
  },
  {
    id: 'matching.first-come-as-the-reference',
    breaks: ['ORF-MAT-011'],
    around: onValued((candidate) =>
      candidate.outcome === 'rejected'
        ? candidate
        : { ...candidate, threshold: 0, margin: candidate.forward_value },
    ),
  },
  {
    id: 'matching.everybody-hands-in',
    breaks: ['ORF-MAT-011', 'ORF-MAT-008'],
    around: onValued((candidate) => withValue(candidate, '/components/hand_in_probability', 0.9)),
  },
];
