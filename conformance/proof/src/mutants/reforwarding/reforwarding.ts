import type { Mutant } from '../../mutant.ts';
import { afresh, type Members, onBody, onProblem, onSentBody, together } from '../edge.ts';
import { inItems, valueAt, withValue } from '../json.ts';

const RETURNS = ['createReturn', 'getReturn', 'chooseRoute', 'listReturns'];

/** Says that it forwards nothing again, and calls it another reason. */
const ineligibleInstead = together(
  onBody('getDiscovery', (body) => ({
    ...body,
    profiles: [body.profiles].flat().filter((profile) => profile !== 'reforwarding'),
  })),
  onBody(RETURNS, (body) =>
    inItems(body, (source) =>
      valueAt(source, '/route/reason_code') === 'reforwarding_not_supported'
        ? withValue(source, '/route/reason_code', 'ineligible')
        : source,
    ),
  ),
);

function isForwardedBefore(source: Members): boolean {
  return source.forwarded_from !== undefined;
}

/** Does not know who sent an item before it was forwarded again. */
function forgetsHolders() {
  const holders = new Set<unknown>();
  let isSentAgain = false;
  return together(
    onBody('resetSandbox', (body) => {
      holders.clear();
      isSentAgain = false;
      return body;
    }),
    onBody('createReturn', (body) => {
      if (isForwardedBefore(body)) isSentAgain = true;
      else holders.add(valueAt(body, '/consumer/ref'));
      return body;
    }),
    onSentBody('createOrder', (body) =>
      isSentAgain && holders.has(body.buyer_ref) ? { ...body, buyer_ref: 'somebody-else' } : body,
    ),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'reforwarding.another-place',
    breaks: ['ORF-RFW-001'],
    around: onProblem('invalid_body', (answer) =>
      valueAt(answer.body, '/errors/0/code') === 'unknown_reference'
        ? { ...answer, body: withValue(answer.body, '/errors/0/pointer', '/consumer/ref') }
        : answer,
    ),
  },
  { id: 'reforwarding.another-reason', breaks: ['ORF-POL-004', 'ORF-RFW-002'], around: ineligibleInstead },
  {
    id: 'reforwarding.price-of-the-new-one',
    breaks: ['ORF-RET-002', 'ORF-RFW-003'],
    around: onBody(RETURNS, (body) =>
      inItems(body, (source) =>
        isForwardedBefore(source) ? withValue(source, '/refund/amount/amount', 4500) : source,
      ),
    ),
  },
  {
    id: 'reforwarding.rated-by-the-buyer',
    breaks: ['ORF-RFW-004'],
    around: onBody(['getForward', 'listForwards'], (body) =>
      inItems(body, (forward) =>
        valueAt(forward, '/rating/source') === 'return'
          ? withValue(forward, '/rating/source', 'buyer')
          : forward,
      ),
    ),
  },
  {
    id: 'reforwarding.first-generation-for-ever',
    breaks: ['ORF-RFW-005'],
    around: onBody([...RETURNS, 'getListing', 'getForward'], (body) =>
      inItems(body, (shown) => (Number(shown.generation) > 1 ? { ...shown, generation: 1 } : shown)),
    ),
  },
  {
    id: 'reforwarding.whatever-the-policy-says',
    breaks: ['ORF-RFW-006'],
    around: onSentBody('resetSandbox', (body) =>
      Number(valueAt(body, '/policy/reforwarding/maximum_generations')) > 1
        ? withValue(body, '/policy/reforwarding', {
            allowed: true,
            maximum_generations: 9,
            minimum_grade: 'open_box',
          })
        : body,
    ),
  },
  { id: 'reforwarding.forgets-holders', breaks: ['ORF-RFW-007'], around: afresh(forgetsHolders) },
];
