import type { Mutant } from '../../mutant.ts';
import { type Around, afresh, type Members, onBody, onSentBody, together } from '../edge.ts';
import { valueAt, withValue } from '../json.ts';

/** A difference that only shows once something was recalled in this sandbox. */
function onceRecalled(make: (recalled: ReadonlySet<unknown>) => Around): Around {
  return afresh(() => {
    const recalled = new Set<unknown>();
    const forget = onBody('resetSandbox', (body) => {
      recalled.clear();
      return body;
    });
    const listen = onBody('issueRecall', (body) => {
      for (const sku of [body.skus].flat()) recalled.add(sku);
      return body;
    });
    return together(forget, listen, make(recalled));
  });
}

const AMOUNT = 500;

/** The books of a forward with an incentive in them that nobody was promised. */
function withIncentive(body: Members): Members {
  const entries = [body.entries].flat() as Members[];
  const [first] = entries;
  const granted = ['incentive', 'sender_payable'].map((account, index) => ({
    ...first,
    id: `led_incentive_${index}`,
    account,
    amount: index === 0 ? AMOUNT : -AMOUNT,
    cause: 'incentive_granted',
  }));
  return entries.some(({ cause }) => cause === 'incentive_granted')
    ? body
    : withValue(
        { ...body, entries: [...entries, ...granted] },
        '/net/amount',
        Number(valueAt(body, '/net/amount')) - AMOUNT,
      );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'recall.says-nothing-of-returns',
    breaks: ['ORF-RCL-001'],
    around: onBody('issueRecall', (body) => withValue(body, '/effects/returns_rerouted', [])),
  },
  {
    id: 'recall.once-only',
    breaks: ['ORF-RCL-002'],
    around: onceRecalled((recalled) =>
      onSentBody('createReturn', (body) => {
        const sku = valueAt(body, '/product/sku');
        return recalled.has(sku) ? withValue(body, '/product/sku', `${String(sku)}-again`) : body;
      }),
    ),
  },
  {
    id: 'recall.another-cause',
    breaks: ['ORF-RCL-003'],
    around: onBody(['getForward', 'getReturn', 'getRefund'], (body) => {
      const at = body.refund === undefined ? '/cause' : '/refund/cause';
      return valueAt(body, at) === 'recalled' ? withValue(body, at, 'handed_in') : body;
    }),
  },
  {
    id: 'recall.replaces',
    breaks: ['ORF-RCL-004'],
    around: onceRecalled((recalled) =>
      onBody('getOrder', (body) => {
        const { buyer_refund_due: due, ...rest } = body;
        if (due === undefined || !recalled.has(body.sku)) return body;
        const served = withValue(rest, '/fulfilment/source', 'warehouse');
        return { ...served, status: 'warehouse' };
      }),
    ),
  },
  {
    id: 'recall.incentive',
    breaks: ['ORF-RCL-005'],
    around: onceRecalled((recalled) =>
      onBody('getSettlement', (body) => (recalled.size > 0 ? withIncentive(body) : body)),
    ),
  },
];
