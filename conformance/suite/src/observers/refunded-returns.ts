import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { fact } from '../run/claim.ts';
import { watching } from '../run/watching.ts';

const OPEN = ['not_due', 'external'];

/** Every return that is seen: one whose refund is on its way does not go to the warehouse. */
export const observers = [
  watching({
    id: 'observer.refunded-returns',
    title: 'No return is sent to the warehouse once its refund is on its way',
    requirements: ['ORF-RET-003'],
    begin:
      ({ contract }) =>
      ({ exchange: { request }, reply: { json, status } }) => {
        const operation = operationOf(contract, request)?.id;
        if ((operation !== 'getReturn' && operation !== 'listReturns') || status !== 200 || !isObject(json))
          return undefined;
        const returns = Array.isArray(json.items) ? json.items.filter(isObject) : [json];
        const wrong = returns.filter(isPaidTwice);
        return {
          'ORF-RET-003': [
            fact('no return to_warehouse with a refund from here', wrong.length === 0, {
              actual: wrong.map(({ id }) => id),
            }),
          ],
        };
      },
  }),
];

function isPaidTwice(source: JsonObject): boolean {
  return source.status === 'to_warehouse' && !OPEN.includes(String(at(source, '/refund/status')));
}
