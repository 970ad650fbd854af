import { isObject, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { type Claim, fact } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import { watching } from '../run/watching.ts';

/** Every forward that is seen: a listing has one, whoever reads it. */
export const observers = [
  watching({
    id: 'observer.one-buyer',
    title: 'No listing is seen with two buyers',
    requirements: ['ORF-LST-001'],
    begin: ({ contract }) => {
      const buyers = new Map<string, string>();
      return ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request)?.id;
        if (operation === 'resetSandbox') buyers.clear();
        if (operation !== 'getForward' && operation !== 'listForwards') return undefined;
        const claims = forwardsIn(reply).map((forward) => hasOneBuyer(buyers, forward));
        return claims.length === 0 ? undefined : { 'ORF-LST-001': claims };
      };
    },
  }),
];

function forwardsIn({ json, status }: Reply): JsonObject[] {
  if (status !== 200 || !isObject(json)) return [];
  return Array.isArray(json.items) ? json.items.filter(isObject) : [json];
}

function hasOneBuyer(buyers: Map<string, string>, { listing_id, order_id }: JsonObject): Claim {
  const held = buyers.get(String(listing_id)) ?? String(order_id);
  buyers.set(String(listing_id), held);
  return fact(`the listing of order ${held}`, held === String(order_id), { actual: order_id });
}
