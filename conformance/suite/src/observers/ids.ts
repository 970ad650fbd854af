import { isObject, type Json } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { fact } from '../run/claim.ts';
import { watching } from '../run/watching.ts';

/** Members in which a provider names its own objects. */
const NAMES = [
  ...['id', 'return_id', 'listing_id', 'order_id', 'forward_id', 'decision_id', 'refund_id'],
  ...['dispute_id', 'settlement_id', 'event_id', 'endpoint_id', 'delivery_id', 'erasure_id', 'recall_id'],
];

const FORM = /^[A-Za-z0-9][A-Za-z0-9_\-.~]{0,63}$/;

export const observers = [
  watching({
    id: 'observer.ids',
    title: 'Ids are short and safe in a path',
    requirements: ['ORF-GEN-015'],
    begin:
      ({ contract }) =>
      ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request);
        if (operation === undefined || reply.status >= 300) return undefined;
        const ids = [...idsIn(reply.json)];
        if (ids.length === 0) return undefined;
        const wrong = ids.find((id) => !FORM.test(id));
        const claim = fact('ids of 1 to 64 letters, digits, _ - . or ~', wrong === undefined, {
          actual: wrong,
        });
        return { 'ORF-GEN-015': [claim] };
      },
  }),
];

function* idsIn(value: Json | undefined): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* idsIn(each);
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name.startsWith('x_')) continue;
    if (typeof member === 'string' && NAMES.includes(name)) yield member;
    else yield* idsIn(member);
  }
}
