import type { LifeCycle } from '../contract/contract.ts';
import { isObject, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { type Claim, fact } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import { type Judged, watching } from '../run/watching.ts';

/** What an operation that reads shows: answers to commands can be repeated ones, of an earlier state. */
const SHOWN: Readonly<Record<string, string>> = {
  getReturn: 'return',
  listReturns: 'return',
  getListing: 'listing',
  listListings: 'listing',
  getOrder: 'order',
  listOrders: 'order',
  getForward: 'forward',
  listForwards: 'forward',
  getRefund: 'refund',
  getDispute: 'dispute',
  listDisputes: 'dispute',
};

export const observers = [
  watching({
    id: 'observer.life-cycles',
    title: 'Objects go on by the life cycles only, and stay where these end',
    requirements: ['ORF-GEN-003', 'ORF-GEN-004'],
    begin: ({ contract, steps }) => {
      const last = new Map<string, string>();
      return ({ exchange: { request, step }, reply }) => {
        const kind = SHOWN[operationOf(contract, request)?.id ?? ''];
        const cycle = contract.lifeCycles.get(kind ?? '');
        if (cycle === undefined || reply.status !== 200 || steps[step]?.kind !== 'exchange') return undefined;
        const judged: Record<string, Claim[]> = {};
        for (const { id, status } of objectsIn(reply)) {
          const before = last.get(`${kind} ${id}`);
          last.set(`${kind} ${id}`, status);
          if (before === undefined) continue;
          const requirement = cycle.terminal.includes(before) ? 'ORF-GEN-004' : 'ORF-GEN-003';
          judged[requirement] = [...(judged[requirement] ?? []), lawful(cycle, { kind, before, status })];
        }
        return judged satisfies Judged;
      };
    },
  }),
];

function* objectsIn({ json }: Reply): Generator<{ id: string; status: string }> {
  const objects = isObject(json) && Array.isArray(json.items) ? json.items : [json];
  for (const { id, status } of objects.filter((each): each is JsonObject => isObject(each))) {
    if (typeof id === 'string' && typeof status === 'string') yield { id, status };
  }
}

interface Change {
  readonly kind: string | undefined;
  readonly before: string;
  readonly status: string;
}

/** Whether rows of the table lead from one status to the other: several may have been taken between two readings. */
function lawful(cycle: LifeCycle, { kind, before, status }: Change): Claim {
  const reached = new Set([before]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const { from, to } of cycle.transitions) if (from.some((each) => reached.has(each))) reached.add(to);
  }
  return fact(`a status that a ${kind} which was ${before} can have`, reached.has(status), {
    actual: status,
  });
}
